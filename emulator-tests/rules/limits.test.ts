/**
 * The numbers in firestore.rules are those of protocol's limits: each at the limit and one past it. Those of seats,
 * of schedules and of counts are in seat-limits.test.ts, schedule-limits.test.ts and creators.test.ts.
 */
import { readFile } from 'node:fs/promises';
import {
  type CallTransition,
  CLOCK_TOLERANCE_MS,
  CREATION_WINDOW_MS,
  expiryOfTombstone,
  expiryWhenEmpty,
  HOST_KEY_HASH_BYTES,
  MAX_CALLS_PER_CREATION_WINDOW,
  MAX_CANDIDATE_BATCHES,
  MAX_EARLY_ENTRY_MS,
  MAX_EMPTY_TIMEOUT_SECONDS,
  MAX_ROUND_NUMBER,
  MAX_SCHEDULE_AHEAD_MS,
  MAX_SCHEDULED_LENGTH_MS,
  MAX_SEALED_CANDIDATES_BYTES,
  MAX_SEALED_DESCRIPTION_BYTES,
  MAX_SEALED_DETAILS_BYTES,
  MIN_EMPTY_TIMEOUT_SECONDS,
  MIN_ROUND_INTERVAL_MS,
  SEAT_KEPT_MS,
  SEAT_LEASE_MS,
  SESSION_KEY_BYTES,
  type Sitter,
  TOMBSTONE_MS,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { encodeCandidates } from '../../web/src/firebase/encode-transition.ts';
import { MARGIN_MS, promptly, within, without } from './promptly.ts';
import { commitAs, type Outcome, ROOT } from './rest-firestore.ts';
import {
  aMinuteAgo,
  answeredRound,
  call,
  countedDocId,
  EMPTY_TIMEOUT_SECONDS,
  GUEST_SESSION,
  given,
  guest,
  HOST_SESSION,
  host,
  NEW_SESSION,
  NEWLY_SEALED,
  runningCall,
  seat,
  sitter,
  waitingCall,
  whenEmpty,
  whileSeated,
  write,
} from './scene.ts';

const bytes = (length: number) => new Uint8Array(length).fill(7);
type Changes<Type extends CallTransition['type']> = Partial<
  Omit<Extract<CallTransition, { type: Type }>, 'sitter'> & Sitter
>;
const offer = ({ round = 1, offer = NEWLY_SEALED, ...changes }: Changes<'offer'>): CallTransition => ({
  ...{ type: 'offer', sitter: sitter('host', HOST_SESSION, changes), round, offer },
});
const answer = ({ round = 1, answer = NEWLY_SEALED, ...changes }: Changes<'answer'>): CallTransition => ({
  ...{ type: 'answer', sitter: sitter('guest', NEW_SESSION, changes), round, answer },
});

async function creating(emptyTimeoutSeconds: number, changes: object = {}): Promise<Outcome> {
  const expiresAt = expiryWhenEmpty(Date.now(), { emptyTimeoutSeconds, schedule: null }, false);
  const transition: CallTransition = {
    type: 'create',
    emptyTimeoutSeconds,
    schedule: null,
    expiresAt,
    ...changes,
  };
  return commitAs(host, write(await countedDocId(host.uid), host.uid, transition));
}

async function offering(changes: Changes<'offer'>, before = call()): Promise<Outcome> {
  return commitAs(host, write(await given(before), host.uid, offer(changes)));
}

async function answering(changes: Changes<'answer'>, by = guest, before = waitingCall()): Promise<Outcome> {
  return commitAs(by, write(await given(before), by.uid, answer(changes)));
}

describe('a sealed description', () => {
  it.each([1, MAX_SEALED_DESCRIPTION_BYTES])('may have %i bytes', async (length) => {
    expect(await offering({ offer: bytes(length) })).toBe('accepted');
    expect(await answering({ answer: bytes(length) })).toBe('accepted');
  });

  it.each([0, MAX_SEALED_DESCRIPTION_BYTES + 1])('may not have %i bytes', async (length) => {
    expect(await offering({ offer: bytes(length) })).toBe('refused');
    expect(await answering({ answer: bytes(length) })).toBe('refused');
  });
});

describe('the number of a round', () => {
  const atRound = (number: number) => runningCall({ round: answeredRound({ number }) });

  it('goes up to the limit and no further', async () => {
    const last = MAX_ROUND_NUMBER;
    expect(await offering({ round: last }, atRound(last - 1))).toBe('accepted');
    expect(await offering({ round: last + 1 }, atRound(last))).toBe('refused');
  });

  it.each([
    [0, 1],
    [1, 2],
    [41, 42],
  ])('after %i is %i', async (number, next) => {
    const before = () => (number === 0 ? call() : atRound(number));
    for (const wrong of [-1, 0, number, next + 1])
      expect(await offering({ round: wrong }, before())).toBe('refused');
    expect(await offering({ round: next }, before())).toBe('accepted');
  });
});

describe('the empty timeout', () => {
  it.each([MIN_EMPTY_TIMEOUT_SECONDS, MAX_EMPTY_TIMEOUT_SECONDS])('may be %i seconds', async (seconds) => {
    expect(await creating(seconds)).toBe('accepted');
  });

  it.each([-1, 0, MIN_EMPTY_TIMEOUT_SECONDS - 1, MAX_EMPTY_TIMEOUT_SECONDS + 1])(
    'may not be %i seconds',
    async (seconds) => {
      expect(await creating(seconds)).toBe('refused');
    },
  );
});

/** Each writes an `expiresAt` that is this far from what is right. */
const expiries: Record<string, (offset: number) => Promise<Outcome>> = {
  'a new call': (offset) => creating(EMPTY_TIMEOUT_SECONDS, { expiresAt: whenEmpty() + offset }),
  'a new call with the longest timeout': (offset) =>
    creating(MAX_EMPTY_TIMEOUT_SECONDS, {
      expiresAt:
        expiryWhenEmpty(
          Date.now(),
          { emptyTimeoutSeconds: MAX_EMPTY_TIMEOUT_SECONDS, schedule: null },
          false,
        ) + offset,
    }),
  'an offer': (offset) => offering({ expiresAt: whileSeated() + offset }),
  'an answer': (offset) => answering({ expiresAt: whileSeated() + offset }),
  'a renewal': async (offset) => {
    const renewal = {
      type: 'renew',
      sitter: sitter('host', HOST_SESSION, { expiresAt: whileSeated() + offset }),
    } as const;
    return commitAs(host, write(await given(waitingCall()), host.uid, renewal));
  },
  'leaving as the last': async (offset) => {
    const goodbye = {
      type: 'leave',
      role: 'host',
      session: HOST_SESSION,
      expiresAt: whenEmpty() + offset,
    } as const;
    return commitAs(host, write(await given(waitingCall()), host.uid, goodbye));
  },
  'leaving after the other': async (offset) => {
    const goodbye = {
      type: 'leave',
      role: 'host',
      session: HOST_SESSION,
      expiresAt: whenEmpty() + offset,
    } as const;
    const before = runningCall();
    const seats = { ...before.seats, guest: seat(guest.uid, GUEST_SESSION, { leftAt: aMinuteAgo() }) };
    return commitAs(host, write(await given({ ...before, seats }), host.uid, goodbye));
  },
  'the end': async (offset) => {
    const end = { type: 'end', expiresAt: expiryOfTombstone(Date.now()) + offset } as const;
    return commitAs(host, write(await given(runningCall()), host.uid, end));
  },
};

describe.each(Object.entries(expiries))('%s', (_, writing) => {
  it.each(within)('may expect the call to lapse %i ms from what the server expects', async (offset) => {
    expect(await promptly(() => writing(offset))).toBe('accepted');
  });

  it.each(without)('may not expect the call to lapse %i ms from what the server expects', async (offset) => {
    expect(await promptly(() => writing(offset))).toBe('refused');
  });
});

async function leaving(
  candidates: { round?: number; index?: number; sealed?: Uint8Array; lapsesIn?: number },
  before = waitingCall(),
): Promise<Outcome> {
  const { round = 1, index = 0, sealed = NEWLY_SEALED, lapsesIn = SEAT_LEASE_MS } = candidates;
  const place = { docId: await given(before), side: 'offer', round, index } as const;
  return commitAs(host, encodeCandidates(ROOT, place, sealed, Date.now() + lapsesIn));
}

describe('candidates', () => {
  it.each([1, MAX_SEALED_CANDIDATES_BYTES])('may have %i bytes', async (length) => {
    expect(await leaving({ sealed: bytes(length) })).toBe('accepted');
  });

  it.each([0, MAX_SEALED_CANDIDATES_BYTES + 1])('may not have %i bytes', async (length) => {
    expect(await leaving({ sealed: bytes(length) })).toBe('refused');
  });

  it('come in batches from 0 to one less than the limit', async () => {
    const docId = await given(waitingCall());
    const writeTo = (index: number | string) => {
      const encoded = encodeCandidates(
        ROOT,
        { docId, side: 'offer', round: 1, index: 0 },
        NEWLY_SEALED,
        whileSeated(),
      );
      const name = encoded.update.name.replace(/0$/, String(index));
      return commitAs(host, { ...encoded, update: { ...encoded.update, name } });
    };
    for (const index of [MAX_CANDIDATE_BATCHES, -1, 1.5, '00', '', 'a'])
      expect(await writeTo(index)).toBe('refused');
    for (let index = 0; index < MAX_CANDIDATE_BATCHES; index++) expect(await writeTo(index)).toBe('accepted');
  });

  it('are of rounds from 1 to the limit', async () => {
    const atRound = (number: number) => runningCall({ round: answeredRound({ number }) });
    expect(await leaving({ round: 1 }, atRound(1))).toBe('accepted');
    expect(await leaving({ round: 0 }, atRound(0))).toBe('refused');
    expect(await leaving({ round: MAX_ROUND_NUMBER }, atRound(MAX_ROUND_NUMBER))).toBe('accepted');
    expect(await leaving({ round: MAX_ROUND_NUMBER + 1 }, atRound(MAX_ROUND_NUMBER + 1))).toBe('refused');
  });

  it('lapse from now on to a tolerance after the call can', async () => {
    const latest = whileSeated(0) + CLOCK_TOLERANCE_MS;
    expect(await promptly(() => leaving({ lapsesIn: MARGIN_MS }))).toBe('accepted');
    expect(await leaving({ lapsesIn: -1 })).toBe('refused');
    expect(await promptly(() => leaving({ lapsesIn: latest }))).toBe('accepted');
    expect(await promptly(() => leaving({ lapsesIn: latest + MARGIN_MS }))).toBe('refused');
  });
});

it('candidates do not lapse in the very moment that they are written', async () => {
  const docId = await given(waitingCall());
  const at = { docId, side: 'offer', round: 1, index: 0 } as const;
  const { update, currentDocument } = encodeCandidates(ROOT, at, NEWLY_SEALED, whileSeated());
  const now = { fieldPath: 'expiresAt', setToServerValue: 'REQUEST_TIME' };
  expect(await commitAs(host, { update, currentDocument, updateTransforms: [now] })).toBe('refused');
  expect(await commitAs(host, { update, currentDocument })).toBe('accepted');
});

it('has no other number in the rules', async () => {
  const rules = await readFile(new URL('../../firestore.rules', import.meta.url), 'utf8');
  const code = rules
    .replace(/\/\/.*$/gm, '')
    .replace(/'[^']*'/g, (text) => (/^'[0-9]+'$/.test(text) ? '' : text));
  const numbers = code.match(/(?<![\w{[])\d+(?![\w}\]-])/g)?.map(Number) ?? [];
  const known = [
    ...[0, 1, MIN_EMPTY_TIMEOUT_SECONDS, MAX_EMPTY_TIMEOUT_SECONDS, MAX_ROUND_NUMBER, SEAT_LEASE_MS / 1000],
    ...[TOMBSTONE_MS / 1000, CLOCK_TOLERANCE_MS / 1000, (SEAT_LEASE_MS + CLOCK_TOLERANCE_MS) / 1000],
    ...[
      MAX_SEALED_DESCRIPTION_BYTES,
      MAX_SEALED_CANDIDATES_BYTES,
      MAX_SEALED_DETAILS_BYTES,
      HOST_KEY_HASH_BYTES,
      SESSION_KEY_BYTES,
    ],
    ...[SEAT_KEPT_MS / 1000, MIN_ROUND_INTERVAL_MS / 1000],
    ...[MAX_EARLY_ENTRY_MS / 1000, MAX_SCHEDULED_LENGTH_MS / 1000, MAX_SCHEDULE_AHEAD_MS / 86_400_000],
    ...[MAX_CALLS_PER_CREATION_WINDOW, CREATION_WINDOW_MS / 1000, CREATION_WINDOW_MS / 1000 + 60],
  ];
  expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual([...new Set(known)].sort((a, b) => a - b));
});
