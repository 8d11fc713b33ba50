import { type Account, AccountError, CallError, type DeviceMemory, PeopleError } from '@parley/call';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { emptyMemory } from '../../memory/scenes.ts';
import { focusedElement } from '../../testing/focus.ts';
import { mount } from '../../testing/mount.ts';
import { keepingErrorMessage, keepingWords } from '../../words/keeping.ts';
import { personNameProblem } from '../../words/people.ts';
import { InCallError } from './browser-user.ts';
import { NameKeeping } from './name-keeping.ts';
import { takeNameLink } from './name-link.ts';
import './name-keeper.ts';

const LINK = '/?apiKey=any&oobCode=code-of-the-link&mode=signIn&lang=en';
const ADDRESS = 'ada@example.org';

let memory: DeviceMemory;
let tab: DeviceMemory;
let lifetime: AbortController;
let asked: string[];
let failure: Error | undefined;
let isInCall: boolean;
let keptBy: string | null;
beforeEach(() => {
  [memory, tab, lifetime, asked] = [emptyMemory(), emptyMemory(), new AbortController(), []];
  [failure, isInCall, keptBy, wentTo] = [undefined, false, null, undefined];
});
afterEach(() => lifetime.abort());

function note(what: string, address: string, last: string): void {
  if (failure !== undefined) throw failure;
  asked.push(`${what} ${address} ${last}`);
}

const GOOGLE = 'client.example';
let wentTo: URL | undefined;

const account: Account = {
  get address() {
    return keptBy;
  },
  sendLink: async (address, to) => note('send', address, to.replace(location.origin, '')),
  keep: async (address, link) => {
    note('keep', address, new URL(link).search);
    keptBy = address;
  },
  comeBack: async (address, link, isMeant) =>
    note('come back', address, `${new URL(link).search} ${await isMeant('ada')}`),
  keepByGoogle: async ({ idToken, rawNonce }) => {
    note('keep', 'Google', `${idToken} ${rawNonce?.length}`);
    keptBy = 'ada@google.example';
  },
  comeBackByGoogle: async ({ idToken }, isMeant) =>
    note('come back', 'Google', `${idToken} ${await isMeant('ada')}`),
};

/** @param address what the page was opened by */
async function keeper(hasName: boolean, address = '/'): Promise<NameKeeping> {
  // The page of before is gone.
  document.querySelector('parley-name-keeper')?.remove();
  const before = location.href;
  history.replaceState(null, '', address);
  onTestFinished(() => history.replaceState(null, '', before));
  const keeping = new NameKeeping({
    connect: async () => ({ identity: { signIn: async () => 'ada', account: async () => account } }),
    hasName: async () => hasName,
    whileNoCallIsOpen: async (act) => {
      if (isInCall) throw new InCallError();
      await act();
    },
    startAnew: () => asked.push('start anew'),
    isAnybodys: async (name) => {
      if (name === 'one.too.many') throw new PeopleError('too-many-names');
      return name === 'ada.lovelace' || name === 'grace';
    },
    isNamed: async (uid, name) => uid === 'ada' && name === 'ada.lovelace',
    googleClientId: GOOGLE,
    goTo: (to) => {
      wentTo = new URL(to);
    },
    ...{ memory, tab, link: takeNameLink(), signal: lifetime.signal },
  });
  await mount('parley-name-keeper', { keeping, hasName });
  return keeping;
}

const field = () => page.getByLabelText(keepingWords().address);
const nameField = () => page.getByLabelText(keepingWords().back);
const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

