/** A host who reads words out, and those who type them: over a database in memory, with the rules' referee. */
import { createCallId, SPOKEN_LIFE_MS } from '@parley/protocol';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { CallServices } from '../call-options.ts';
import { aWordsScene, stretchQuickly } from '../testing/words-scene.ts';
import { HostWords } from './host-words.ts';

beforeEach(stretchQuickly);

test('Whoever types them knocks with their name, and is told the call’s ID when they are let in', async () => {
  const { host, id, readOut, type, isAtDoor } = aWordsScene();
  const ada = type(await readOut(), 'ada', 'Ada');
  await isAtDoor({ uid: 'ada', name: 'Ada', isAskedToWait: false });
  await ada.becomes('rung');
  await host.reply({ answer: 'one-moment', word: 'The kettle' });
  await ada.becomes('one-moment');
  expect(ada.state.value).toEqual({ status: 'one-moment', word: 'The kettle' });
  expect(host.visitor.value).toMatchObject({ isAskedToWait: true });
  await host.admit();
  await ada.becomes('admitted');
  expect(ada.state.value).toEqual({ status: 'admitted', id });
  expect(host.visitor.value).toBeUndefined();
  expect(host.state.value).toEqual({ status: 'used' });
});

test('They are for one: the second who types them finds nothing, until the first has gone', async () => {
  const { readOut, type, isAtDoor } = aWordsScene();
  const words = await readOut();
  const ada = type(words, 'ada', 'Ada');
  await ada.becomes('rung');
  await type(words, 'eve').becomes('nowhere');
  await isAtDoor({ name: 'Ada' });
  ada.goAway();
  await isAtDoor(undefined);
  await type(words, 'alan', 'Alan').becomes('rung');
  await isAtDoor({ name: 'Alan' });
});

test('Whoever was let in by them and takes their knock back leaves them to nobody', async () => {
  const { host, database, readOut, type, isAtDoor, takeBack } = aWordsScene();
  const words = await readOut();
  const eve = type(words, 'eve', 'Eve');
  await isAtDoor({ name: 'Eve' });
  await host.admit();
  await eve.becomes('admitted');
  await takeBack('eve');
  await expect.poll(() => database.spoken.size).toBe(0);
  await type(words, 'mallory', 'Mallory').becomes('nowhere');
  expect(host.visitor.value).toBeUndefined();
  expect(host.state.value).toEqual({ status: 'used' });
});

test('Whoever was let in, and types them again from another tab before they have read it, is let in there', async () => {
  const { host, id, readOut, type, isAtDoor, services } = aWordsScene();
  const words = await readOut();
  type(words, 'ada', 'Ada', services('ada'));
  await isAtDoor({ name: 'Ada' });
  await host.admit();
  const again = type(words, 'ada', 'Ada once more', services('ada'));
  await isAtDoor({ name: 'Ada once more' });
  expect(host.state.value).toEqual({ status: 'used' });
  await host.admit();
  await again.becomes('admitted');
  expect(again.state.value).toEqual({ status: 'admitted', id });
});

test('Somebody who was turned away is told so with a word, and may type them again', async () => {
  const { host, readOut, type, isAtDoor, services } = aWordsScene();
  const words = await readOut();
  const own = services('ada');
  const ada = type(words, 'ada', 'Ada', own);
  await isAtDoor({ name: 'Ada' });
  await host.reply({ answer: 'declined', word: 'Tomorrow' });
  await ada.becomes('declined');
  expect(ada.state.value).toEqual({ status: 'declined', word: 'Tomorrow' });
  await isAtDoor(undefined);
  await type(words, 'ada', 'Ada', own).becomes('rung');
  await isAtDoor({ name: 'Ada' });
});

