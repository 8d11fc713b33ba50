/** A host lets in whoever has typed their words, in the very moment in which those go, or the answer does not come. */
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { CallError } from '../ports/call-error.ts';
import { aWordsScene, stretchQuickly } from '../testing/words-scene.ts';

beforeEach(stretchQuickly);

/** Eve is at the door, and what the host says to her goes as that says. */
async function evesScene() {
  const scene = aWordsScene();
  const words = await scene.readOut();
  const eve = scene.type(words, 'eve', 'Eve');
  await scene.isAtDoor({ name: 'Eve' });
  const { spoken } = scene.own;
  const commit = spoken.commitSpoken.bind(spoken);
  return { ...scene, words, eve, commit, saying: vi.spyOn(spoken, 'commitSpoken') };
}

const unreachable = () => new CallError('signaling-unreachable');

/** What is said again is so when the test says. */
function stopTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
}

test.each([
  ['comes late', async (answer: Promise<void>) => answer],
  ['is lost', async () => Promise.reject(unreachable())],
])(
  'Whoever takes their knock back in the moment in which they are let in leaves the words to nobody, also when the answer to that %s',
  async (_, answer) => {
    const { host, words, type, eve, takeBack, commit, saying } = await evesScene();
    const late = Promise.withResolvers<void>();
    saying.mockImplementation(async (...write) => {
      await commit(...write);
      await answer(late.promise);
    });
    const letting = host.admit();
    await eve.becomes('admitted');
    await takeBack('eve');
    await expect.poll(() => host.state.value).toEqual({ status: 'used' });
    late.resolve();
    await letting;
    await type(words, 'mallory', 'Mallory').becomes('nowhere');
    expect(host.visitor.value).toBeUndefined();
  },
);

test('Whoever had gone before they were let in leaves the words to the next', async () => {
  const { host, database, own, words, type, eve, isAtDoor } = await evesScene();
  own.store.wire.hold();
  eve.goAway();
  await expect.poll(() => [...database.spoken.values()]).toMatchObject([{ knock: null }]);
  expect(await host.admit()).toBe(false);
  own.store.wire.release();
  await isAtDoor(undefined);
  expect(host.state.value).toMatchObject({ status: 'read-out', isTaken: false });
  await type(words, 'alan', 'Alan').becomes('rung');
  await isAtDoor({ name: 'Alan' });
});

test('Two presses for somebody who had gone are one, and leave the words to the next', async () => {
  const { host, own, words, type, takeBack, commit, saying, isAtDoor } = await evesScene();
  const late = Promise.withResolvers<void>();
  saying.mockImplementationOnce(async (...write) => {
    await late.promise;
    await commit(...write);
  });
  own.store.wire.hold();
  await takeBack('eve');
  const first = host.admit();
  await expect.poll(() => saying.mock.calls.length).toBe(1);
  const presses = [first, host.admit()];
  late.resolve();
  expect(await Promise.all(presses)).toEqual([false, false]);
  own.store.wire.release();
  await isAtDoor(undefined);
  expect(host.state.value).toMatchObject({ status: 'read-out', isTaken: false });
  await type(words, 'alan', 'Alan').becomes('rung');
});

test('Whoever is let in again after something else was said to them is told, though the first is still under way', async () => {
  const { host, eve, saying } = await evesScene();
  saying.mockReturnValueOnce(new Promise(() => {}));
  void host.admit();
  await expect.poll(() => saying.mock.calls.length).toBe(1);
  const saysOtherwise = host.reply({ answer: 'one-moment', word: '' });
  const second = host.admit();
  await eve.becomes('admitted');
  expect([await saysOtherwise, await second]).toEqual([false, true]);
});

test('That they are let in is said once more when the answer was lost, and is then known', async () => {
  const { host, ignored, eve, commit, saying } = await evesScene();
  saying.mockImplementationOnce(async (...write) => {
    await commit(...write);
    throw unreachable();
  });
  stopTime();
  const letting = host.admit();
  await eve.becomes('admitted');
  await expect.poll(() => ignored).toEqual(['signaling-unreachable']);
  expect(host.visitor.value).toMatchObject({ name: 'Eve' });
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await letting).toBe(true);
  expect(host.visitor.value).toBeUndefined();
  expect(host.state.value).toEqual({ status: 'used' });
});

