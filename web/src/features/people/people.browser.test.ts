import { CallError, type OutgoingRingState, openPeople, type People } from '@parley/call';
import {
  type CallId,
  foldPersonName,
  MAX_NAME_KEYS,
  type PersonName,
  parsePersonName,
  SESSION_KEY_BYTES,
} from '@parley/protocol';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { KnownPeople } from '../../memory/known-people.ts';
import { keepHasName, keepReach } from '../../memory/people-choices.ts';
import { CallPreferences } from '../../memory/preference.ts';
import { emptyMemory } from '../../memory/scenes.ts';
import { findViolations, SCHEMES } from '../../testing/accessibility.ts';
import { mount, recordEvents } from '../../testing/mount.ts';
import { ServiceScene } from '../../testing/service-scene.ts';
import { inCallLock, isInAnyCall } from './browser-user.ts';
import { PeopleDesk, type PeopleDeskOptions } from './people-desk.ts';
import './people-panel.ts';
import './ring-sheet.ts';
import { deskWith } from './scenes.ts';

const ADA = parsePersonName('ada');
const GRACE = parsePersonName('Grace.Hopper');

function openDesk(options: Partial<PeopleDeskOptions> = {}): PeopleDesk {
  const memory = emptyMemory();
  const known = new KnownPeople(memory, scene.now);
  return new PeopleDesk({
    connect: () => scene.connect('ada-user'),
    isInCall: () => isInCall,
    ...{ memory, known, signal: lifetime.signal },
    ...options,
  });
}

let scene: ServiceScene;
let lifetime: AbortController;
let desk: PeopleDesk;
let isInCall: boolean;
beforeEach(() => {
  scene = new ServiceScene();
  lifetime = new AbortController();
  isInCall = false;
  desk = openDesk();
});
afterEach(() => lifetime.abort());

/** Somebody elsewhere. */
async function other(uid: string, name: PersonName, isWanted = () => true): Promise<People> {
  const services = await scene.connect(uid);
  const people = await openPeople({
    ...{ services, isWanted, signal: lifetime.signal },
    codeOf: () => 'unexpected',
  });
  await people.claim(name);
  people.setReachable(true);
  return people;
}

async function mountBoth() {
  await mount('parley-ring-sheet', { desk, preferences: new CallPreferences(emptyMemory()) });
  return mount('parley-people-panel', { desk });
}

const button = (name: string) => page.getByRole('button', { name, exact: true });
const unfold = () => page.getByText(/^People/).click();

async function takeName(name: string = ADA): Promise<void> {
  await page.getByLabelText('Your name').fill(name);
  await button('Take this name').click();
}

async function haveName(): Promise<void> {
  await mountBoth();
  await unfold();
  await takeName();
  await expect.element(page.getByText('You are ada.')).toBeVisible();
}

async function ring(name: string = GRACE): Promise<void> {
  await page.getByLabelText('Whom to ring').fill(name);
  await button('Ring').first().click();
}

const incomingAt = (people: People) => people.incoming.value?.map(({ name }) => name);
const stateAt = (people: People): OutgoingRingState | undefined => people.outgoing.value?.state.value;

test('A name is taken by one press, and until somebody chooses nobody rings', async () => {
  await haveName();
  await expect
    .element(page.getByLabelText('While this page is open, this device rings for'))
    .toHaveValue('nobody');
  expect(desk.people.value?.incoming.value).toBeUndefined();
  await page.getByLabelText('While this page is open, this device rings for').selectOptions('everybody');
  await expect.poll(() => desk.people.value?.incoming.value).toEqual([]);
});

test.each([
  ['ab', 'A name has at least 3 letters or digits.'],
  ['Zoë', 'A name has letters from A to Z, digits, dots and dashes, and nothing else.'],
  ['an..na', 'A dot or a dash stands between letters or digits, one at a time.'],
])('What cannot be a name is said at once, and nothing is lost: %s', async (text, sentence) => {
  await mountBoth();
  await unfold();
  await takeName(text);
  await expect.element(page.getByText(sentence)).toBeVisible();
  await expect.element(page.getByLabelText('Your name')).toHaveValue(text);
  expect(scene.connectCount).toBe(0);
});

test('A name that looks like another’s is not free', async () => {
  await other('grace-user', GRACE);
  await mountBoth();
  await unfold();
  await takeName('grace-h0pper');
  await expect.element(page.getByText('This name is not free')).toBeVisible();
  await takeName();
  await expect.element(page.getByText('You are ada.')).toBeVisible();
});

