/** Every limit of a schedule, and of who may sit down when: each at the limit and one past it. */
import {
  type CallDoc,
  type ChosenSchedule,
  CLOCK_TOLERANCE_MS,
  HOST_KEY_HASH_BYTES,
  MAX_EARLY_ENTRY_MS,
  MAX_SCHEDULE_AHEAD_MS,
  MAX_SCHEDULE_REVISION,
  MAX_SCHEDULED_LENGTH_MS,
  MAX_SEALED_DETAILS_BYTES,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { aCall, aRunningCall, aSchedule, MINUTE_MS } from '../../protocol/src/testing/call-docs.ts';
import { serverTimes } from './legal-writes.ts';
import { at, cancel, create, leaveLast, offer, renew, reschedule } from './moves.ts';
import { MARGIN_MS, promptly } from './promptly.ts';
import { commitAs, type Outcome } from './rest-firestore.ts';
import {
  batch,
  closedSchedule,
  countedDocId,
  given,
  guest,
  host,
  left,
  newUser,
  startedSchedule,
  write,
  writing,
} from './scene.ts';

const bytes = (length: number) => new Uint8Array(length).fill(7);

async function arranging(changes: Partial<ChosenSchedule>, lapsesLater = 0): Promise<Outcome> {
  const by = newUser();
  const schedule = closedSchedule({ revision: 0, ...changes });
  const move = create({ schedule, expiresAt: schedule.endsAt + lapsesLater });
  return commitAs(by, write(await countedDocId(by.uid), by, move));
}

async function moving(
  changes: Partial<ChosenSchedule>,
  lapsesLater = 0,
  before = aCall({ schedule: closedSchedule() }),
): Promise<Outcome> {
  const move = reschedule(before, changes);
  const { update, ...rest } = write(await given(before), host, move);
  const fields = { ...update.fields, expiresAt: at(move.schedule.endsAt + lapsesLater) };
  return commitAs(host, { update: { ...update, fields }, ...rest });
}

/** Three hours from now. */
const startsAt = Date.now() + 180 * MINUTE_MS;
const length = HOST_KEY_HASH_BYTES;
const details = (count: number) => ({ details: bytes(count) });
const hash = (count: number) => ({ hostKeyHash: bytes(count) });
const admission = (words: string) => ({ admission: words as 'anyone' });

/** What is changed about a schedule that starts then and takes a minute. */
const choices: [what: string, accepted: Partial<ChosenSchedule>[], refused: Partial<ChosenSchedule>[]][] = [
  [
    'opens it at its start, or earlier by as much as may be',
    [startsAt, startsAt - MAX_EARLY_ENTRY_MS].map((opensAt) => ({ opensAt })),
    [startsAt + 1, startsAt - MAX_EARLY_ENTRY_MS - 1].map((opensAt) => ({ opensAt })),
  ],
  [
    'ends it after its start, and not too long after',
    [startsAt + 1, startsAt + MAX_SCHEDULED_LENGTH_MS].map((endsAt) => ({ endsAt })),
    [startsAt, startsAt + MAX_SCHEDULED_LENGTH_MS + 1].map((endsAt) => ({ endsAt })),
  ],
  [
    'takes details of a size',
    [1, MAX_SEALED_DETAILS_BYTES].map(details),
    [0, MAX_SEALED_DETAILS_BYTES + 1].map(details),
  ],
  [
    'takes a hash of a host key that is bytes, and of its very length',
    [hash(length)],
    [
      ...[0, length - 1, length + 1, 2 * length].map(hash),
      { hostKeyHash: 'a'.repeat(length) as unknown as Uint8Array },
    ],
  ],
  [
    'admits anyone, or the guest after the host, and where there is no door asks nobody',
    ['anyone', 'after-host'].map(admission),
    ['ask', '', 'host', 'Anyone', 'anyone ', 'after-hosts', 'before-host', 'more'].map(admission),
  ],
];

describe.each([
  ['arranging a call', arranging],
  ['moving a call', moving],
])('%s', (_, arrange) => {
  it.each(choices)('%s', async (_what, accepted, refused) => {
    const from = (changes: Partial<ChosenSchedule>) =>
      arrange({ opensAt: startsAt, startsAt, endsAt: startsAt + MINUTE_MS, ...changes });
    for (const changes of refused) expect([changes, await from(changes)]).toEqual([changes, 'refused']);
    for (const changes of accepted) expect([changes, await from(changes)]).toEqual([changes, 'accepted']);
  });

  it('ends it in the future, and not too far ahead', async () => {
    const endingIn = (ms: number) => {
      const endsAt = Date.now() + ms;
      return arrange({ opensAt: endsAt - MINUTE_MS, startsAt: endsAt - MINUTE_MS, endsAt });
    };
    expect(await promptly(() => endingIn(MARGIN_MS))).toBe('accepted');
    expect(await endingIn(-1)).toBe('refused');
    expect(await endingIn(MAX_SCHEDULE_AHEAD_MS)).toBe('accepted');
    expect(await promptly(() => endingIn(MAX_SCHEDULE_AHEAD_MS + MARGIN_MS))).toBe('refused');
  });

  it('lets it lapse at its end and at no other time', async () => {
    for (const offset of [-MINUTE_MS, -CLOCK_TOLERANCE_MS, -1, 1, CLOCK_TOLERANCE_MS])
      expect([offset, await arrange({}, offset)]).toEqual([offset, 'refused']);
    expect(await arrange({}, 0)).toBe('accepted');
  });
});

describe('the revision of a schedule', () => {
  const atRevision = (revision: number) => aCall({ schedule: closedSchedule({ revision }) });
  const last = MAX_SCHEDULE_REVISION;

  it('is 0 at first', async () => {
    for (const revision of [-1, 1, last]) expect(await arranging({ revision })).toBe('refused');
    expect(await arranging({ revision: 0 })).toBe('accepted');
  });

  it.each([0, 1, 41, last - 1])('after %i is one more', async (revision) => {
    for (const wrong of [-1, 0, revision, revision + 2])
      expect(await moving({ revision: wrong }, 0, atRevision(revision))).toBe('refused');
    expect(await moving({ revision: revision + 1 }, 0, atRevision(revision))).toBe('accepted');
  });

  it('goes no further than the limit', async () => {
    expect(await moving({}, 0, atRevision(last))).toBe('refused');
  });
});

it('a schedule does not end in the very moment that it is written', async () => {
  const before = aRunningCall({ schedule: startedSchedule() });
  const right = write(await given(before), host, reschedule(before));
  const now = serverTimes(['schedule.changedAt', 'schedule.endsAt', 'expiresAt']);
  expect(await commitAs(host, { ...right, updateTransforms: now })).toBe('refused');
  expect(await commitAs(host, right)).toBe('accepted');
});

/** What may be written right after a moment, and not right before it; or the other way round. */
const opensIn = (ms: number) => aSchedule(ms + 5 * MINUTE_MS, { opensAt: Date.now() + ms });
/** The two have met, the guest has left, and the call was to lapse before its end. */
const onceMet = (ms: number): CallDoc => {
  const schedule = aSchedule(ms);
  return aRunningCall({ schedule, guest: left(), expiresAt: schedule.endsAt - MINUTE_MS });
};
const moments: [what: string, before: Outcome, after: Outcome, write: (ms: number) => Promise<Outcome>][] = [
  [
    'the host may sit down when a call opens',
    ...(['refused', 'accepted'] as const),
    (ms) => writing(host, aCall({ schedule: opensIn(ms) }), (call) => offer(call, 'host')),
  ],
  [
    'the guest may sit down when a call opens',
    ...(['refused', 'accepted'] as const),
    (ms) => writing(guest, aCall({ schedule: opensIn(ms) }), (call) => offer(call, 'guest')),
  ],
  [
    'a seat may be renewed when a call opens, which was taken before it was moved',
    ...(['refused', 'accepted'] as const),
    (ms) => writing(host, aRunningCall({ schedule: opensIn(ms) }), (call) => renew(call, 'host')),
  ],
  [
    'candidates may be left when a call opens',
    ...(['refused', 'accepted'] as const),
    async (ms) => commitAs(host, batch(await given(aRunningCall({ schedule: opensIn(ms) })), 'offer')),
  ],
  [
    'a call may be called off until it starts',
    ...(['accepted', 'refused'] as const),
    (ms) => writing(host, aCall({ schedule: aSchedule(ms) }), (call) => cancel(call)),
  ],
  [
    'a call lapses with its last person when it has started',
    ...(['refused', 'accepted'] as const),
    (ms) =>
      writing(host, onceMet(ms), (call) =>
        leaveLast(call, 'host', { expiresAt: Date.now() + call.emptyTimeoutSeconds * 1000 }),
      ),
  ],
  [
    'a call lasts until its end, whoever leaves, until it starts',
    ...(['accepted', 'refused'] as const),
    (ms) =>
      writing(host, onceMet(ms), (call) =>
        leaveLast(call, 'host', { expiresAt: call.schedule?.endsAt ?? 0 }),
      ),
  ],
];

it.each(moments)('%s: before it is %s, and after it %s', async (_, before, after, write) => {
  expect(await promptly(() => write(MARGIN_MS))).toBe(before);
  expect(await write(-1)).toBe(after);
});
