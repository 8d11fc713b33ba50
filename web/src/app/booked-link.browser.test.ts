/** What the program that booked a call has decided for a link, as far as the page does it. */
import { type Call, type CallState, Cell, deviceMemory } from '@parley/call';
import { deriveCallKeys, type LinkSettings, sealLinkSettings } from '@parley/protocol';
import { expect, onTestFinished, test, vi } from 'vitest';
import { BookedLink } from './booked-link.ts';
import { VisitScene } from './testing/visit-scene.ts';

const scene = new VisitScene();
const visit = (isResuming?: boolean) => scene.visit(isResuming);

/** For this browser's user, who is the host; the guest's are others. */
async function decide(host: LinkSettings): Promise<void> {
  const keys = await deriveCallKeys(scene.id);
  const links = await sealLinkSettings(keys, {
    host,
    guest: { displayName: 'Nobody here', skipLobby: true },
  });
  const call = scene.services.database.calls.get(keys.docId);
  if (call === undefined) throw new Error('There is a call');
  scene.services.database.write(keys.docId, () =>
    scene.services.database.calls.set(keys.docId, { ...call, links }),
  );
}

function allowDevices(state: PermissionState): void {
  vi.spyOn(navigator.permissions, 'query').mockResolvedValue({ state, addEventListener() {} } as never);
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
}

const remembered = () => deviceMemory('localStorage').getItem('parley:name');

test('A person is called what was decided for their link, and this device remembers nothing of it', async () => {
  deviceMemory('localStorage').setItem('parley:name', 'Lovelace');
  await decide({ displayName: 'Dr. Ada' });
  const { call } = visit();
  await expect.poll(() => call.name.value).toBe('Dr. Ada');
  expect(remembered()).toBe('Lovelace');
});

test('What they say themselves goes first, also after a reload and when they go back in', async () => {
  await decide({ displayName: 'Dr. Ada' });
  const first = visit();
  await expect.poll(() => first.call.name.value).toBe('Dr. Ada');
  first.call.setName('Ada');
  expect(remembered()).toBe('Ada');
  first.rejoin();
  for (const { call } of [first, visit(true)]) {
    await expect.poll(() => call.link.value).toEqual({ displayName: 'Dr. Ada' });
    expect(call.name.value).toBe('Ada');
  }
});

test('Another name holds for whoever has not come in, and not for who is in the call, until they come again', async () => {
  await decide({ displayName: 'Dr. Ada' });
  const first = visit();
  await expect.poll(() => first.call.name.value).toBe('Dr. Ada');
  await expect.poll(() => first.call.state.value.phase).toBe('waiting');
  await decide({ displayName: 'Dr. Lovelace' });
  await expect.poll(() => first.call.name.value).toBe('Dr. Lovelace');
  first.call.enter();
  await decide({ displayName: 'Somebody else' });
  await expect.poll(() => first.call.link.value).toEqual({ displayName: 'Somebody else' });
  expect(first.call.name.value).toBe('Dr. Lovelace');
  first.rejoin();
  await expect.poll(() => first.call.name.value).toBe('Somebody else');
  expect(first.call.state.value).toMatchObject({ hasEntered: true });
});

test('Where nothing was decided for the own link, nothing happens', async () => {
  allowDevices('granted');
  await decide({});
  const { call } = visit();
  await expect.poll(() => call.link.value).toEqual({});
  await expect.poll(() => call.state.value.phase).toBe('waiting');
  expect([call.name.value, call.state.value]).toMatchObject(['', { hasEntered: false }]);
});

test.each([
  ['granted', true],
  ['prompt', false],
  ['denied', false],
] as const)('Who may skip the lobby does where devices are %s: %s', async (permission, hasEntered) => {
  allowDevices(permission);
  await decide({ skipLobby: true });
  const { call } = visit();
  await expect.poll(() => call.link.value).toEqual({ skipLobby: true });
  await expect.poll(() => call.state.value).toMatchObject({ phase: 'waiting', hasEntered });
});

test('Who has left is not taken in again by a reload, and goes back in by pressing', async () => {
  allowDevices('granted');
  await decide({ skipLobby: true });
  const first = visit();
  await expect.poll(() => first.call.state.value).toMatchObject({ phase: 'waiting', hasEntered: true });
  first.call.leave();
  await expect.poll(() => history.state).toMatchObject({ hasEntered: false, hasSkippedLobby: true });
  first.close();
  const second = visit(true);
  // Their own last round rests for a second.
  await expect.poll(() => second.call.state.value.phase, { timeout: 10_000 }).toBe('waiting');
  expect(second.call.state.value).toMatchObject({ hasEntered: false });
});

test.each([
  [
    'wants to be connected only when they join',
    () => deviceMemory('localStorage').setItem('parley:connecting', 'when-joining'),
  ],
  ['looks at another tab', () => vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')],
])('Who %s is in the lobby all the same', async (_, arrange) => {
  allowDevices('granted');
  arrange();
  await decide({ skipLobby: true });
  const { call } = visit();
  await expect.poll(() => call.link.value).toEqual({ skipLobby: true });
  await expect.poll(() => call.state.value.phase).not.toBe('arriving');
  await everyTask();
  expect(call.state.value).toMatchObject({ hasEntered: false });
});

test('The way on is known of a call that is over, too', async () => {
  await decide({ returnUrl: 'https://booking.example/thanks' });
  const keys = await deriveCallKeys(scene.id);
  const call = scene.services.database.calls.get(keys.docId);
  if (call === undefined) throw new Error('There is a call');
  const ended = { reason: 'host-ended', at: scene.services.now() } as const;
  scene.services.database.calls.set(keys.docId, { ...call, round: null, ended });
  const late = visit();
  await expect.poll(() => late.call.state.value).toEqual({ phase: 'ended', reason: 'host-ended' });
  await expect.poll(() => late.call.link.value?.returnUrl).toBe('https://booking.example/thanks');
});

test.each([
  ['looks at the page by then', 'visible', 1],
  ['looks at another tab by then', 'hidden', 0],
] as const)(
  'Whoever came before the call opened, and %s, is taken in when it does: %s',
  async (_, visibility, count) => {
    allowDevices('granted');
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(visibility);
    const state = new Cell({ phase: 'early', because: 'not-open' } as unknown as CallState);
    const enter = vi.fn();
    const lifetime = new AbortController();
    const call = { link: new Cell({ skipLobby: true }), state, enter } as unknown as Call;
    new BookedLink().follow(call, lifetime.signal);
    await everyTask();
    expect(enter).not.toHaveBeenCalled();
    state.set({ phase: 'waiting', role: 'guest', hasEntered: false } as unknown as CallState);
    await everyTask();
    expect(enter).toHaveBeenCalledTimes(count);
    lifetime.abort();
  },
);

/** What decides is there, and it is asked for no later than this. */
const everyTask = () => new Promise((resolve) => setTimeout(resolve));