test('A name that was given up is gone', async () => {
  await haveName();
  await button('Give the name up').click();
  await expect.element(page.getByLabelText('Your name')).toBeVisible();
  expect([...scene.database.names.values()].map(({ releasedAt }) => releasedAt === null)).toEqual([false]);
});

test('A name that was given up on another page is gone here, too, which is said; and so is one that was taken there', async () => {
  const elsewhere = await openDesk().open();
  await haveName();
  await expect.poll(() => elsewhere.name.value).toBe(ADA);
  expect(desk.reach.value).toBe('nobody');
  await elsewhere.release();
  const said = 'You have given up ada on another page or device, and nobody can ring you by it here.';
  await expect.element(page.getByText(said)).toBeVisible();
  await takeName();
  await expect.element(page.getByText('You took a name less than an hour ago')).toBeVisible();
});

test.each([
  ['at once where this one rings', true],
  ['where this one does not ring, when its page is come back to after a while', false],
])('What was given up on another device is known %s', async (_, isReachable) => {
  await haveName();
  const device = await openPeople({
    ...{ services: await scene.connect('ada-user'), signal: lifetime.signal },
    codeOf: () => 'unexpected',
  });
  if (isReachable) desk.setReach('everybody');
  await device.release();
  if (!isReachable) {
    await expect.element(page.getByText('You are ada.')).toBeVisible();
    const { title } = document;
    onTestFinished(() => {
      document.title = title;
    });
    const later = performance.now() + 61_000;
    const now = vi.spyOn(performance, 'now').mockReturnValue(later);
    document.dispatchEvent(new Event('visibilitychange'));
    now.mockRestore();
  }
  await expect.element(page.getByText(/^You have given up ada on another page or device/)).toBeVisible();
});

test('Whom one rings is asked, and the page goes into the call when they answer', async () => {
  const grace = await other('grace-user', GRACE);
  await haveName();
  const events = recordEvents('rung-call-requested');
  await ring();
  await expect.element(page.getByText('It rings at Grace.Hopper…')).toBeVisible();
  const ready = page.getByText('You are ready. Nobody sees or hears you before they answer.');
  await expect.element(ready).not.toBeInTheDocument();
  const sheet = document.querySelector('parley-ring-sheet');
  Object.assign(sheet ?? {}, { isUsingDevices: true });
  await expect.element(ready).toBeVisible();
  const [incoming] = grace.incoming.value ?? [];
  const call = await grace.accept(incoming?.id ?? '');
  await expect.poll(() => events.map(({ id, peerName }) => [id, peerName])).toEqual([[call, GRACE]]);
  expect(desk.known.find(GRACE)).toMatchObject({ uid: 'grace-user', hasTalked: true });
});

test('What they say with a no is shown, and a link can be sent instead', async () => {
  const grace = await other('grace-user', GRACE);
  await haveName();
  const events = recordEvents('link-instead-requested');
  await ring();
  await expect.poll(() => incomingAt(grace)).toEqual([ADA]);
  await grace.decline(grace.incoming.value?.[0]?.id ?? '', '<b>Later</b>');
  await expect.element(page.getByText('Grace.Hopper declined.')).toBeVisible();
  await expect.element(page.getByText('They say: “<b>Later</b>”')).toBeVisible();
  await button('Send a link instead').click();
  expect(events.map(({ peerName }) => peerName)).toEqual([GRACE]);
  await expect.element(page.getByText('Grace.Hopper declined.')).not.toBeInTheDocument();
});

test.each([
  ['declined', 'Grace.Hopper declined.', 'Send a link instead'],
  ['busy', 'Grace.Hopper is in a call.', 'Send a link instead'],
  ['no-answer', 'Grace.Hopper did not answer.', 'Send a link instead'],
  ['not-reachable', 'Grace.Hopper cannot be reached by name at the moment.', 'Send a link instead'],
  ['cancelled', 'You have stopped ringing Grace.Hopper.', 'Send a link instead'],
  [
    'answered',
    'Grace.Hopper had answered before you stopped, and waits for you. Ring again to go to them.',
    'Ring again',
  ],
] as const)(
  'What has become of a ring is said in words of its own, with what to do next: %s',
  async (outcome, sentence, next) => {
    desk = deskWith({ outgoing: { phase: 'over', outcome, word: '' } });
    await mount('parley-ring-sheet', { desk, preferences: new CallPreferences(emptyMemory()) });
    await expect.element(page.getByRole('heading', { name: sentence })).toBeVisible();
    await expect.element(button(next)).toHaveClass('primary');
    await expect.element(button('Close')).toBeVisible();
  },
);

