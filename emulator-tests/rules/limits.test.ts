/**
 * The numbers in firestore.rules are those of protocol's limits: each at the limit and one past it. Those of seats, of
 * schedules, of expiries, of counts, of rooms and of knocks are in seat-limits, schedule-limits, expiry-limits, creators, rooms and knocks.
 */
import { readFile } from 'node:fs/promises';
import {
  CLOCK_TOLERANCE_MS,
  CREATION_WINDOW_MS,
  DECLINED_PAUSE_MS,
  HOST_KEY_HASH_BYTES,
  LINKED_SEAT_LEASE_MS,
  LOCK_SEEN_MS,
  MAX_CALLS_PER_CREATION_WINDOW,
  MAX_DISMISSED,
  MAX_DISMISSED_FROM_ROOM,
  MAX_EARLY_ENTRY_MS,
  MAX_EMPTY_TIMEOUT_SECONDS,
  MAX_LISTED_KNOCKS,
  MAX_LISTED_RINGS,
  MAX_NAME_KEYS,
  MAX_PEOPLE_RUNG,
  MAX_PERSON_NAME_LENGTH,
  MAX_RING_MS,
  MAX_RINGS,
  MAX_RINGS_PER_PERSON,
  MAX_ROUND_NUMBER,
  MAX_ROUNDS,
  MAX_SCHEDULE_AHEAD_MS,
  MAX_SCHEDULED_LENGTH_MS,
  MAX_SEALED_CANDIDATES_BYTES,
  MAX_SEALED_DESCRIPTION_BYTES,
  MAX_SEALED_DETAILS_BYTES,
  MAX_SEALED_KNOCK_BYTES,
  MAX_SEALED_RING_BYTES,
  MAX_SEALED_ROOM_NAME_BYTES,
  MIN_EMPTY_TIMEOUT_SECONDS,
  MIN_KNOCK_INTERVAL_MS,
  MIN_PERSON_NAME_LENGTH,
  MIN_RING_INTERVAL_MS,
  MIN_ROUND_INTERVAL_MS,
  NAME_KEPT_MS,
  NAME_LEASE_MS,
  NAME_LEASE_STEP_MS,
  ROOM_CREATION_WINDOW_MS,
  ROOM_STAY_SECONDS,
  SEAT_KEPT_MS,
  SEAT_LEASE_MS,
  SESSION_KEY_BYTES,
  SPOKEN_LIFE_MS,
  TOMBSTONE_MS,
  VISIT_TIMEOUT_SECONDS,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aCall, anAnsweredRound, aRunningCall, aWaitingCall } from '../../protocol/src/testing/call-docs.ts';
import { answer, create, offer } from './moves.ts';
import { commitAs, type Outcome } from './rest-firestore.ts';
import { batch, countedDocId, given, guest, host, newUser, write, writing } from './scene.ts';

const bytes = (length: number) => new Uint8Array(length).fill(7);
const atRound = (number: number) => aRunningCall({ round: anAnsweredRound({ number }) });

async function creating(emptyTimeoutSeconds: number): Promise<Outcome> {
  const by = newUser();
  return commitAs(by, write(await countedDocId(by.uid), by, create({ emptyTimeoutSeconds })));
}

async function leaving(changes: Parameters<typeof batch>[2], before = aWaitingCall()): Promise<Outcome> {
  return commitAs(host, batch(await given(before), 'offer', changes));
}

const offering = (round: number, before: number) =>
  writing(host, before === 0 ? aCall() : atRound(before), (call) => offer(call, 'host', { round }));

const lastRound = MAX_ROUNDS;
const [shortest, longest] = [MIN_EMPTY_TIMEOUT_SECONDS, MAX_EMPTY_TIMEOUT_SECONDS];
const [mostOffered, mostCandidates] = [MAX_SEALED_DESCRIPTION_BYTES, MAX_SEALED_CANDIDATES_BYTES];