test.each([
  ['were turned away', 'declined', (host: HostWords) => host.reply({ answer: 'declined', word: '' })],
  [
    'have tried others',
    'gone',
    (_: HostWords, own: CallServices) => own.spoken.tryWords('others', new AbortController().signal),
  ],
] as const)(
  'Words are somebody’s while they wait, and anybody’s once they %s',
  async (_, status, happens) => {
    const { host, readOut, type, isAtDoor, services } = aWordsScene();
    const words = await readOut();
    const isTaken = (value: boolean) =>
      expect.poll(() => host.state.value, { timeout: 30_000 }).toMatchObject({ isTaken: value });
    await isTaken(false);
    const own = services('eve');
    const eve = type(words, 'eve', 'Eve', own);
    await isAtDoor({ name: 'Eve' });
    await isTaken(true);
    await happens(host, own);
    await eve.becomes(status);
    await isTaken(false);
    await type(words, 'ada', 'Ada').becomes('rung');
    await isAtDoor({ name: 'Ada' });
  },
);

test('Of two tabs of one user the later one waits, which the other says and does not undo by going away', async () => {
  const { host, readOut, type, isAtDoor, services } = aWordsScene();
  const words = await readOut();
  const first = type(words, 'ada', 'Ada in tab one', services('ada'));
  await isAtDoor({ name: 'Ada in tab one' });
  const second = type(words, 'ada', 'Ada in tab two', services('ada'));
  await isAtDoor({ name: 'Ada in tab two' });
  await first.becomes('elsewhere');
  first.goAway();
  await host.reply({ answer: 'one-moment', word: '' });
  await second.becomes('one-moment');
  expect(host.visitor.value).toMatchObject({ name: 'Ada in tab two' });
});

test('Whoever’s knock was taken back from another tab is told so, and may knock again', async () => {
  const { readOut, type, isAtDoor, takeBack, services } = aWordsScene();
  const words = await readOut();
  const ada = type(words, 'ada', 'Ada', services('ada'));
  await isAtDoor({ name: 'Ada' });
  await takeBack('ada');
  await isAtDoor(undefined);
  await ada.becomes('elsewhere');
  await type(words, 'ada', 'Ada once more', services('ada')).becomes('rung');
  await isAtDoor({ name: 'Ada once more' });
});

test('Whoever has gone before their knock was opened is never shown', async () => {
  const { host, readOut, type, isAtDoor } = aWordsScene();
  const words = await readOut();
  const shown: string[] = [];
  host.visitor.subscribe((visitor) => visitor && shown.push(visitor.name), new AbortController().signal);
  const decrypt = crypto.subtle.decrypt.bind(crypto.subtle);
  const gate = Promise.withResolvers<void>();
  const opening = vi.spyOn(crypto.subtle, 'decrypt').mockImplementation(async (...args) => {
    await gate.promise;
    return decrypt(...args);
  });
  onTestFinished(() => opening.mockRestore());
  const ada = type(words, 'ada', 'Ada');
  await expect.poll(() => opening.mock.calls.length).toBeGreaterThan(0);
  await ada.becomes('rung');
  ada.goAway();
  await expect.poll(() => host.state.value).toMatchObject({ isTaken: false });
  gate.resolve();
  type(words, 'alan', 'Alan');
  await isAtDoor({ name: 'Alan' });
  expect(shown).toEqual(['Alan']);
});

test('Words whose holder says nothing that opens are known to be taken', async () => {
  const { host, database, readOut, services } = aWordsScene();
  await readOut();
  const [docId = ''] = database.spoken.keys();
  const { signal } = new AbortController();
  const { spoken } = services('eve');
  await spoken.tryWords(docId, signal);
  const knock = { type: 'knock', key: new Uint8Array(65).fill(4), sealed: new Uint8Array(9) } as const;
  await spoken.commitSpoken(docId, knock, { signal });
  await expect.poll(() => host.state.value).toMatchObject({ isTaken: true });
  expect(host.visitor.value).toBeUndefined();
});