test('One can stop ringing, and it stops there', async () => {
  const grace = await other('grace-user', GRACE);
  await haveName();
  await ring();
  await expect.poll(() => incomingAt(grace)).toEqual([ADA]);
  await button('Stop ringing').click();
  await expect.element(page.getByText('You have stopped ringing Grace.Hopper.')).toBeVisible();
  await expect.poll(() => incomingAt(grace)).toEqual([]);
});

test('Somebody who has the name now, or another device, is said not to be the one of before', async () => {
  await other('grace-user', GRACE, () => false);
  await haveName();
  const [stored] = [...scene.database.names.values()].filter(({ uid }) => uid === 'grace-user');
  if (stored === undefined) throw new Error('Grace has a name');
  desk.known.meet({ ...stored, keys: stored.keys.map((byte) => byte ^ 1) });
  const pinned = desk.known.find(GRACE);
  await ring();
  await expect.element(page.getByText('Grace.Hopper may not be whom you know')).toBeVisible();
  await button('Do not ring').click();
  await expect.element(page.getByText('Grace.Hopper may not be whom you know')).not.toBeInTheDocument();
  expect(scene.database.rings.size).toBe(0);
  expect(desk.known.find(GRACE)).toEqual(pinned);
  desk.known.meet(stored);
  await ring();
  await expect.element(page.getByText('Looking for Grace.Hopper…')).toBeVisible();
  await expect.poll(() => desk.people.value?.outgoing.value?.person.value).toBeDefined();
  await expect.element(page.getByText('Grace.Hopper may not be whom you know')).not.toBeInTheDocument();
});

test('Whoever has a known name by now is rung, and known, only after a press on “Ring all the same”', async () => {
  const mallory = await other('mallory-user', GRACE);
  mallory.incoming.subscribe((rings) => rings?.[0] && void mallory.accept(rings[0].id), lifetime.signal);
  await haveName();
  const keys = new Uint8Array(65).fill(1);
  desk.known.meet({ name: GRACE, uid: 'grace-user', keys, claimedAt: 1, releasedAt: null, expiresAt: 2 });
  const events = recordEvents('rung-call-requested');
  await ring();
  await expect.element(button('Ring all the same')).toBeVisible();
  expect(desk.known.find(GRACE)).toMatchObject({ uid: 'grace-user' });
  expect([scene.database.rings.size, events]).toEqual([0, []]);
  await button('Ring all the same').click();
  await expect.poll(() => events.map(({ peerName }) => peerName)).toEqual([GRACE]);
  expect(desk.known.find(GRACE)).toMatchObject({ uid: 'mallory-user', hasTalked: true });
});

async function beRung(before?: () => void): Promise<People> {
  await haveName();
  before?.();
  desk.setReach('everybody');
  const grace = await other('grace-user', GRACE);
  grace.ring(ADA);
  await expect.element(page.getByRole('heading', { name: 'Grace.Hopper is ringing you' })).toBeVisible();
  await expect.poll(() => stateAt(grace)).toEqual({ phase: 'ringing' });
  return grace;
}

test.each([
  ['Answer', true],
  ['Answer without camera', false],
])('%s goes into the call', async (name, isWithCamera) => {
  const grace = await beRung();
  const events = recordEvents('rung-call-requested');
  await button(name).click();
  await expect.poll(() => stateAt(grace)).toMatchObject({ phase: 'accepted' });
  const { call } = stateAt(grace) as { call: CallId };
  expect(events.map((event) => [event.id, event.peerName, event.isWithCamera])).toEqual([
    [call, GRACE, isWithCamera],
  ]);
});

test('Whoever rings from another account under a name that one knows is said not to be the one of before', async () => {
  const keys = new Uint8Array(65).fill(1);
  const before = { name: GRACE, keys, claimedAt: 1, releasedAt: null, expiresAt: 2 };
  await beRung(() => desk.known.meet({ ...before, uid: 'another' }));
  await expect.element(page.getByText('Grace.Hopper may not be whom you know')).toBeVisible();
  await expect.element(page.getByText('You have not talked with them in this browser.')).toBeVisible();
  await button('Answer').click();
  expect(desk.known.find(GRACE)).toMatchObject({ uid: 'grace-user', hasTalked: true });
});