test('A link is sent to the address, which is known when it is followed: the name is kept', async () => {
  await keeper(true);
  await field().fill(` ${ADDRESS} `);
  await press(keepingWords().send);
  await expect
    .element(page.getByRole('status'))
    .toHaveTextContent(`A link is on its way to ${ADDRESS}. Open it in this browser.`);
  expect(asked).toEqual([`send ${ADDRESS} /?for=keep`]);
  await keeper(true, LINK);
  expect(location.search).toBe('');
  await expect.element(field()).toHaveValue(ADDRESS);
  await press(keepingWords().finish);
  const kept = `Your name is kept by ${ADDRESS}: on another device, ask for a link to that address.`;
  await expect.element(page.getByText(kept)).toBeVisible();
  expect(asked.slice(1)).toEqual([`keep ${ADDRESS} ${LINK.slice(1)}`]);
  expect((await keeper(false)).sentTo).toBe('');
});

test('A name that is kept already stays so, which is said, and the link is dropped', async () => {
  const { link } = await keeper(true, LINK);
  await expect.element(field()).toBeVisible();
  await field().fill(ADDRESS);
  [keptBy, failure] = ['first@example.org', new AccountError('kept-already')];
  await press(keepingWords().finish);
  await expect.element(page.getByText(keepingErrorMessage('kept-already').title)).toBeVisible();
  const kept = 'Your name is kept by first@example.org: on another device, ask for a link to that address.';
  await expect.element(page.getByText(kept)).toBeVisible();
  expect(link.value).toBeUndefined();
});

test('Without a name here it is brought here, by a page that is loaded anew and says so once', async () => {
  const { hasComeBack } = await keeper(false, LINK);
  expect(hasComeBack).toBe(false);
  await expect.element(page.getByText(keepingWords().leaves)).toBeVisible();
  await field().fill(ADDRESS);
  await nameField().fill('ada.lovelace');
  isInCall = true;
  await press(keepingWords().finishBack);
  await expect.element(page.getByText(keepingErrorMessage('in-call').title)).toBeVisible();
  expect(asked).toEqual([]);
  isInCall = false;
  await press(keepingWords().finishBack);
  await expect.poll(() => asked).toEqual([`come back ${ADDRESS} ${LINK.slice(1)} true`, 'start anew']);
  const { hasComeBack: isBack, sentTo } = await keeper(false);
  expect([isBack, sentTo]).toEqual([true, '']);
  expect((await keeper(false)).hasComeBack).toBe(false);
});

test('Whoever comes back says to which name: without one nothing is followed, and no other is taken for theirs', async () => {
  await keeper(false, LINK);
  await field().fill(ADDRESS);
  await expect.element(nameField()).toHaveAccessibleDescription(keepingWords().backHelp);
  await press(keepingWords().finishBack);
  await expect.element(page.getByText(personNameProblem('too-short'))).toBeVisible();
  expect(focusedElement()).toBe(nameField().element());
  expect(asked).toEqual([]);
  await nameField().fill('grace');
  await press(keepingWords().finishBack);
  await expect.poll(() => asked).toEqual([`come back ${ADDRESS} ${LINK.slice(1)} false`, 'start anew']);
});

test('A slip in the name uses no link up, and nor does one name too many', async () => {
  await keeper(false, LINK);
  await field().fill(ADDRESS);
  for (const [name, code] of [
    ['ada.lovelaec', 'no-such-person'],
    ['one.too.many', 'too-many-names'],
  ] as const) {
    await nameField().fill(name);
    await press(keepingWords().finishBack);
    await expect.element(page.getByText(keepingErrorMessage(code).title)).toBeVisible();
  }
  expect(asked).toEqual([]);
  await nameField().fill('ada.lovelace');
  await press(keepingWords().finishBack);
  await expect.poll(() => asked).toEqual([`come back ${ADDRESS} ${LINK.slice(1)} true`, 'start anew']);
});

test.each([
  ['link-refused', new AccountError('link-refused')],
  ['address-taken', new AccountError('address-taken')],
  ['signaling-unreachable', new CallError('signaling-unreachable')],
] as const)('What keeps it from being kept is said, and the link stays: %s', async (code, error) => {
  await keeper(true, LINK);
  await field().fill(ADDRESS);
  failure = error;
  await press(keepingWords().finish);
  await expect.element(page.getByText(keepingErrorMessage(code).title)).toBeVisible();
  await expect.element(field()).toHaveValue(ADDRESS);
  failure = undefined;
  await press(keepingWords().finish);
  await expect.poll(() => asked).toEqual([`keep ${ADDRESS} ${LINK.slice(1)}`]);
});

