/** Lasting rooms: emptied once a visit is over, and gone when nobody has come for ninety days. */
import {
  ANSWER_CANDIDATES,
  CALLS,
  type CallDoc,
  dismissalMark,
  KNOCKS,
  LINKED_SEAT_LEASE_MS,
  MAX_DISMISSED_FROM_ROOM,
  MAX_ROUND_NUMBER,
  MAX_SEALED_ROOM_NAME_BYTES,
  OFFER_CANDIDATES,
  parseCallDoc,
  ROOM_STAY_SECONDS,
  SEAT_KEPT_MS,
  SEAT_LEASE_MS,
  type Seat,
  VISIT_TIMEOUT_SECONDS,
  VISIT_WITHOUT_HOST_MS,
} from '@parley/protocol';
import { type DocumentReference, Timestamp } from 'firebase-admin/firestore';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { fromStored, toStoredFields } from '../../functions/src/stored/stored-value.ts';
import { sweep } from '../../functions/src/sweep/sweep.ts';
import { anAnsweredRound, aRunningCall, withDoor, withRoom } from '../../protocol/src/testing/call-docs.ts';
import { documentSize } from '../document-size.ts';
import { storable } from '../rules/scene.ts';
import { clearProject, connectFirestore, QUIET_PROJECT } from './firestore-under-test.ts';
import { beforeAnyCommit, beforeEachCommit } from './meddle.ts';
import { newDocId, seedCalls } from './seed-calls.ts';
import { readRetired, readStored } from './stored.ts';

const NOW = Date.parse('2030-01-01T12:00:00Z');
const DAY_MS = 86_400_000;
const sweepAt = (now: number) => ({ clock: () => now, deadlineAt: now + 60_000 });

const { firestore, close } = connectFirestore('rooms', QUIET_PROJECT);

beforeEach(() => clearProject(QUIET_PROJECT));
afterAll(close);

type Changes = Parameters<typeof aRunningCall>[0];

/** Both were there and have left, the last of them at that time. */
function leftAt(time: number, changes: Changes = {}): CallDoc {
  const renewedAt = time - 60_000;
  return aRunningCall({
    ...withRoom(3),
    createdAt: time - DAY_MS,
    host: { renewedAt, leftAt: time },
    guest: { renewedAt, leftAt: time - 1_000 },
    round: anAnsweredRound({ number: 5, offer: new Uint8Array(9_000), answer: new Uint8Array(9_000) }),
    expiresAt: time + ROOM_STAY_SECONDS * 1_000,
    ...changes,
  });
}

async function seedRoom(room: CallDoc): Promise<DocumentReference> {
  const reference = firestore.collection(CALLS).doc(newDocId());
  await reference.create(toStoredFields(storable(room)));
  return reference;
}

async function seedBeneath(room: DocumentReference, count: number, expiresAt: number): Promise<void> {
  const writer = firestore.bulkWriter({ throttling: false });
  for (let number = 0; number < count; number += 1) {
    const side = number % 2 === 0 ? OFFER_CANDIDATES : ANSWER_CANDIDATES;
    void writer.create(room.collection(side).doc(`${number + 1}-0`), {
      expiresAt: Timestamp.fromMillis(expiresAt),
    });
  }
  await writer.close();
}

async function readRoom(room: DocumentReference): Promise<CallDoc> {
  return parseCallDoc(fromStored((await room.get()).data()));
}