test('While the page is hidden, the tab says who rings, for as long as they do', async () => {
  const { title } = document;
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  try {
    const grace = await beRung();
    await expect.poll(() => document.title).toBe('Grace.Hopper is ringing you');
    grace.outgoing.value?.cancel();
    await expect.poll(() => document.title).not.toContain('is ringing you');
  } finally {
    hidden.mockRestore();
    document.title = title;
  }
});

test('A no goes with a word', async () => {
  const grace = await beRung();
  await page.getByLabelText('A word to them, if you like').fill('In a minute');
  await button('Decline').click();
  await expect
    .poll(() => stateAt(grace))
    .toEqual({ phase: 'over', outcome: 'declined', word: 'In a minute' });
  await expect.element(page.getByRole('heading', { name: /is ringing you/ })).not.toBeInTheDocument();
});

test('Who was missed is in the list, also where that is folded, and is called back by one press', async () => {
  const grace = await beRung();
  await expect.element(page.getByText('People: you are ada', { exact: true })).toBeVisible();
  grace.outgoing.value?.cancel();
  await expect.element(page.getByText('You missed them')).toBeVisible();
  await unfold();
  await expect.element(page.getByText('People: you are ada, and missed somebody')).toBeVisible();
  await expect.element(page.getByText('You missed them')).not.toBeVisible();
  await unfold();
  await button('Call back Grace.Hopper').click();
  await expect.poll(() => incomingAt(grace)).toEqual([ADA]);
});

test('Whoever is blocked does not ring, until they may again', async () => {
  const grace = await beRung();
  grace.outgoing.value?.cancel();
  await button('Block Grace.Hopper').click();
  const said = 'Blocked: they hear no ring for as long as they are in this list';
  await expect.element(page.getByText(said)).toBeVisible();
  const once = grace.ring(ADA);
  await expect.poll(() => scene.database.rings.get('grace-user')?.endedAt).toBeNull();
  await expect.element(button('Remove Grace.Hopper from the list, and let them ring again')).toBeVisible();
  await button('Let Grace.Hopper ring again').click();
  await expect.element(button('Remove Grace.Hopper from the list')).toBeVisible();
  expect(once.state.value).toEqual({ phase: 'calling' });
  once.cancel();
  grace.ring(ADA);
  await expect.poll(() => stateAt(grace)).toEqual({ phase: 'ringing' });
});

test.each([
  ['the page is come back to', () => document.dispatchEvent(new Event('visibilitychange'))],
  ['the network is there again', () => dispatchEvent(new Event('online'))],
])('A listener that has ended for good is said, and begun anew when %s', async (_, comeBack) => {
  const { title } = document;
  onTestFinished(() => {
    document.title = title;
  });
  const services = await scene.connect('ada-user');
  let end = (_error: CallError) => {};
  vi.spyOn(services.people, 'watchRings').mockImplementationOnce((_, { onError }) => {
    end = onError;
  });
  desk = openDesk({ connect: async () => services });
  await haveName();
  const said = page.getByText('It does not ring here at the moment');
  desk.setReach('everybody');
  await expect.poll(() => desk.people.value?.incoming.value).toEqual([]);
  expect(said.elements()).toEqual([]);
  end(new CallError('signed-out'));
  await expect.element(said).toBeVisible();
  comeBack();
  await expect.element(said).not.toBeInTheDocument();
  const grace = await other('grace-user', GRACE);
  grace.ring(ADA);
  await expect.poll(() => stateAt(grace)).toEqual({ phase: 'ringing' });
});

