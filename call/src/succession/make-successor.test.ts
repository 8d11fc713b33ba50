/** What a call in another's place has of it. */
import { deriveCallKeys, hashHostKey, openDetails, openRoomName, ROOM_STAY_SECONDS } from '@parley/protocol';
import { expect, test } from 'vitest';
import { ServerClock } from '../lib/server-clock.ts';
import type { ArrangedTime } from '../session/arranged-time.ts';
import { MemoryCallStore, MemoryDatabase } from '../testing/memory-call-store.ts';
import { type CallTraits, makeSuccessor } from './make-successor.ts';

const MINUTE = 60_000;

async function successorOf(traits: CallTraits) {
  const database = new MemoryDatabase();
  const before: [docId: string, isThere: boolean][] = [];
  const address = await makeSuccessor(
    {
      store: new MemoryCallStore(database, 'host'),
      identity: { signIn: async () => 'host' },
      clock: new ServerClock(),
      onMaking: (docId) => before.push([docId, database.calls.has(docId)]),
      signal: new AbortController().signal,
    },
    traits,
  );
  const keys = await deriveCallKeys(address.id);
  const call = database.calls.get(keys.docId);
  if (call === undefined) throw new Error('There is none');
  expect(before).toEqual([[keys.docId, false]]);
  return { address, keys, call };
}

const timeOf = (admission: ArrangedTime['admission']): ArrangedTime => ({
  ...{ title: 'Third reading', timeZone: 'Europe/Zurich', revision: 4, isHost: true, admission },
  opensAt: Date.now() - 10 * MINUTE,
  startsAt: Date.now() - 5 * MINUTE,
  endsAt: Date.now() + 25 * MINUTE,
});

test.each([true, false])('A call of now is one, with a door exactly if it has one: %s', async (hasDoor) => {
  const { address, call } = await successorOf({ time: undefined, hasDoor, emptyTimeoutSeconds: 300 });
  expect(address.hostKey).toBeUndefined();
  expect(call).toMatchObject({ hostUid: 'host', schedule: null, emptyTimeoutSeconds: 300, round: null });
  expect(call.door !== undefined).toBe(hasDoor);
});

test('A lasting room is one, of the same name under another key', async () => {
  const traits = { time: undefined, hasDoor: true, roomName: 'Lessons with Grace', emptyTimeoutSeconds: 60 };
  const { keys, call } = await successorOf(traits);
  if (call.room === undefined) throw new Error('It is no room');
  expect(await openRoomName(keys, call.room.name)).toBe('Lessons with Grace');
  expect([call.emptyTimeoutSeconds, call.room.rounds]).toEqual([ROOM_STAY_SECONDS, 0]);
});

test.each([
  ['anyone', false, 'anyone'],
  ['after-host', false, 'after-host'],
  ['ask', true, 'ask'],
  // The lock was turned meanwhile.
  ['anyone', true, 'ask'],
  ['after-host', true, 'ask'],
  ['ask', false, 'anyone'],
] as const)(
  'A call with a time that has begun keeps it, with another host key, and as its lock is now: %s, door %s',
  async (admission, hasDoor, expected) => {
    const time = timeOf(admission);
    const { address, keys, call } = await successorOf({ time, hasDoor, emptyTimeoutSeconds: 600 });
    const { hostKey } = address;
    if (call.schedule === null || hostKey === undefined) throw new Error('It has no time');
    const { opensAt, startsAt, endsAt, title, timeZone } = time;
    expect(call.schedule).toMatchObject({ opensAt, startsAt, endsAt, admission: expected, revision: 0 });
    expect(call.schedule.hostKeyHash).toEqual(await hashHostKey(hostKey));
    expect(await openDetails(keys, call.schedule)).toEqual({ title, timeZone });
    expect(call.door !== undefined).toBe(hasDoor);
  },
);
