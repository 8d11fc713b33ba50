import type { PeerPresence } from '@parley/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type FakeLink, FakeNetwork } from '../testing/fake-network.ts';
import { aPresence } from '../testing/presences.ts';
import { SAFETY_LIMIT_MS, SafetyFeature } from './safety-feature.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

const presence = (can: PeerPresence['can']) => aPresence(can && { can });

async function link(one: SafetyFeature, other: SafetyFeature, network = new FakeNetwork()) {
  const links = [network.createLink(() => {}), network.createLink(() => {})] as [FakeLink, FakeLink];
  const answer = await links[1].acceptOffer((await links[0].createOffer()).sdp);
  one.begin(links[0]);
  other.begin(links[1]);
  await links[0].acceptAnswer(answer.sdp);
  await expect.poll(() => links.map(({ state }) => state.value)).toEqual(['connected', 'connected']);
  return links;
}

const features = () => {
  const ignored: unknown[] = [];
  const feature = () => new SafetyFeature((cause) => ignored.push(cause));
  return { one: feature(), other: feature(), ignored };
};

const numberOf = ({ state }: SafetyFeature) => state.value.phase === 'made' && state.value.number;

test('Words are made once both are in the call, on each link anew, and that they are others is known', async () => {
  const { one, other, ignored } = features();
  await link(one, other);
  one.together(presence(['safety/1']));
  expect(one.state.value).toEqual({ phase: 'none' });
  other.together(presence(['safety/1']));
  await expect.poll(() => numberOf(one)).toBeTruthy();
  await expect.poll(() => numberOf(other)).toBe(numberOf(one));
  expect(one.state.value).toMatchObject({ isAnother: false, isAfterFailure: false });
  const before = one.state.value;
  // Somebody has switched a device.
  one.together(presence(['safety/1']));
  expect(one.state.value).toBe(before);
  for (const feature of [one, other]) feature.end();
  expect(one.state.value).toEqual({ phase: 'none' });
  // The other's page was loaded anew.
  const reloaded = features().other;
  await link(one, reloaded);
  for (const feature of [one, reloaded]) feature.together(presence(['safety/1']));
  await expect.poll(() => numberOf(one)).toBeTruthy();
  await expect.poll(() => numberOf(reloaded)).toBe(numberOf(one));
  expect([one.state.value, reloaded.state.value]).toMatchObject([{ isAnother: true }, { isAnother: false }]);
  expect([one.state.value, reloaded.state.value]).toMatchObject(Array(2).fill({ isAfterFailure: false }));
  const made = one.state.value;
  vi.advanceTimersByTime(2 * SAFETY_LIMIT_MS);
  expect(one.state.value).toBe(made);
  expect(numberOf(one)).not.toBe('number' in before && before.number);
  expect(ignored).toEqual([]);
});

test('With a page of before there are none, and it is told nothing', async () => {
  const { one, other } = features();
  const [own] = await link(one, other);
  let heard = 0;
  own.channel('safety').listen({ onOpen: () => {}, onMessage: () => (heard += 1) });
  one.together(presence(['chat/1']));
  expect(one.state.value).toEqual({ phase: 'old-page' });
  other.together(presence(undefined));
  expect([other.state.value, heard]).toEqual([{ phase: 'old-page' }, 0]);
});

test('Where another certificate takes the place of theirs the words are no more', async () => {
  const { one, other } = features();
  const [own] = await link(one, other);
  for (const feature of [one, other]) feature.together(presence(['safety/1']));
  await expect.poll(() => numberOf(one)).toBeTruthy();
  own.fingerprints.set({ own: 'certificate 0', theirs: 'certificate of somebody' });
  expect(one.state.value).toEqual({ phase: 'none' });
});

test('What does not fit together is said, and what is no message is ignored', async () => {
  const { one, other, ignored } = features();
  const [own] = await link(one, other);
  own.channel('safety').hear('words');
  expect(ignored).toHaveLength(1);
  own.channel('safety').hear(new Uint8Array(33).fill(2).buffer);
  one.together(presence(['safety/1']));
  await expect.poll(() => one.state.value).toEqual({ phase: 'broken' });
});

test('Whoever says that they make words and does not is found out in time; words that come late, or next, tell of it', async () => {
  const { one, other } = features();
  const [own, theirs] = await link(one, other);
  const lost: unknown[] = [];
  theirs.channel('safety').send = (message) => lost.push(message) > 0;
  one.together(presence(['safety/1']));
  other.together(presence(['safety/1']));
  await expect.poll(() => lost.length).toBeGreaterThan(0);
  await vi.advanceTimersByTimeAsync(SAFETY_LIMIT_MS / 2);
  expect(one.state.value).toEqual({ phase: 'none' });
  await vi.advanceTimersByTimeAsync(SAFETY_LIMIT_MS / 2);
  expect(one.state.value).toEqual({ phase: 'broken' });
  // The same link, some time later.
  for (let said = 0; said < 2; said++) {
    await expect.poll(() => lost.length).toBeGreaterThan(said);
    own.channel('safety').hear((lost[said] as Uint8Array<ArrayBuffer>).buffer);
  }
  await expect.poll(() => numberOf(one)).toBeTruthy();
  expect(one.state.value).toMatchObject({ isAnother: false, isAfterFailure: true });
});

test('Words that were begun and given up with their link are told of with the next', async () => {
  const { one, other } = features();
  await link(one, other);
  one.together(presence(['safety/1']));
  one.end();
  const next = features().other;
  await link(one, next);
  for (const feature of [one, next]) feature.together(presence(['safety/1']));
  await expect.poll(() => numberOf(one)).toBeTruthy();
  expect(one.state.value).toMatchObject({ isAnother: false, isAfterFailure: true });
});
