/** Lasting rooms: who makes them, how many, for how long; what may lie beneath them. What becomes of one is in transitions. */
import {
  type CallDoc,
  type CallTransition,
  CLOCK_TOLERANCE_MS,
  CREATION_WINDOW_MS,
  CREATORS,
  type CreatorDoc,
  countCreation,
  MAX_CALLS_PER_CREATION_WINDOW,
  MAX_ROUND_NUMBER,
  MAX_ROUNDS,
  MAX_SEALED_ROOM_NAME_BYTES,
  ROOM_CREATION_WINDOW_MS,
  ROOM_CREATORS,
  ROOM_STAY_SECONDS,
  SEAT_LEASE_MS,
  VISIT_TIMEOUT_SECONDS,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { encodeCount } from '../../call/src/firebase/encode-transition.ts';
import {
  aCall,
  anAnsweredRound,
  aRound,
  aRunningCall,
  aSchedule,
  aWaitingCall,
  MINUTE_MS,
  SEALED,
  withDoor,
  withRoom,
} from '../../protocol/src/testing/call-docs.ts';
import type { AnyValue } from './document-tree.ts';
import {
  admit,
  answer,
  at,
  create,
  dismiss,
  end,
  free,
  leave,
  lock,
  map,
  offer,
  patch,
  rename,
  renew,
  reschedule,
  ring,
  unlock,
} from './moves.ts';
import { MARGIN_MS, promptly } from './promptly.ts';
import { commitAs, type Outcome, ROOT, seed } from './rest-firestore.ts';
import {
  type BlindWrite,
  batch,
  closedSchedule,
  count,
  countedDocId,
  given,
  guest,
  host,
  knockWrite,
  left,
  NEWLY_SEALED,
  newDocId,
  newUser,
  nobody,
  pass,
  storableCount,
  stranger,
  type User,
  write,
  writing,
} from './scene.ts';
import { commits, expectTries, gets } from './tries.ts';

const DAY_MS = 24 * 60 * MINUTE_MS;
const FULL = MAX_CALLS_PER_CREATION_WINDOW;
const bytes = (length: number) => new Uint8Array(length).fill(7);
const aRoom = () => create({ roomName: NEWLY_SEALED });
const door = { door: withDoor().door };

describe('a new room', () => {
  const creating = async (changes: Parameters<typeof create>[0]): Promise<Outcome> => {
    const by = newUser();
    return commitAs(by, write(await countedDocId(by.uid), by, create(changes)));
  };

  it('stays for ninety days after its last visit, and no time else', async () => {
    const staying = (emptyTimeoutSeconds: number) =>
      creating({ roomName: NEWLY_SEALED, emptyTimeoutSeconds });
    expect(await staying(ROOM_STAY_SECONDS)).toBe('accepted');
    for (const other of [60, 600, 86_400, ROOM_STAY_SECONDS - 1, ROOM_STAY_SECONDS + 1])
      expect([other, await staying(other)]).toEqual([other, 'refused']);
    expect(await creating({ emptyTimeoutSeconds: ROOM_STAY_SECONDS })).toBe('refused');
    expect(await creating({ emptyTimeoutSeconds: 86_400 })).toBe('accepted');
  });

  it('has no time of its own', async () => {
    const schedule = aSchedule(20 * MINUTE_MS, { revision: 0 });
    const made = { roomName: NEWLY_SEALED, emptyTimeoutSeconds: ROOM_STAY_SECONDS };
    expect(await creating({ ...made, schedule })).toBe('refused');
    expect(await creating({ ...made, schedule, expiresAt: Date.now() + ROOM_STAY_SECONDS * 1_000 })).toBe(
      'refused',
    );
    expect(await creating({ schedule })).toBe('accepted');
    expect(await creating(made)).toBe('accepted');
  });

  it('has had no round, and was made now', async () => {
    const by = newUser();
    const docId = await countedDocId(by.uid);
    const right = write(docId, by, aRoom());
    const { fields } = right.update;
    const { changedAt: _stamped, ...named } = { name: { bytesValue: 'AAAA' }, changedAt: at(Date.now()) };
    const saying = (room: object, transforms = right.updateTransforms) => ({
      update: { ...right.update, fields: { ...fields, room: { mapValue: { fields: room } } } },
      updateTransforms: transforms,
    });
    const unstamped = right.updateTransforms?.filter(({ fieldPath }) => fieldPath !== 'room.changedAt');
    const rounds = (integerValue: string) => ({ ...named, rounds: { integerValue } });
    await expectTries({
      refused: [
        commits('seven rounds', by, saying(rounds('7'))),
        commits('less than none', by, saying(rounds('-1'))),
        commits('a fraction that is none', by, saying({ ...named, rounds: { doubleValue: 0 } })),
        commits('no rounds', by, saying(named)),
        commits('no time', by, saying(rounds('0'), unstamped)),
        commits('its own time', by, saying({ ...rounds('0'), changedAt: at(Date.now()) }, unstamped)),
        commits('more', by, saying({ ...rounds('0'), more: { nullValue: null } })),
      ],
      accepted: [commits('none, by the server’s clock', by, saying(rounds('0')))],
    });
  });

  it('has a sealed name of so many bytes at most, and is given no longer one', async () => {
    const renaming = (length: number) => writing(host, aCall(withRoom()), () => rename(bytes(length)));
    for (const length of [1, MAX_SEALED_ROOM_NAME_BYTES]) {
      expect(await creating({ roomName: bytes(length) })).toBe('accepted');
      expect(await renaming(length)).toBe('accepted');
    }
    for (const length of [0, MAX_SEALED_ROOM_NAME_BYTES + 1]) {
      expect(await creating({ roomName: bytes(length), emptyTimeoutSeconds: ROOM_STAY_SECONDS })).toBe(
        'refused',
      );
      expect(await renaming(length)).toBe('refused');
    }
  });

  it('is made as the application writes it, and counted twice: as a call, and as a room', async () => {
    const [by, docId] = [newUser(), newDocId()];
    const counted = (collection: typeof CREATORS | typeof ROOM_CREATORS, lastCall = docId) =>
      encodeCount(
        ROOT,
        by.uid,
        null,
        countCreation(null, lastCall, Date.now(), collection) as CreatorDoc,
        collection,
      );
    const made = write(docId, by, aRoom());
    await expectTries({
      refused: [
        commits('not counted', by, made),
        commits('counted as a call', by, counted(CREATORS), made),
        commits('counted as a room', by, counted(ROOM_CREATORS), made),
        ...[newDocId(), '-'.repeat(22), 'z'.repeat(22)].map((other) =>
          commits('counted as another room', by, counted(CREATORS), counted(ROOM_CREATORS, other), made),
        ),
      ],
      accepted: [commits('counted as both', by, counted(CREATORS), counted(ROOM_CREATORS), made)],
    });
  });
});

describe('the count of a user’s new rooms', () => {
  const counted = (changes: Partial<CreatorDoc> = {}): CreatorDoc => {
    const { since, ...rest } = count(changes);
    return { ...rest, since, expiresAt: since + ROOM_CREATION_WINDOW_MS + MINUTE_MS, ...changes };
  };
  const next = (before: CreatorDoc): CreatorDoc => ({
    ...before,
    count: before.count + 1,
    lastCall: newDocId(),
  });

  /** One more room, by whoever has made as many as that says. */
  async function oneMore(before: CreatorDoc, after: CreatorDoc | null): Promise<Outcome> {
    const by = newUser();
    if (after === null) return 'refused';
    await countedDocId(by.uid, after.lastCall);
    await seed(`${ROOM_CREATORS}/${by.uid}`, storableCount(before));
    const made = write(after.lastCall, by, aRoom());
    return commitAs(by, encodeCount(ROOT, by.uid, before, after, ROOM_CREATORS), made);
  }

  it('goes on to the limit in a window of thirty days, and begins anew after it', async () => {
    const almost = counted({ count: FULL - 1 });
    expect(await oneMore(almost, next(almost))).toBe('accepted');
    const full = counted({ count: FULL });
    expect(await oneMore(full, next(full))).toBe('refused');
    const anew = (before: CreatorDoc) => {
      const after = countCreation(null, newDocId(), Date.now(), ROOM_CREATORS);
      return oneMore(before, after);
    };
    const since = (ago: number) => counted({ since: Date.now() - ago, count: FULL });
    expect(await anew(since(CREATION_WINDOW_MS + MINUTE_MS))).toBe('refused');
    expect(await promptly(() => anew(since(ROOM_CREATION_WINDOW_MS - MARGIN_MS)))).toBe('refused');
    expect(await anew(since(ROOM_CREATION_WINDOW_MS))).toBe('accepted');
  });

  it('lapses a minute after its window, as nothing else does', async () => {
    const before = counted();
    for (const off of [-CLOCK_TOLERANCE_MS, CLOCK_TOLERANCE_MS]) expect(await lapsing(off)).toBe('accepted');
    for (const off of [
      -CLOCK_TOLERANCE_MS - 1,
      CLOCK_TOLERANCE_MS + 1,
      CREATION_WINDOW_MS - ROOM_CREATION_WINDOW_MS,
    ])
      expect(await lapsing(off)).toBe('refused');
    async function lapsing(off: number): Promise<Outcome> {
      const by = newUser();
      const path = `${ROOM_CREATORS}/${by.uid}`;
      await seed(path, storableCount(before));
      const expiresAt = at(before.since + ROOM_CREATION_WINDOW_MS + MINUTE_MS + off);
      const fields = { count: { integerValue: '2' }, lastCall: { stringValue: newDocId() }, expiresAt };
      const update = { name: `${ROOT}/${path}`, fields };
      return commitAs(by, { update, updateMask: { fieldPaths: Object.keys(fields) } });
    }
  });

  it('is that user’s to read and write, and nobody else’s', async () => {
    const [by, before] = [newUser(), counted()];
    const path = `${ROOM_CREATORS}/${by.uid}`;
    await seed(path, storableCount(before));
    const counting = () => encodeCount(ROOT, by.uid, before, next(before), ROOM_CREATORS);
    await expectTries({
      refused: [host, stranger, nobody].flatMap((other) => [
        gets(other, path),
        commits('one more', other, counting()),
        commits('deleted', other, { delete: `${ROOT}/${path}` }),
      ]),
      accepted: [gets(by, path), commits('one more', by, counting())],
    });
  });
});

describe('a room', () => {
  it('is none that was not made as one, and stays one', async () => {
    const [call, room] = [await given(aCall()), await given(aCall(withRoom(7)))];
    const made = map(newlyMade());
    const stay = { integerValue: `${ROOM_STAY_SECONDS}` };
    const version = (integerValue: string) => ({ version: { integerValue } });
    const all = { ...version('3'), room: made, emptyTimeoutSeconds: stay };
    await expectTries({
      refused: [
        commits('a call made one', host, patch(call, { room: made }, 'room')),
        commits('with all of it', host, patch(call, all, 'version', 'room', 'emptyTimeoutSeconds')),
        commits('a room made a call', host, patch(room, version('1'), 'version', 'room')),
        commits('by its version', host, patch(room, version('1'), 'version')),
        commits(
          'sooner gone',
          host,
          patch(room, { emptyTimeoutSeconds: { integerValue: '600' } }, 'emptyTimeoutSeconds'),
        ),
        commits(
          'forgetful of its rounds',
          host,
          patch(room, { room: map({ rounds: { integerValue: '0' } }) }, 'room.rounds'),
        ),
        commits('in another kind of number', host, {
          ...write(room, host, rename()),
          ...patch(
            room,
            { room: map({ name: { bytesValue: 'AAAA' }, rounds: { doubleValue: 7 } }) },
            'room.name',
            'room.rounds',
          ),
        }),
        commits(
          'named at another time',
          host,
          patch(room, { room: map({ name: { bytesValue: 'AAAA' } }) }, 'room.name'),
        ),
        ...[guest, stranger, nobody].map((by) =>
          commits('named by another', by, write(room, host, rename())),
        ),
      ],
      accepted: [commits('named by its host', host, write(room, host, rename()))],
    });
  });

  it.each<[string, User, () => CallDoc, (call: CallDoc) => CallTransition]>([
    ['an offer', host, () => aCall(withRoom(7)), (call) => offer(call, 'host')],
    ['an answer', guest, () => aWaitingCall(withRoom()), (call) => answer(call, 'guest')],
    ['a renewal', guest, () => aRunningCall(withRoom()), (call) => renew(call, 'guest')],
    ['leaving', guest, () => aRunningCall(withRoom()), () => leave('guest')],
    ['freeing a seat', host, () => aRunningCall({ ...withRoom(), guest: left() }), () => free],
    ['asking to leave', host, () => aRunningCall(withRoom()), (call) => dismiss(call)],
    ['locking it', host, () => aRunningCall(withRoom()), (call) => lock(call)],
    ['unlocking it', host, () => aRunningCall({ ...withRoom(), ...door }), (call) => unlock(call)],
    ['waiting at its door', host, () => aCall({ ...withRoom(), ...door }), (call) => renew(call, 'host')],
    ['letting somebody in', host, () => aCall({ ...withRoom(), ...door, host: {} }), (call) => admit(call)],
    ['asking to leave behind a door', host, behindDoor, (call) => dismiss(call)],
    ['its end', host, () => aRunningCall(withRoom()), () => end()],
  ])('keeps its rounds and its name through %s', async (_, by, state, move) => {
    const call = state();
    const docId = await given(call);
    const right = write(docId, by, move(call));
    const also = (what: string, path: string, room: Record<string, AnyValue>) =>
      commits(what, by, besides(right, path, room));
    await expectTries({
      refused: [
        also('other rounds', 'room.rounds', { rounds: { integerValue: '3' } }),
        also('another name', 'room.name', { name: { bytesValue: 'AAAA' } }),
        also('another time', 'room.changedAt', { changedAt: at(Date.now()) }),
      ],
      accepted: [commits('alone', by, right)],
    });
  });

  it('is not made of a call that is moved', async () => {
    const call = aCall({ schedule: closedSchedule() });
    const docId = await given(call);
    const right = write(docId, host, reschedule(call));
    await expectTries({
      refused: [commits('and made one', host, besides(right, 'room', newlyMade()))],
      accepted: [commits('moved alone', host, right)],
    });
  });

  function newlyMade(): Record<string, AnyValue> {
    return { name: { bytesValue: 'AAAA' }, rounds: { integerValue: '0' }, changedAt: at(Date.now()) };
  }

  /** The same write, with that of a room in it. */
  function besides(right: BlindWrite, path: string, room: Record<string, AnyValue>): object {
    return {
      ...right,
      update: { ...right.update, fields: { ...right.update.fields, room: map(room) } },
      updateMask: { fieldPaths: [...(right.updateMask?.fieldPaths ?? []), path] },
    };
  }

  function behindDoor(): CallDoc {
    return aRunningCall({ ...withRoom(), door: withDoor(guest.uid).door });
  }

  it('begins its next visit with the round after the last, whoever comes first', async () => {
    for (const [by, role] of [
      [host, 'host'],
      [guest, 'guest'],
    ] as const) {
      const offering = (round: number) =>
        writing(by, aCall(withRoom(7)), (call) => offer(call, role, { round }));
      for (const round of [0, 1, 7, 9]) expect([round, await offering(round)]).toEqual([round, 'refused']);
      expect(await offering(8)).toBe('accepted');
    }
  });

  it('begins the next round however many a visit before has had', async () => {
    for (const rounds of [MAX_ROUNDS - 1, MAX_ROUNDS, MAX_ROUND_NUMBER - 1]) {
      const offering = (round: number) =>
        writing(guest, aCall(withRoom(rounds)), (call) => offer(call, 'guest', { round }));
      expect([rounds, await offering(rounds + 2)]).toEqual([rounds, 'refused']);
      expect([rounds, await offering(rounds + 1)]).toEqual([rounds, 'accepted']);
      const room = aWaitingCall({ ...withRoom(rounds), round: aRound({ number: rounds + 1 }) });
      expect(await commitAs(host, batch(await given(room), 'offer', { round: rounds + 1 }))).toBe('accepted');
    }
  });

  it.each([0, 7, MAX_ROUNDS])(
    'has as many rounds in each visit as any call, and not one more, after %i',
    async (rounds) => {
      const after = (number: number) =>
        writing(host, aRunningCall({ ...withRoom(rounds), round: anAnsweredRound({ number }) }), (call) =>
          offer(call, 'host', { round: number + 1 }),
        );
      expect(await after(rounds + MAX_ROUNDS)).toBe('refused');
      expect(await after(rounds + MAX_ROUNDS - 1)).toBe('accepted');
    },
  );

  it('that was left for eighty-nine days is entered as ever, and for ninety-one days by nobody', async () => {
    const leaving = () => aCall({ ...withRoom(7), expiresAt: Date.now() + ROOM_STAY_SECONDS * 1_000 });
    for (const [days, outcome] of [
      [89, 'accepted'],
      [91, 'refused'],
    ] as const) {
      const [room, call] = [await given(leaving()), leaving()];
      await pass(room, days * DAY_MS);
      const reads = [gets(stranger, `calls/${room}`), gets(host, `calls/${room}`)];
      for (const [, read] of reads) expect([days, await read()]).toEqual([days, outcome]);
      expect([days, await commitAs(host, write(room, host, offer(call, 'host')))]).toEqual([days, outcome]);
    }
  });

  it('is pushed ninety days ahead by whoever comes, and no further', async () => {
    const offering = (off: number) =>
      writing(guest, aCall(withRoom(7)), (call) =>
        offer(call, 'guest', { expiresAt: Date.now() + SEAT_LEASE_MS + ROOM_STAY_SECONDS * 1_000 + off }),
      );
    for (const off of [-20_000, 0, 20_000]) expect(await offering(off)).toBe('accepted');
    for (const off of [-45_000, 45_000, DAY_MS, -ROOM_STAY_SECONDS * 1_000 + 600_000])
      expect([off, await offering(off)]).toEqual([off, 'refused']);
  });

  const latest = () => Date.now() + SEAT_LEASE_MS + VISIT_TIMEOUT_SECONDS * 1_000;

  it.each([
    ['candidates', (expiresAt: number) => beneath(expiresAt, host)],
    ['knocks', (expiresAt: number) => knocking(expiresAt, guest)],
  ])('keeps %s beneath it no longer than a call of ten minutes does', async (_, writeOne) => {
    const prompt = (off: number) => promptly(() => writeOne(latest() + off));
    for (const off of [0, 20_000, CLOCK_TOLERANCE_MS - MARGIN_MS]) expect(await prompt(off)).toBe('accepted');
    expect(await prompt(CLOCK_TOLERANCE_MS + MARGIN_MS)).toBe('refused');
    for (const off of [45_000, DAY_MS, ROOM_STAY_SECONDS * 1_000])
      expect([off, await writeOne(latest() + off)]).toEqual([off, 'refused']);
  });

  async function beneath(expiresAt: number, by: User): Promise<Outcome> {
    const room = await given(aWaitingCall({ ...withRoom(7), round: aRound({ number: 8 }) }));
    return commitAs(by, batch(room, 'offer', { round: 8, expiresAt }));
  }

  async function knocking(expiresAt: number, by: User): Promise<Outcome> {
    const room = await given(aCall({ ...withRoom(7), ...door, host: {} }));
    return commitAs(by, knockWrite(room, by, ring({ expiresAt, sealed: SEALED })));
  }
});