describe('after a visit', () => {
  test('a room is emptied of it, in one commit with what lies beneath, and of nothing else', async () => {
    const before = leftAt(NOW - 5 * 60_000, { door: withDoor('guest-user').door, dismissed: { u1: NOW } });
    const room = await seedRoom(before);
    await seedBeneath(room, 7, NOW + DAY_MS);
    const knock = room.collection(KNOCKS).doc('somebody');
    await knock.create({ expiresAt: Timestamp.fromMillis(NOW + 60_000) });
    expect(await sweep(firestore, sweepAt(NOW))).toMatchObject({
      ...{ calls: 0, documents: 7, rested: 1, kept: 0, failed: 0, isComplete: true },
    });
    const { room: kept, door, ...after } = await readRoom(room);
    const { room: had, door: _door, ...was } = before;
    expect(after).toEqual({ ...was, seats: { host: null, guest: null }, round: null });
    expect(kept).toMatchObject({ name: had?.name, rounds: 5 });
    expect(door?.admitted).toBeNull();
    expect([...(await readStored(firestore)).keys()].toSorted()).toEqual([room.path, knock.path]);
    expect(await sweep(firestore, sweepAt(NOW + 60_000))).toMatchObject({ rested: 0, documents: 1 });
  });

  test('with more beneath it than one commit takes, too', async () => {
    const room = await seedRoom(leftAt(NOW - 5 * 60_000));
    await seedBeneath(room, 1_100, NOW + DAY_MS);
    expect(await sweep(firestore, sweepAt(NOW))).toMatchObject({
      rested: 1,
      documents: 1_100,
      isComplete: true,
    });
    expect([...(await readStored(firestore)).keys()]).toEqual([room.path]);
  });

  test('not while somebody is there, may be back in a moment, or has not been silent for long', async () => {
    const silentMs = SEAT_LEASE_MS + VISIT_TIMEOUT_SECONDS * 1_000;
    await seedRoom(leftAt(NOW - SEAT_KEPT_MS));
    await seedRoom(leftAt(NOW - DAY_MS, { host: { renewedAt: NOW - 5 * 60_000, leftAt: null } }));
    await seedRoom(leftAt(NOW - DAY_MS, { host: { renewedAt: NOW - silentMs, leftAt: null } }));
    // Of somebody who heard the other it takes longer.
    const linkedMs = LINKED_SEAT_LEASE_MS + VISIT_TIMEOUT_SECONDS * 1_000;
    await seedRoom(leftAt(NOW - DAY_MS, { host: { linked: true, renewedAt: NOW - linkedMs, leftAt: null } }));
    const before = await readStored(firestore);
    expect(await sweep(firestore, sweepAt(NOW))).toMatchObject({ rested: 0, kept: 0, isComplete: true });
    expect(await readStored(firestore)).toEqual(before);
    expect(await sweep(firestore, sweepAt(NOW + 1))).toMatchObject({ rested: 3 });
  });

  test('to which nobody came but the host, behind a door, a room keeps no seat of theirs', async () => {
    const alone = (host: Partial<Seat>) =>
      seedRoom(leftAt(NOW - 5 * 60_000, { door: withDoor().door, round: null, guest: null, host }));
    const [room, waiting] = [
      await alone({ leftAt: NOW - 5 * 60_000 }),
      await alone({ renewedAt: NOW - 5 * 60_000, leftAt: null }),
    ];
    const before = await readRoom(waiting);
    expect(await sweep(firestore, sweepAt(NOW))).toMatchObject({ rested: 1, kept: 0, isComplete: true });
    expect(await readRoom(room)).toMatchObject({ seats: { host: null, guest: null }, room: { rounds: 3 } });
    expect(await readRoom(waiting)).toEqual(before);
    expect(await sweep(firestore, sweepAt(NOW))).toMatchObject({ rested: 0 });
  });

  test('a room behind a door is the host’s: who was let in does not stay so by staying', async () => {
    const talks = { renewedAt: NOW, leftAt: null };
    const door = withDoor('guest-user').door;
    const [locked, open, reloading] = await Promise.all([
      seedRoom(leftAt(NOW - 5 * 60_000, { door, guest: talks })),
      seedRoom(leftAt(NOW - 5 * 60_000, { guest: talks })),
      seedRoom(leftAt(NOW - SEAT_KEPT_MS, { door, guest: talks })),
    ]);
    expect(await sweep(firestore, sweepAt(NOW))).toMatchObject({ rested: 1, kept: 0, isComplete: true });
    expect(await readRoom(locked)).toMatchObject({
      ...{ seats: { host: null, guest: null }, round: null, door: { admitted: null } },
    });
    expect((await readRoom(open)).seats.guest?.uid).toBe('guest-user');
    expect((await readRoom(reloading)).door?.admitted).toBe('guest-user');
  });

  test('half a day after the last sign of life of a host who has vanished, whoever stays', async () => {
    const guest = { renewedAt: NOW, leftAt: null };
    const door = withDoor('guest-user').door;
    const silent = { renewedAt: NOW - VISIT_WITHOUT_HOST_MS, leftAt: null };
    const [locked, open] = [
      await seedRoom(leftAt(NOW, { door, guest, host: silent })),
      await seedRoom(leftAt(NOW, { guest, host: silent })),
    ];
    expect(await sweep(firestore, sweepAt(NOW))).toMatchObject({ rested: 0, isComplete: true });
    expect(await sweep(firestore, sweepAt(NOW + 1))).toMatchObject({ rested: 1, isComplete: true });
    expect(await readRoom(locked)).toMatchObject({
      ...{ seats: { host: null, guest: null }, round: null, door: { admitted: null } },
    });
    expect((await readRoom(open)).seats.guest?.uid).toBe('guest-user');
  });

  test('a room behind a door, too, in which whoever stays gives signs of life all the time', async () => {
    const guest = { renewedAt: NOW, leftAt: null };
    const room = await seedRoom(leftAt(NOW - 5 * 60_000, { door: withDoor('guest-user').door, guest }));
    await seedBeneath(room, 600, NOW + DAY_MS);
    let times = 0;
    const meddled = beforeEachCommit(firestore, async () => {
      times += 1;
      await room.update({ 'seats.guest.renewedAt': Timestamp.fromMillis(NOW + times) });
    });
    expect(await sweep(meddled, sweepAt(NOW))).toMatchObject({ rested: 1, kept: 0, documents: 600 });
    expect(times).toBe(2);
    expect(await readRoom(room)).toMatchObject({ seats: { host: null, guest: null }, round: null });
    expect([...(await readStored(firestore)).keys()]).toEqual([room.path]);
  });

  test('not where somebody has come in since it was found, who loses nothing', async () => {
    const room = await seedRoom(leftAt(NOW - 5 * 60_000));
    await seedBeneath(room, 3, NOW + DAY_MS);
    const back = toStoredFields(storable(leftAt(NOW, { host: { renewedAt: NOW, leftAt: null } })));
    const meddled = beforeAnyCommit(firestore, async () => void (await room.set(back)));
    expect(await sweep(meddled, sweepAt(NOW))).toMatchObject({ rested: 0, kept: 1, documents: 0 });
    expect(await readStored(firestore)).toHaveProperty('size', 4);
    expect((await readRoom(room)).round?.number).toBe(5);
  });

  test('however many rooms there are that nobody can read, which count for themselves', async () => {
    const door = { admitted: '😀'.repeat(65), changedAt: NOW };
    const unreadable = await Promise.all(
      Array.from({ length: 20 }, () =>
        seedRoom(leftAt(NOW - 5 * 60_000, { door, round: anAnsweredRound() })),
      ),
    );
    const room = await seedRoom(leftAt(NOW - 5 * 60_000));
    const knock = room.collection(KNOCKS).doc('somebody');
    await knock.create({ expiresAt: Timestamp.fromMillis(NOW - 60_000) });
    expect(await sweep(firestore, sweepAt(NOW))).toMatchObject({
      ...{ rested: 1, documents: 1, unreadable: 20, failed: 0, isComplete: true },
    });
    expect((await readRoom(room)).round).toBeNull();
    const stored = [...(await readStored(firestore)).keys()];
    expect(stored.toSorted()).toEqual([room, ...unreadable].map(({ path }) => path).toSorted());
  });

  test('and no other call is looked at', async () => {
    await seedCalls(firestore, { count: 5, expiresAt: NOW + DAY_MS, candidatesEach: 2 });
    const before = await readStored(firestore);
    expect(await sweep(firestore, sweepAt(NOW))).toMatchObject({ rested: 0, documents: 0 });
    expect(await readStored(firestore)).toEqual(before);
  });
});

