/**
 * When a call is to lapse, as whoever writes it may expect: up to the tolerance for clocks from what the server expects.
 * A scheduled call: exactly at its end until the two have met, and about when anybody's call would after, if that is sooner.
 */
import {
  type CallDoc,
  type CallTransition,
  CLOCK_TOLERANCE_MS,
  expiryOfTombstone,
  MAX_EMPTY_TIMEOUT_SECONDS,
  type Schedule,
  SEAT_LEASE_MS,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import {
  aCall,
  aRound,
  aRunningCall,
  aSchedule,
  aWaitingCall,
  type CallChanges,
  MINUTE_MS,
} from '../../protocol/src/testing/call-docs.ts';
import { answer, cancel, create, end, leaveLast, offer, renew } from './moves.ts';
import { MARGIN_MS, promptly, within, without } from './promptly.ts';
import { commitAs, type Outcome } from './rest-firestore.ts';
import {
  batch,
  countedDocId,
  given,
  guest,
  host,
  left,
  newUser,
  startedSchedule,
  type User,
  write,
  writing,
} from './scene.ts';

/** What writes an `expiresAt` that is this far from what is right. */
type Expiring = (offset: number) => Promise<Outcome>;

/** Those that sit down, renew or leave, in a call of any time. */
const moves = {
  'an offer': [host, aRunningCall, (call: CallDoc) => offer(call, 'host')],
  'an answer': [guest, aWaitingCall, (call: CallDoc) => answer(call, 'guest')],
  'a renewal': [guest, aRunningCall, (call: CallDoc) => renew(call, 'guest')],
  'a renewal by one who hears the other': [
    guest,
    aRunningCall,
    (call: CallDoc) => renew(call, 'guest', { linked: true }),
  ],
  'a renewal by the one who has come': [host, aWaitingCall, (call: CallDoc) => renew(call, 'host')],
  'leaving as the only one': [host, aWaitingCall, (call: CallDoc) => leaveLast(call, 'host')],
  'leaving after the other': [
    host,
    (changes?: CallChanges) => aRunningCall({ guest: left(), ...changes }),
    (call: CallDoc) => leaveLast(call, 'host'),
  ],
  'a renewal when the guest’s seat was freed': [
    host,
    (changes?: CallChanges) => aRunningCall({ guest: null, ...changes }),
    (call: CallDoc) => renew(call, 'host'),
  ],
  'a renewal when the host’s seat is empty': [
    guest,
    (changes?: CallChanges) => aRunningCall({ host: null, ...changes }),
    (call: CallDoc) => renew(call, 'guest'),
  ],
  'a renewal when a round has begun': [
    guest,
    (changes?: CallChanges) => aRunningCall({ round: aRound(), ...changes }),
    (call: CallDoc) => renew(call, 'guest'),
  ],
} as const;
type Move = keyof typeof moves;

const expiring =
  (name: Move, schedule: () => Schedule | null = () => null): Expiring =>
  (offset) => {
    const [by, before, move] = moves[name];
    const time = schedule();
    // What stands there already may always be left as it is: so it was to lapse earlier.
    const expiresAt = time && time.endsAt - MINUTE_MS;
    const state = before({ schedule: time, ...(expiresAt && { expiresAt }) });
    return writing(by, state, (call) => later(move(call), offset));
  };

function later(transition: CallTransition, offset: number): CallTransition {
  if ('sitter' in transition) {
    const { sitter } = transition;
    return { ...transition, sitter: { ...sitter, expiresAt: sitter.expiresAt + offset } };
  }
  if (transition.type !== 'leave') throw new Error('It says no time');
  return { ...transition, expiresAt: (transition.expiresAt ?? 0) + offset };
}

async function creating(offset: number, emptyTimeoutSeconds?: number): Promise<Outcome> {
  const by: User = newUser();
  const right = create({ ...(emptyTimeoutSeconds && { emptyTimeoutSeconds }) });
  return commitAs(
    by,
    write(await countedDocId(by.uid), by, { ...right, expiresAt: right.expiresAt + offset }),
  );
}

/** Whoever stays, and is silent for as long as they may be, is so before its end. */
const longSchedule = () => startedSchedule({ endsAt: Date.now() + 120 * MINUTE_MS });

const names = Object.keys(moves) as Move[];
const onceTheyHaveMet: Move[] = [
  'an answer',
  'a renewal',
  'a renewal by one who hears the other',
  'leaving after the other',
];
const beforeTheyMeet = names.filter((name) => !onceTheyHaveMet.includes(name));

const about: Record<string, Expiring> = {
  'a new call': (offset) => creating(offset),
  'a new call with the longest timeout': (offset) => creating(offset, MAX_EMPTY_TIMEOUT_SECONDS),
  'the end': (offset) =>
    writing(host, aRunningCall(), (call) => end(call, { expiresAt: expiryOfTombstone(Date.now()) + offset })),
  ...Object.fromEntries(names.map((name) => [name, expiring(name)])),
  ...Object.fromEntries(
    onceTheyHaveMet.map((name) => [`${name} in a scheduled call`, expiring(name, longSchedule)]),
  ),
};

describe.each(Object.entries(about))('%s', (_, expiring) => {
  it.each(within)('may expect the call to lapse %i ms from what the server expects', async (offset) => {
    expect(await promptly(() => expiring(offset))).toBe('accepted');
  });

  it.each(without)('may not expect the call to lapse %i ms from what the server expects', async (offset) => {
    expect(await promptly(() => expiring(offset))).toBe('refused');
  });
});

describe.each(onceTheyHaveMet)('%s', (name) => {
  it('lets a scheduled call end with its schedule, not after, just before it ends', async () => {
    const ending = expiring(name, () => startedSchedule({ endsAt: Date.now() + 5 * MINUTE_MS }));
    for (const offset of [-CLOCK_TOLERANCE_MS, -1, 0])
      expect([offset, await ending(offset)]).toEqual([offset, 'accepted']);
    for (const offset of [-CLOCK_TOLERANCE_MS - 1, 1, CLOCK_TOLERANCE_MS])
      expect([offset, await ending(offset)]).toEqual([offset, 'refused']);
  });
});

const exactly: Record<string, Expiring> = {
  ...Object.fromEntries(beforeTheyMeet.map((name) => [name, expiring(name, startedSchedule)])),
  ...Object.fromEntries(names.map((name) => [`${name}, before it starts`, expiring(name, aSchedule)])),
};

describe.each(Object.entries(exactly))('%s', (_, expiring) => {
  it('leaves a scheduled call its very end: no time is taken from it, and none added', async () => {
    for (const offset of [-45 * MINUTE_MS, -CLOCK_TOLERANCE_MS, -1, 1, CLOCK_TOLERANCE_MS])
      expect([offset, await expiring(offset)]).toEqual([offset, 'refused']);
    expect(await expiring(0)).toBe('accepted');
  });
});

describe('candidates', () => {
  const leaving = async (before: CallDoc, expiresAt: number) =>
    commitAs(host, batch(await given(before), 'offer', { expiresAt }));

  it('lapse from now on to a tolerance after the call can', async () => {
    const call = aWaitingCall();
    const latest = SEAT_LEASE_MS + call.emptyTimeoutSeconds * 1000 + CLOCK_TOLERANCE_MS;
    const lapsing = (ms: number) => leaving(call, Date.now() + ms);
    expect(await promptly(() => lapsing(MARGIN_MS))).toBe('accepted');
    expect(await lapsing(-1)).toBe('refused');
    expect(await promptly(() => lapsing(latest))).toBe('accepted');
    expect(await promptly(() => lapsing(latest + MARGIN_MS))).toBe('refused');
  });

  it('do not lapse in the very moment that they are written', async () => {
    const right = batch(await given(aWaitingCall()), 'offer');
    const now = { fieldPath: 'expiresAt', setToServerValue: 'REQUEST_TIME' };
    expect(await commitAs(host, { ...right, updateTransforms: [now] })).toBe('refused');
    expect(await commitAs(host, right)).toBe('accepted');
  });

  it.each([
    ['before it starts', () => aSchedule()],
    ['just before it ends', () => startedSchedule({ endsAt: Date.now() + 5 * MINUTE_MS })],
  ] as const)('lapse with a scheduled call or earlier, %s', async (_, schedule) => {
    const lapsing = (offset: number) => {
      const call = aRunningCall({ schedule: schedule() });
      return leaving(call, (call.schedule?.endsAt ?? 0) + offset);
    };
    for (const offset of [-MINUTE_MS, -1, 0]) expect(await lapsing(offset)).toBe('accepted');
    for (const offset of [1, MINUTE_MS]) expect(await lapsing(offset)).toBe('refused');
  });
});

/** A tombstone says until when the call would have been. */
it.each([-60 * MINUTE_MS, -1, 1, MINUTE_MS])(
  'calling off does not leave a trace until %i ms from the end',
  async (ms) => {
    const before = aCall({ schedule: aSchedule() });
    const cancelling = (offset: number) =>
      writing(host, before, (call) => cancel(call, { endsAt: call.expiresAt + offset }));
    expect(await cancelling(ms)).toBe('refused');
    expect(await cancelling(0)).toBe('accepted');
  },
);