test('Whoever was turned away is not let in by what did not get through before', async () => {
  const { host, ignored, own, saying } = await evesScene();
  saying.mockRejectedValueOnce(unreachable());
  stopTime();
  const letting = host.admit();
  await expect.poll(() => ignored).toEqual(['signaling-unreachable']);
  // Their page may well stay.
  own.store.wire.hold();
  expect(await host.reply({ answer: 'declined', word: '' })).toBe(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await letting).toBe(false);
  expect(saying).toHaveBeenCalledTimes(2);
});

test.each([
  ['was held by others', 'contended'],
  ['was more than the quota allows', 'quota-exceeded'],
  ['had nobody signed in', 'signed-out'],
] as const)(
  'Whoever goes after they were let in by what surely was not written, since it %s, leaves the words to the next',
  async (_, code) => {
    const { host, words, type, takeBack, saying, isAtDoor } = await evesScene();
    const isPassing = code === 'contended';
    saying.mockRejectedValueOnce(new CallError(code));
    const letting = host.admit();
    await expect.poll(() => saying.mock.settledResults.length).toBe(1);
    if (!isPassing) expect(await letting).toBe(false);
    await takeBack('eve');
    await isAtDoor(undefined);
    expect(host.state.value).toMatchObject({ status: 'read-out', isTaken: false });
    await type(words, 'alan', 'Alan').becomes('rung');
    await isAtDoor({ name: 'Alan' });
    await host.admit();
    expect(host.state.value).toEqual({ status: 'used' });
  },
);

test('Whoever is let in once more, and has gone by then, leaves the words to the next if the first surely was not written', async () => {
  const { host, own, words, type, takeBack, saying, isAtDoor } = await evesScene();
  saying.mockRejectedValueOnce(new CallError('contended'));
  stopTime();
  const letting = host.admit();
  await expect.poll(() => saying.mock.settledResults.length).toBe(1);
  own.store.wire.hold();
  await takeBack('eve');
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await letting).toBe(false);
  expect(saying).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
  own.store.wire.release();
  await isAtDoor(undefined);
  expect(host.state.value).toMatchObject({ status: 'read-out', isTaken: false });
  await type(words, 'alan', 'Alan').becomes('rung');
});

test('What may have been read before it surely was not written leaves the words to nobody', async () => {
  const { host, ignored, own, takeBack, saying } = await evesScene();
  saying.mockRejectedValueOnce(unreachable()).mockRejectedValueOnce(new CallError('contended'));
  stopTime();
  const letting = host.admit();
  await expect.poll(() => ignored).toEqual(['signaling-unreachable']);
  await vi.advanceTimersByTimeAsync(3_000);
  await expect.poll(() => ignored).toEqual(['signaling-unreachable', 'contended']);
  own.store.wire.hold();
  await takeBack('eve');
  await vi.advanceTimersByTimeAsync(3_000);
  expect(await letting).toBe(false);
  vi.useRealTimers();
  own.store.wire.release();
  await expect.poll(() => host.state.value).toEqual({ status: 'used' });
});

test('Whoever was turned away, and goes, leaves the words to the next if letting them in surely was not written', async () => {
  const { host, words, type, takeBack, saying, isAtDoor } = await evesScene();
  const late = Promise.withResolvers<void>();
  saying.mockReturnValueOnce(late.promise);
  void host.admit();
  await expect.poll(() => saying.mock.calls.length).toBe(1);
  expect(await host.reply({ answer: 'declined', word: '' })).toBe(true);
  late.reject(new CallError('contended'));
  await expect.poll(() => saying.mock.settledResults[0]?.type).toBe('rejected');
  await takeBack('eve');
  await expect.poll(() => host.state.value).toMatchObject({ status: 'read-out', isTaken: false });
  await type(words, 'alan', 'Alan').becomes('rung');
  await isAtDoor({ name: 'Alan' });
});