test('at rest it takes less than 1 kB, also with a name of the longest, a door, and as many asked to leave as it remembers', async () => {
  // As long as Firebase's are.
  const hostUid = 'h'.repeat(28);
  const marks = Array.from({ length: MAX_DISMISSED_FROM_ROOM }, (_, index) =>
    dismissalMark(`guest-${index}`),
  );
  const name = new Uint8Array(MAX_SEALED_ROOM_NAME_BYTES).fill(7);
  const room = await seedRoom(
    leftAt(NOW - 5 * 60_000, {
      ...{ hostUid, host: { uid: hostUid, leftAt: NOW - 5 * 60_000 }, door: withDoor('guest-user').door },
      room: { name, rounds: MAX_ROUND_NUMBER - 1, changedAt: NOW },
      dismissed: Object.fromEntries(marks.map((mark) => [mark, NOW])),
      round: anAnsweredRound({ number: MAX_ROUND_NUMBER }),
    }),
  );
  expect(await sweep(firestore, sweepAt(NOW))).toMatchObject({ rested: 1, unreadable: 0 });
  expect([...(await readStored(firestore)).keys()]).toEqual([room.path]);
  const rested = await readRoom(room);
  expect(rested).toMatchObject({ door: { admitted: null }, room: { name, rounds: MAX_ROUND_NUMBER } });
  expect(Object.keys(rested.dismissed ?? {}).toSorted()).toEqual(marks.toSorted());
  const fields = fromStored((await room.get()).data());
  expect(documentSize(room.path, fields as object)).toBeLessThan(1_000);
});

test('a room that nobody has come to is there after eighty-nine days, and gone for good after ninety-one', async () => {
  const room = await seedRoom(leftAt(NOW));
  expect(await sweep(firestore, sweepAt(NOW + 60 * 60_000))).toMatchObject({ rested: 1, calls: 0 });
  expect(await sweep(firestore, sweepAt(NOW + 89 * DAY_MS))).toMatchObject({ rested: 0, calls: 0 });
  expect(await readRoom(room)).toMatchObject({ round: null, room: { rounds: 5 } });
  expect(await sweep(firestore, sweepAt(NOW + 91 * DAY_MS))).toMatchObject({ rested: 0, calls: 1 });
  expect(await readStored(firestore)).toHaveProperty('size', 0);
  expect([...(await readRetired(firestore)).keys()]).toEqual([room.id]);
});
