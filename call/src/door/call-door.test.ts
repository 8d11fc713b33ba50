/** Who is at the door, by a knock or by words that the host reads out. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Cell } from '../lib/cell.ts';
import { CallDoor } from './call-door.ts';
import type { Visitor } from './waiting-list.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const visitor = (uid: string): Visitor => ({ uid, name: uid, since: 1, isAskedToWait: false });

function aScene({ hasDoor = true } = {}) {
  const byWords = new Cell<Visitor | undefined>(visitor('ada'));
  const visitors = new Cell<readonly Visitor[] | undefined>(hasDoor ? [] : undefined);
  const said: string[] = [];
  const pardoned: string[] = [];
  let tell: (isTold: boolean) => void = () => {};
  const words = {
    visitor: byWords,
    admit: () => new Promise<boolean>((resolve) => (tell = resolve)),
    reply: async ({ answer }: { answer: string }) => said.push(`${answer} by words`),
  };
  const { signal } = new AbortController();
  const door = new CallDoor(words, signal);
  door.follow(
    {
      visitors,
      isAsking: new Cell<boolean | undefined>(hasDoor),
      guest: new Cell<string | undefined>(undefined),
      keepsOut: new Cell(true),
      dismissal: new Cell<'under-way' | 'failed' | undefined>(undefined),
      dismissGuest: async () => {},
      setAsking: () => {},
      admit: (uid) => said.push(`${uid} admitted`),
      pardon: (uid) => pardoned.push(uid),
      reply: async (uid, answer) => void said.push(`${uid} ${answer}`),
    },
    signal,
  );
  /** They are told the ID, or not, and knock at the call's own door. */
  const becomes = async (isTold: boolean) => {
    tell(isTold);
    await vi.advanceTimersByTimeAsync(0);
    byWords.set(undefined);
  };
  const knock = () => visitors.set([visitor('ada')]);
  return { door, said, pardoned, becomes, knock, visitors, byWords };
}

test('Whoever was let in by words comes through the call’s own door without being asked about again, once', async () => {
  const { door, said, pardoned, becomes, knock, visitors } = aScene();
  door.admit('ada');
  // Before it is known that they were told.
  expect(pardoned).toEqual(['ada']);
  await becomes(true);
  expect(said).toEqual([]);
  knock();
  expect(said).toEqual(['ada admitted']);
  visitors.set([]);
  knock();
  expect(said).toEqual(['ada admitted']);
  expect(door.visitors.value).toMatchObject([{ uid: 'ada' }]);
});

test.each([
  ['they were not told the call’s ID', async ({ becomes }) => becomes(false)],
  [
    'two minutes are over',
    async ({ becomes }) => {
      await becomes(true);
      await vi.advanceTimersByTimeAsync(120_000);
    },
  ],
  [
    'somebody has come in',
    async ({ becomes, door }) => {
      await becomes(true);
      door.expectNobody();
    },
  ],
  [
    'they were turned away before they were told',
    async ({ becomes, door }) => {
      door.turnAway('ada');
      await becomes(true);
    },
  ],
  [
    'they were turned away at the door',
    async ({ becomes, door }) => {
      await becomes(true);
      door.turnAway('ada');
    },
  ],
  [
    'there was no door then',
    async ({ becomes, visitors }) => {
      visitors.set(undefined);
      await becomes(true);
      visitors.set([]);
    },
  ],
] satisfies [string, (scene: ReturnType<typeof aScene>) => Promise<void>][])(
  'They are asked about when %s',
  async (_, happens) => {
    const scene = aScene();
    scene.door.admit('ada');
    await happens(scene);
    scene.knock();
    expect(scene.said).not.toContain('ada admitted');
    expect(scene.door.visitors.value).toMatchObject([{ uid: 'ada' }]);
    // A yes of the host's is what it takes.
    scene.door.admit('ada');
    expect(scene.said).toContain('ada admitted');
  },
);

test('A visitor by words stands at the door among the others, or alone where there is none', async () => {
  const { door, said, visitors } = aScene({ hasDoor: false });
  expect(door.visitors.value).toMatchObject([{ uid: 'ada' }]);
  visitors.set([visitor('eve')]);
  expect(door.visitors.value?.map(({ uid }) => uid)).toEqual(['eve', 'ada']);
  expect(door.visitors.value?.map(({ isByWords }) => isByWords)).toEqual([undefined, true]);
  door.askToWait('ada');
  door.turnAway('eve');
  expect(said).toEqual(['one-moment by words', 'eve declined']);
});

test('Whoever was let in by words is asked about when the lock was turned since', async () => {
  const { door, said, becomes, knock } = aScene();
  door.admit('ada');
  await becomes(true);
  door.setAsking(true);
  knock();
  expect(said).toEqual([]);
});

test('Whoever goes along to a new link comes through its door without being asked about, for as long as whoever was let in by words', async () => {
  const { door, said, knock, visitors, byWords } = aScene();
  byWords.set(undefined);
  door.expect('ada');
  visitors.set([visitor('eve')]);
  expect(said).toEqual([]);
  knock();
  expect(said).toEqual(['ada admitted']);
  door.expect('ada');
  await vi.advanceTimersByTimeAsync(120_000);
  visitors.set([]);
  knock();
  expect(said).toEqual(['ada admitted']);
});