test('A link that keeps a name does nothing where there is none, and says where to open it', async () => {
  await keeper(false, `${LINK}&for=keep`);
  await expect.element(page.getByText(keepingWords().elsewhere)).toBeVisible();
  expect(page.getByRole('button').elements()).toEqual([]);
});

test.each(['/?mode=signIn', '/?oobCode=a', '/call?mode=signIn&oobCode=a'])(
  '%s is no such link',
  async (address) => {
    const { link } = await keeper(true, address);
    expect(link.value).toBeUndefined();
    expect(location.pathname + location.search).toBe(address);
  },
);

/** What Google leads back with, to what it was asked with last. */
function googleAnswer({
  nonce = wentTo?.searchParams.get('nonce'),
  state = wentTo?.searchParams.get('state'),
} = {}) {
  const payload = btoa(JSON.stringify({ nonce }))
    .replaceAll('=', '')
    .replaceAll('+', '-')
    .replaceAll('/', '_');
  const idToken = `head.${payload}.signature`;
  return {
    idToken,
    address: `/#${new URLSearchParams({ state: state ?? '', id_token: idToken, authuser: '0' })}`,
  };
}

test('Google is gone to by a press, and what it leads back with keeps the name after another', async () => {
  await keeper(true);
  await press(keepingWords().google);
  await expect.poll(() => wentTo?.origin).toBe('https://accounts.google.com');
  expect(Object.fromEntries(wentTo?.searchParams ?? [])).toMatchObject({
    ...{ client_id: GOOGLE, redirect_uri: `${location.origin}/`, response_type: 'id_token' },
    scope: 'openid email',
  });
  const { idToken, address } = googleAnswer();
  await keeper(true, address);
  expect(location.hash).toBe('');
  expect(
    field()
      .elements()
      .filter((element) => (element as HTMLElement).checkVisibility()),
  ).toEqual([]);
  expect(asked).toEqual([]);
  await press(keepingWords().finish);
  await expect.element(page.getByText(/^Your name is kept by ada@google\.example/)).toBeVisible();
  expect(asked).toEqual([`keep Google ${idToken} 32`]);
});

test('Without a name here Google brings one, after a press and while no call is open, if anybody is kept by it', async () => {
  await keeper(false);
  await press(keepingWords().googleBack);
  await expect.poll(() => wentTo).toBeDefined();
  const { idToken, address } = googleAnswer();
  await keeper(false, address);
  await nameField().fill('ada.lovelace');
  isInCall = true;
  await press(keepingWords().finishBack);
  await expect.element(page.getByText(keepingErrorMessage('in-call').title)).toBeVisible();
  isInCall = false;
  await press(keepingWords().finishBack);
  await expect.poll(() => asked).toEqual([`come back Google ${idToken} true`, 'start anew']);
});

test.each([
  ['that this tab has not asked for', { state: `keep.${'0'.repeat(32)}` }],
  ['to another question', { nonce: '0'.repeat(32) }],
])('An answer of Google’s %s is dropped, and does not stay in the address', async (_, changes) => {
  await keeper(true);
  await press(keepingWords().google);
  await expect.poll(() => wentTo).toBeDefined();
  const { link } = await keeper(true, googleAnswer(changes).address);
  expect([link.value, location.hash]).toEqual([undefined, '']);
});

test('An answer of Google’s is taken once, and one that asks to keep does nothing where there is no name', async () => {
  await keeper(true);
  await press(keepingWords().google);
  await expect.poll(() => wentTo).toBeDefined();
  const { address } = googleAnswer();
  await keeper(false, address);
  await expect.element(page.getByText(keepingWords().elsewhere)).toBeVisible();
  expect((await keeper(true, address)).link.value).toBeUndefined();
});