test.each([
  ['the network is there again', () => dispatchEvent(new Event('online'))],
  ['the page is come back to', () => document.dispatchEvent(new Event('visibilitychange'))],
  ['a while has passed', (passed: () => void) => passed()],
])(
  'Whoever has a name, which cannot be asked for as the page comes, is told so, and rung once %s',
  async (_, act) => {
    const { title } = document;
    onTestFinished(() => {
      document.title = title;
    });
    const before = await openDesk().open();
    await before.claim(ADA);
    const memory = emptyMemory();
    keepHasName(memory, true);
    keepReach(memory, 'everybody');
    scene.failure = 'signaling-unreachable';
    const timers = vi.spyOn(globalThis, 'setTimeout');
    onTestFinished(() => timers.mockRestore());
    desk = openDesk({ memory });
    await mountBoth();
    await unfold();
    await expect.element(page.getByText('Parley cannot reach its server')).toBeVisible();
    await expect.element(page.getByText(/^Nobody can ring you here before it is known/)).toBeVisible();
    expect(button('Take this name').elements()).toEqual([]);
    const [again] = timers.mock.calls.find(([, ms]) => ms === 15_000) ?? [];
    scene.failure = undefined;
    act(again as () => void);
    await expect.element(page.getByText('You are ada.')).toBeVisible();
    const grace = await other('grace-user', GRACE);
    grace.ring(ADA);
    await expect.poll(() => stateAt(grace)).toEqual({ phase: 'ringing' });
  },
);

test('For whom this device rings is chosen for all its tabs', async () => {
  const memory = emptyMemory();
  desk = openDesk({ memory });
  await haveName();
  const reach = page.getByLabelText('While this page is open, this device rings for');
  await reach.selectOptions('everybody');
  await expect.poll(() => desk.people.value?.incoming.value).toEqual([]);
  const chooseElsewhere = (choice: 'nobody' | 'everybody') => {
    keepReach(memory, choice);
    dispatchEvent(new StorageEvent('storage', { key: 'parley:reach' }));
  };
  chooseElsewhere('nobody');
  await expect.element(reach).toHaveValue('nobody');
  expect(desk.people.value?.incoming.value).toBeUndefined();
  chooseElsewhere('everybody');
  await expect.element(reach).toHaveValue('everybody');
  const grace = await other('grace-user', GRACE);
  grace.ring(ADA);
  await expect.poll(() => stateAt(grace)).toEqual({ phase: 'ringing' });
});

test('While it is asked which name is theirs, nobody is offered to take one', async () => {
  const memory = emptyMemory();
  keepHasName(memory, true);
  scene.hold();
  desk = openDesk({ memory });
  await mountBoth();
  await unfold();
  await expect.element(page.getByText('Asking which name is yours…')).toBeVisible();
  expect(button('Take this name').elements()).toEqual([]);
  scene.release();
  await expect.element(button('Take this name')).toBeVisible();
});

test('A device that is not among the last five of the name is said not to ring', async () => {
  await haveName();
  const { people } = await scene.connect('ada-user');
  const keys = new Uint8Array(MAX_NAME_KEYS * SESSION_KEY_BYTES).fill(9);
  const others = { type: 'renew', nameId: foldPersonName(ADA), keys, now: scene.now() } as const;
  desk.setReach('everybody');
  await expect.poll(() => desk.people.value?.incoming.value).toEqual([]);
  const said = page.getByText('It does not ring here any more');
  expect(said.elements()).toEqual([]);
  await people.changeName('ada-user', others, lifetime.signal);
  await expect.element(said).toBeVisible();
  desk.setReach('nobody');
  await expect.element(said).not.toBeInTheDocument();
});

test('Whoever was told no is in the list, and can be blocked', async () => {
  const grace = await beRung();
  await button('Decline').click();
  await expect.poll(() => stateAt(grace)).toMatchObject({ phase: 'over' });
  expect(page.getByText('You missed them').elements()).toEqual([]);
  await button('Block Grace.Hopper').click();
  const once = grace.ring(ADA);
  await expect.poll(() => scene.database.rings.get('grace-user')?.endedAt).toBeNull();
  await button('Let Grace.Hopper ring again').click();
  expect(once.state.value).toEqual({ phase: 'calling' });
});

test('Whoever rings under the name of a friend is who is blocked by it, and the friend rings under another', async () => {
  await haveName();
  desk.setReach('everybody');
  desk.known.talk(GRACE, 'grace-user');
  const zoe = await other('zoe-user', GRACE);
  const grace = await other('grace-user', parsePersonName('grace-2'));
  zoe.ring(ADA);
  await button('Decline').click();
  await expect.poll(() => stateAt(zoe)).toMatchObject({ phase: 'over' });
  await button('Block Grace.Hopper').click();
  const once = zoe.ring(ADA);
  await expect.poll(() => scene.database.rings.get('zoe-user')?.endedAt).toBeNull();
  // By then the first would have been heard.
  grace.ring(ADA);
  await expect.poll(() => stateAt(grace)).toEqual({ phase: 'ringing' });
  expect(once.state.value).toEqual({ phase: 'calling' });
  expect(incomingAt(desk.people.value as People)).toEqual(['grace-2']);
  expect(desk.known.find(GRACE)).toMatchObject({ uid: 'grace-user', hasTalked: true });
});