type Limit = [what: string, write: (value: number) => Promise<Outcome>, within: number[], past: number[]];
const limits: Limit[] = [
  [
    'the bytes of an offer',
    (length) => writing(host, aCall(), (call) => offer(call, 'host', { offer: bytes(length) })),
    [1, mostOffered],
    [0, mostOffered + 1],
  ],
  [
    'the bytes of an answer',
    (length) => writing(guest, aWaitingCall(), (call) => answer(call, 'guest', { answer: bytes(length) })),
    [1, mostOffered],
    [0, mostOffered + 1],
  ],
  ['the number of the first round', (round) => offering(round, 0), [1], [-1, 0, 2]],
  ['the number of the next round', (round) => offering(round, 1), [2], [-1, 0, 1, 3]],
  ['the number of a later round', (round) => offering(round, 41), [42], [-1, 0, 1, 40, 41, 43, lastRound]],
  ['the number of the last round', (round) => offering(round, lastRound - 1), [lastRound], [lastRound + 1]],
  ['the number of a round after the last', (round) => offering(round, lastRound), [], [lastRound + 1]],
  [
    'the seconds that a call outlives the last person',
    creating,
    [shortest, longest],
    [-1, 0, shortest - 1, longest + 1],
  ],
  [
    'the bytes of candidates',
    (length) => leaving({ sealed: bytes(length) }),
    [1, mostCandidates],
    [0, mostCandidates + 1],
  ],
  [
    'the round of candidates',
    (round) => leaving({ round }, atRound(round)),
    [1, MAX_ROUND_NUMBER],
    [0, MAX_ROUND_NUMBER + 1],
  ],
];

describe.each(limits)('%s', (_, write, within, past) => {
  it.each(within)('may be %i', async (value) => expect(await write(value)).toBe('accepted'));
  it.each(past)('may not be %i', async (value) => expect(await write(value)).toBe('refused'));
});

it('has no other number in the rules', async () => {
  const rules = await readFile(new URL('../../firestore.rules', import.meta.url), 'utf8');
  const code = rules
    .replace(/\/\/.*$/gm, '')
    .replace(/'[^']*'/g, (text) => (/^'[0-9]+'$/.test(text) ? '' : text));
  const numbers = code.match(/(?<![\w{[])\d+(?![\w}\]-])/g)?.map(Number) ?? [];
  const seconds = [
    ...[
      SEAT_LEASE_MS,
      LINKED_SEAT_LEASE_MS,
      SEAT_KEPT_MS,
      LOCK_SEEN_MS,
      MIN_ROUND_INTERVAL_MS,
      TOMBSTONE_MS,
      CLOCK_TOLERANCE_MS,
    ],
    ...[SEAT_LEASE_MS + CLOCK_TOLERANCE_MS, MAX_EARLY_ENTRY_MS, MAX_SCHEDULED_LENGTH_MS],
    ...[
      CREATION_WINDOW_MS,
      CREATION_WINDOW_MS + 60_000,
      ROOM_CREATION_WINDOW_MS,
      MIN_KNOCK_INTERVAL_MS,
      DECLINED_PAUSE_MS,
    ],
    ...[SPOKEN_LIFE_MS, MIN_RING_INTERVAL_MS, MAX_RING_MS],
  ].map((ms) => ms / 1000);
  const days = [MAX_SCHEDULE_AHEAD_MS, NAME_LEASE_MS, NAME_LEASE_MS - NAME_LEASE_STEP_MS, NAME_KEPT_MS].map(
    (ms) => ms / 86_400_000,
  );
  const known = [
    ...[0, 1, shortest, longest, lastRound, ...seconds, ...days],
    ...[mostOffered, mostCandidates, MAX_SEALED_DETAILS_BYTES, HOST_KEY_HASH_BYTES, SESSION_KEY_BYTES],
    ...[MAX_CALLS_PER_CREATION_WINDOW, NAME_LEASE_STEP_MS, MAX_DISMISSED, MAX_DISMISSED_FROM_ROOM],
    ...[ROOM_STAY_SECONDS, VISIT_TIMEOUT_SECONDS, MAX_SEALED_ROOM_NAME_BYTES, 2, 3],
    ...[MAX_RINGS, MAX_SEALED_KNOCK_BYTES, MAX_LISTED_KNOCKS],
    ...[MIN_PERSON_NAME_LENGTH, MAX_PERSON_NAME_LENGTH, MAX_NAME_KEYS * SESSION_KEY_BYTES],
    ...[MAX_RINGS_PER_PERSON, MAX_PEOPLE_RUNG, MAX_LISTED_RINGS, MAX_SEALED_RING_BYTES],
  ];
  expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual([...new Set(known)].sort((a, b) => a - b));
});
