import { type Account, AccountError, CallError, type DeviceMemory } from '@parley/call';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { emptyMemory } from '../../memory/scenes.ts';
import { mount } from '../../testing/mount.ts';
import { keepingErrorMessage, keepingWords } from '../../words/keeping.ts';
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
  [failure, isInCall, keptBy] = [undefined, false, null];
});
afterEach(() => lifetime.abort());

function note(what: string, address: string, last: string): void {
  if (failure !== undefined) throw failure;
  asked.push(`${what} ${address} ${last}`);
}

const account: Account = {
  get address() {
    return keptBy;
  },
  sendLink: async (address, to) => note('send', address, to.replace(location.origin, '')),
  keep: async (address, link) => {
    note('keep', address, new URL(link).search);
    keptBy = address;
  },
  comeBack: async (address, link) => note('come back', address, new URL(link).search),
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
    ...{ memory, tab, link: takeNameLink(), signal: lifetime.signal },
  });
  await mount('parley-name-keeper', { keeping, hasName });
  return keeping;
}

const field = () => page.getByLabelText(keepingWords().address);
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
  isInCall = true;
  await press(keepingWords().finishBack);
  await expect.element(page.getByText(keepingErrorMessage('in-call').title)).toBeVisible();
  expect(asked).toEqual([]);
  isInCall = false;
  await press(keepingWords().finishBack);
  await expect.poll(() => asked).toEqual([`come back ${ADDRESS} ${LINK.slice(1)}`, 'start anew']);
  const { hasComeBack: isBack, sentTo } = await keeper(false);
  expect([isBack, sentTo]).toEqual([true, '']);
  expect((await keeper(false)).hasComeBack).toBe(false);
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