test('Only those with whom one has talked ring, where that is wished', async () => {
  await haveName();
  desk.setReach('known');
  const grace = await other('grace-user', GRACE);
  grace.ring(ADA);
  await expect.poll(() => scene.database.rings.get('grace-user')).toMatchObject({ reply: null });
  grace.outgoing.value?.cancel();
  desk.known.talk(GRACE, 'grace-user');
  grace.ring(ADA);
  await expect.poll(() => stateAt(grace)).toEqual({ phase: 'ringing' });
});

test('What is rung for is awaited where one has talked with who rings, until it is answered, and for no stranger', async () => {
  await haveName();
  desk.setReach('everybody');
  const grace = await other('grace-user', GRACE);
  grace.ring(ADA);
  await expect.poll(() => incomingAt(desk.people.value as People)).toEqual([GRACE]);
  expect(desk.awaited.value).toBeUndefined();
  await button('Decline').click();
  await expect.poll(() => stateAt(grace)).toMatchObject({ phase: 'over' });
  desk.known.talk(GRACE, 'grace-user');
  grace.ring(ADA);
  await expect.poll(() => desk.awaited.value).toBeDefined();
  const awaited = desk.awaited.value?.id;
  expect(desk.awaited.value?.isRungFor).toBe(false);
  const events: unknown[] = [];
  addEventListener('rung-call-requested', () => events.push(desk.awaited.value?.id), {
    signal: lifetime.signal,
  });
  const answers: unknown[] = [];
  desk.awaited.subscribe((each) => answers.push(each?.answer), lifetime.signal);
  await button('Answer without camera').click();
  await expect.poll(() => events).toEqual([awaited]);
  // From the press on, before the database has heard it.
  expect(answers).toContainEqual({ isWithCamera: false });
  expect(stateAt(grace)).toEqual({ phase: 'accepted', call: awaited });
  await expect.poll(() => desk.awaited.value).toBeUndefined();
});

test('An answer that comes too late is taken back', async () => {
  await haveName();
  desk.setReach('everybody');
  const grace = await other('grace-user', GRACE);
  desk.known.talk(GRACE, 'grace-user');
  const answers: unknown[] = [];
  grace.ring(ADA);
  await expect.poll(() => desk.awaited.value).toBeDefined();
  desk.awaited.subscribe((each) => answers.push(each?.answer), lifetime.signal);
  vi.spyOn(desk.people.value as People, 'accept').mockRejectedValue(new CallError('refused'));
  await button('Answer').click();
  await expect.element(page.getByText('It does not ring any more')).toBeVisible();
  // It rings at no other page yet, and is looked at as before.
  expect(answers).toEqual([undefined, { isWithCamera: true }, undefined]);
  expect(desk.awaited.value?.isRungFor).toBe(false);
});

test.each([
  ['is left again', true, 1],
  ['is gone on with where the other is in it', false, 0],
])(
  'Where who rings is there already an answer leads to them at once; what was over after all %s',
  async (_, isAlone, notices) => {
    const left: unknown[] = [];
    const leaveIfAlone = (id: CallId) => {
      left.push(id);
      return isAlone;
    };
    desk = openDesk({ isThere: () => true, leaveIfAlone });
    await haveName();
    desk.setReach('everybody');
    const grace = await other('grace-user', GRACE);
    desk.known.talk(GRACE, 'grace-user');
    grace.ring(ADA);
    await expect.poll(() => desk.awaited.value).toBeDefined();
    const call = desk.awaited.value?.id;
    let refuse = (_error: Error) => {};
    vi.spyOn(desk.people.value as People, 'accept').mockReturnValue(
      new Promise((_, reject) => {
        refuse = reject;
      }),
    );
    const entered = recordEvents('rung-call-requested');
    await button('Answer').click();
    await expect.poll(() => entered.length).toBe(1);
    refuse(new CallError('refused'));
    await expect.poll(() => left).toEqual([call]);
    await expect.poll(() => page.getByText('Answering…').elements()).toEqual([]);
    expect(page.getByText('It does not ring any more').elements()).toHaveLength(notices);
    expect(entered).toHaveLength(1);
  },
);