test('Wrong words lead nowhere, also for five who guess at once, and the twentieth guess is the last', async () => {
  const { host, readOut, type, services } = aWordsScene();
  const words = await readOut();
  const wrong = [...words.slice(0, 3), words[3] === 'abacus' ? 'zoom' : 'abacus'];
  const guesses = ['a', 'b', 'c', 'd', 'e'].map((uid) => type(wrong, uid));
  await Promise.all(guesses.map((guess) => guess.becomes('nowhere')));
  expect(host.visitor.value).toBeUndefined();
  const own = services('eve');
  for (let i = 0; i < 20; i++) await own.spoken.tryWords(`guess ${i}`, new AbortController().signal);
  const last = type(words, 'eve', '', own);
  await last.becomes('failed');
  expect(last.state.value).toEqual({ status: 'failed', error: 'too-many-tries' });
});

test('Whoever has not tried them is not told whether there are such words', async () => {
  const { database, readOut, services } = aWordsScene();
  await readOut();
  const [docId = ''] = database.spoken.keys();
  const { signal } = new AbortController();
  const { spoken } = services('eve');
  expect(await spoken.readSpoken(docId, signal)).toBeNull();
  const knock = { type: 'knock', key: new Uint8Array(65).fill(4), sealed: new Uint8Array(9) } as const;
  await expect(spoken.commitSpoken(docId, knock, { signal })).rejects.toMatchObject({ code: 'refused' });
  await spoken.tryWords(docId, signal);
  expect(await spoken.readSpoken(docId, signal)).not.toBeNull();
  await spoken.commitSpoken(docId, knock, { signal });
});

test('Drawn anew they are others, and those before lead nowhere', async () => {
  const { readOut, type } = aWordsScene();
  const before = await readOut();
  const now = await readOut();
  expect(now).not.toEqual(before);
  await type(before, 'ada').becomes('nowhere');
  await type(now, 'alan').becomes('rung');
});

test('Whoever waits is told that the host does not any more', async () => {
  const { host, database, readOut, type } = aWordsScene();
  const ada = type(await readOut(), 'ada');
  await ada.becomes('rung');
  host.stop();
  await ada.becomes('gone');
  await expect.poll(() => database.spoken.size).toBe(0);
  expect(host.state.value).toEqual({ status: 'none' });
});

test('They lapse after a quarter of an hour, for both', async () => {
  const { host, database, readOut, type, isAtDoor } = aWordsScene();
  const ada = type(await readOut(), 'ada');
  await isAtDoor({ uid: 'ada' });
  database.sleep(SPOKEN_LIFE_MS);
  await ada.becomes('gone');
  await expect.poll(() => host.state.value).toEqual({ status: 'lapsed' });
  await isAtDoor(undefined);
});

test('The browser that reads them out does not knock at itself', async () => {
  const { host, readOut, type } = aWordsScene();
  await type(await readOut(), 'host').becomes('own');
  expect(host.visitor.value).toBeUndefined();
});

test('A knock that does not open is not shown, and is noted', async () => {
  const { host, ignored, database, readOut, services } = aWordsScene();
  await readOut();
  const [docId = ''] = database.spoken.keys();
  const { signal } = new AbortController();
  const { spoken } = services('eve');
  await spoken.tryWords(docId, signal);
  const knock = { type: 'knock', key: new Uint8Array(65).fill(4), sealed: new Uint8Array(9) } as const;
  await spoken.commitSpoken(docId, knock, { signal });
  await expect.poll(() => ignored.length).toBeGreaterThan(0);
  expect(host.visitor.value).toBeUndefined();
});

test('What cannot be drawn is a state, and can be drawn again', async () => {
  const { host, services } = aWordsScene();
  const own = services('host');
  for (let i = 0; i < 20; i++) await own.spoken.tryWords(`words ${i}`, new AbortController().signal);
  const counted = new HostWords({
    ...{ id: () => createCallId(), services: async () => own, onIgnored: () => {}, onTrouble: () => {} },
    signal: new AbortController().signal,
  });
  await counted.draw();
  expect(counted.state.value).toEqual({ status: 'failed', error: 'too-many-tries' });
  await host.draw();
  expect(host.state.value).toMatchObject({ status: 'read-out' });
});