test('Whom one rings is awaited where one has talked with them by these keys, from when it rings until they answer otherwise', async () => {
  const grace = await other('grace-user', GRACE);
  await haveName();
  const [stored] = [...scene.database.names.values()].filter(({ uid }) => uid === 'grace-user');
  if (stored === undefined) throw new Error('Grace has a name');
  await ring();
  await expect.poll(() => incomingAt(grace)).toEqual([ADA]);
  await expect.element(page.getByText('It rings at Grace.Hopper…')).toBeVisible();
  expect(desk.awaited.value).toBeUndefined();
  desk.people.value?.outgoing.value?.cancel();
  desk.known.meet(stored);
  desk.known.talk(GRACE, 'grace-user');
  await button('Ring again').click();
  await expect.poll(() => desk.awaited.value).toBeDefined();
  expect(desk.awaited.value).toEqual({ id: grace.incoming.value?.[0]?.call, isRungFor: true });
  await grace.decline(grace.incoming.value?.[0]?.id ?? '');
  await expect.poll(() => desk.awaited.value).toBeUndefined();
});

test('Once the call that one rang for is gone into, the next ring here is awaited', async () => {
  const grace = await other('grace-user', GRACE);
  await haveName();
  desk.setReach('everybody');
  desk.known.talk(GRACE, 'grace-user');
  await ring();
  await expect.poll(() => desk.awaited.value?.isRungFor).toBe(true);
  await grace.accept(grace.incoming.value?.[0]?.id ?? '');
  await expect.poll(() => desk.people.value?.outgoing.value?.state.value.phase).toBe('accepted');
  expect(desk.awaited.value?.isRungFor).toBe(true);
  desk.taken();
  expect(desk.awaited.value).toBeUndefined();
  grace.ring(ADA);
  await expect.poll(() => desk.awaited.value?.isRungFor).toBe(false);
  expect(desk.awaited.value?.id).toBe(desk.people.value?.incoming.value?.[0]?.call);
});

test('While the page is hidden nothing is awaited that rings here', async () => {
  await haveName();
  desk.setReach('everybody');
  desk.known.talk(GRACE, 'grace-user');
  const { title } = document;
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  onTestFinished(() => {
    hidden.mockRestore();
    document.title = title;
  });
  const grace = await other('grace-user', GRACE);
  grace.ring(ADA);
  await expect.poll(() => stateAt(grace)).toEqual({ phase: 'ringing' });
  expect(desk.awaited.value).toBeUndefined();
  hidden.mockRestore();
  document.dispatchEvent(new Event('visibilitychange'));
  await expect.poll(() => desk.awaited.value?.id).toBe(desk.people.value?.incoming.value?.[0]?.call);
});

test('In a call one is busy, on this page or on another, be it one that has no name', async () => {
  await haveName();
  desk.setReach('everybody');
  const grace = await other('grace-user', GRACE);
  const isBusy = async () => {
    grace.ring(ADA);
    await expect.poll(() => stateAt(grace)).toEqual({ phase: 'over', outcome: 'busy', word: '' });
  };
  const elsewhere = inCallLock();
  onTestFinished(() => elsewhere.set(false));
  elsewhere.set(true);
  await expect.poll(isInAnyCall).toBe(true);
  await isBusy();
  elsewhere.set(false);
  await expect.poll(isInAnyCall).toBe(false);
  isInCall = true;
  await isBusy();
  isInCall = false;
  grace.ring(ADA);
  await expect.poll(() => stateAt(grace)).toEqual({ phase: 'ringing' });
});

test.each(SCHEMES)('It has no accessibility violations in %s', async (scheme) => {
  // As on a page.
  const main = document.createElement('main');
  const heading = document.createElement('h1');
  heading.textContent = 'Home';
  main.append(heading);
  document.body.append(main);
  onTestFinished(() => main.remove());
  await beRung();
  const panel = document.querySelector('parley-people-panel');
  if (panel?.parentElement) main.append(panel.parentElement);
  await ring('nobody-at-all');
  await expect.element(page.getByText('Nobody has this name')).toBeVisible();
  expect(await findViolations(scheme)).toEqual([]);
});
