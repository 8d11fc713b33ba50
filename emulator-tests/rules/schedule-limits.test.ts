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
  SEAT_LEASE_MS,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { encodeCandidates } from '../../web/src/firebase/encode-transition.ts';
import { batchFor, leavingLast, offer, renewal } from './attacks/moves.ts';
import { serverTimes } from './legal-writes.ts';
import { MARGIN_MS, promptly } from './promptly.ts';
import { commitAs, type Outcome, ROOT } from './rest-firestore.ts';
import {
  closedSchedule,
  countedDocId,
  EMPTY_TIMEOUT_SECONDS,
  given,
  guest,
  HOST_SESSION,
  host,
  MINUTE_MS,
  NEWLY_SEALED,
  nextSchedule,
  onceMet,
  openSchedule,
  runningAtTime,
  scheduledCall,
  seat,
  startedSchedule,
  whenEmpty,
  whileSeated,
  write,
  writing,
} from './scene.ts';

const bytes = (length: number) => new Uint8Array(length).fill(7);

async function arranging(changes: Partial<ChosenSchedule>, expiresLater = 0): Promise<Outcome> {
  const schedule = closedSchedule({ revision: 0, ...changes });
  const expiresAt = schedule.endsAt + expiresLater;
  const emptyTimeoutSeconds = EMPTY_TIMEOUT_SECONDS;
  const docId = await countedDocId(host.uid);
  return commitAs(host, write(docId, host.uid, { type: 'create', emptyTimeoutSeconds, schedule, expiresAt }));
}

async function moving(
  changes: Partial<ChosenSchedule>,
  expiresLater = 0,
  before = scheduledCall(closedSchedule()),
): Promise<Outcome> {
  const schedule = nextSchedule(before, changes);
  const { update, ...rest } = write(await given(before), host.uid, { type: 'reschedule', schedule });
  const timestampValue = new Date(schedule.endsAt + expiresLater).toISOString();
  const fields = { ...update.fields, expiresAt: { timestampValue } };
  return commitAs(host, { update: { ...update, fields }, ...rest });
}

describe.each([
  ['arranging a call', arranging],
  ['moving a call', moving],
])('%s', (_, arrange) => {
  const startsAt = Date.now() + 3 * 60 * MINUTE_MS;
  const from = (changes: Partial<ChosenSchedule>) =>
    arrange({ opensAt: startsAt, startsAt, endsAt: startsAt + MINUTE_MS, ...changes });

  it('opens it at its start, or earlier by as much as may be', async () => {
    expect(await from({ opensAt: startsAt })).toBe('accepted');
    expect(await from({ opensAt: startsAt + 1 })).toBe('refused');
    expect(await from({ opensAt: startsAt - MAX_EARLY_ENTRY_MS })).toBe('accepted');
    expect(await from({ opensAt: startsAt - MAX_EARLY_ENTRY_MS - 1 })).toBe('refused');
  });

  it('ends it after its start, and not too long after', async () => {
    expect(await from({ endsAt: startsAt + 1 })).toBe('accepted');
    expect(await from({ endsAt: startsAt })).toBe('refused');
    expect(await from({ endsAt: startsAt + MAX_SCHEDULED_LENGTH_MS })).toBe('accepted');
    expect(await from({ endsAt: startsAt + MAX_SCHEDULED_LENGTH_MS + 1 })).toBe('refused');
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

  it.each([1, MAX_SEALED_DETAILS_BYTES])('takes details of %i bytes', async (length) => {
    expect(await arrange({ details: bytes(length) })).toBe('accepted');
  });

  it.each([0, MAX_SEALED_DETAILS_BYTES + 1])('takes no details of %i bytes', async (length) => {
    expect(await arrange({ details: bytes(length) })).toBe('refused');
  });

  it('takes a hash of a host key that is bytes, and of its very length', async () => {
    const length = HOST_KEY_HASH_BYTES;
    for (const wrong of [0, length - 1, length + 1, 2 * length])
      expect(await arrange({ hostKeyHash: bytes(wrong) })).toBe('refused');
    const text: unknown = 'a'.repeat(length);
    expect(await arrange({ hostKeyHash: text as Uint8Array })).toBe('refused');
    expect(await arrange({ hostKeyHash: bytes(length) })).toBe('accepted');
  });

  it('admits anyone, or the guest after the host', async () => {
    for (const wrong of ['', 'host', 'Anyone', 'anyone ', 'after-hosts', 'before-host', 'more'])
      expect(await arrange({ admission: wrong as 'anyone' })).toBe('refused');
    expect(await arrange({ admission: 'anyone' })).toBe('accepted');
    expect(await arrange({ admission: 'after-host' })).toBe('accepted');
  });

  it.each([-MINUTE_MS, -CLOCK_TOLERANCE_MS, -1, 1, CLOCK_TOLERANCE_MS])(
    'does not let it lapse %i ms from its end',
    async (offset) => {
      expect(await arrange({}, offset)).toBe('refused');
      expect(await arrange({}, 0)).toBe('accepted');
    },
  );
});

describe('the revision of a schedule', () => {
  const atRevision = (revision: number) => scheduledCall(closedSchedule({ revision }));

  it('is 0 at first', async () => {
    for (const revision of [-1, 1, MAX_SCHEDULE_REVISION])
      expect(await arranging({ revision })).toBe('refused');
    expect(await arranging({ revision: 0 })).toBe('accepted');
  });

  it.each([0, 1, 41])('after %i is one more', async (revision) => {
    for (const wrong of [-1, 0, revision, revision + 2])
      expect(await moving({ revision: wrong }, 0, atRevision(revision))).toBe('refused');
    expect(await moving({ revision: revision + 1 }, 0, atRevision(revision))).toBe('accepted');
  });

  it('goes up to the limit and no further', async () => {
    expect(await moving({}, 0, atRevision(MAX_SCHEDULE_REVISION - 1))).toBe('accepted');
    expect(await moving({}, 0, atRevision(MAX_SCHEDULE_REVISION))).toBe('refused');
  });
});

it('a schedule does not end in the very moment that it is written', async () => {
  const before = runningAtTime(startedSchedule());
  const schedule = nextSchedule(before);
  const docId = await given(before);
  const right = write(docId, host.uid, { type: 'reschedule', schedule });
  const now = serverTimes(['schedule.changedAt', 'schedule.endsAt', 'expiresAt']);
  expect(await commitAs(host, { ...right, updateTransforms: now })).toBe('refused');
  expect(await commitAs(host, right)).toBe('accepted');
});

describe('the moment at which a call opens', () => {
  const opensIn = (ms: number) => {
    const opensAt = Date.now() + ms;
    return { opensAt, startsAt: opensAt + 5 * MINUTE_MS, endsAt: opensAt + 60 * MINUTE_MS };
  };
  const arriving = (ms: number, by = host) =>
    writing(by, scheduledCall(openSchedule(opensIn(ms))), (before) =>
      offer(by === host ? 'host' : 'guest', 1, undefined, before),
    );
  const renewing = (ms: number) =>
    writing(host, runningAtTime(openSchedule(opensIn(ms))), (before) =>
      renewal('host', HOST_SESSION, whileSeated(Date.now(), before)),
    );

  it('lets both sit down, and nobody before', async () => {
    for (const by of [host, guest]) {
      expect(await arriving(-1, by)).toBe('accepted');
      expect(await promptly(() => arriving(MARGIN_MS, by))).toBe('refused');
    }
  });

  it('lets nobody renew a seat before, which they took before the call was moved', async () => {
    expect(await renewing(-1)).toBe('accepted');
    expect(await promptly(() => renewing(MARGIN_MS))).toBe('refused');
  });
});

describe('the moment at which a call starts', () => {
  const startsIn = (ms: number) => {
    const startsAt = Date.now() + ms;
    return openSchedule({ opensAt: startsAt - 5 * MINUTE_MS, startsAt, endsAt: startsAt + 60 * MINUTE_MS });
  };

  it('is the last at which it may be called off', async () => {
    const cancelling = (ms: number) =>
      writing(host, scheduledCall(startsIn(ms)), ({ expiresAt }) => ({ type: 'cancel', endsAt: expiresAt }));
    expect(await promptly(() => cancelling(MARGIN_MS))).toBe('accepted');
    expect(await cancelling(-1)).toBe('refused');
  });

  it('is when the call begins to lapse with its last person', async () => {
    const leaving = (ms: number, expiresAt: (before: CallDoc) => number) =>
      writing(host, onceMet(startsIn(ms)), (before) => leavingLast('host', HOST_SESSION, expiresAt(before)));
    // What stands there already may always be left as it is.
    const atItsEnd = ({ schedule }: CallDoc) => schedule?.endsAt ?? 0;
    const soon = () => whenEmpty();
    expect(await promptly(() => leaving(MARGIN_MS, atItsEnd))).toBe('accepted');
    expect(await promptly(() => leaving(MARGIN_MS, soon))).toBe('refused');
    expect(await leaving(-1, soon)).toBe('accepted');
    expect(await leaving(-1, atItsEnd)).toBe('refused');
  });
});

describe('the lease of a host who has to come first', () => {
  const withHost = (ago: number, changes = {}) => {
    const schedule = startedSchedule({ admission: 'after-host' });
    const held = seat(host.uid, HOST_SESSION, { renewedAt: Date.now() - ago, ...changes });
    return scheduledCall(schedule, { seats: { host: held, guest: null } });
  };
  const arriving = (before: () => CallDoc) =>
    writing(guest, before(), (call) => offer('guest', 1, undefined, call));

  it('lets the guest in until it runs out', async () => {
    expect(await promptly(() => arriving(() => withHost(SEAT_LEASE_MS - MARGIN_MS)))).toBe('accepted');
    expect(await arriving(() => withHost(SEAT_LEASE_MS + 1))).toBe('refused');
  });

  it('is over when the host leaves', async () => {
    expect(await arriving(() => withHost(MINUTE_MS, { leftAt: Date.now() }))).toBe('refused');
    expect(await arriving(() => withHost(MINUTE_MS))).toBe('accepted');
  });
});

describe('candidates in a scheduled call', () => {
  it('are left from the very moment that it opens', async () => {
    const opening = async (ms: number) => {
      const opensAt = Date.now() + ms;
      const schedule = openSchedule({ opensAt, startsAt: opensAt, endsAt: opensAt + 60 * MINUTE_MS });
      return commitAs(host, batchFor(await given(runningAtTime(schedule)), 'offer'));
    };
    expect(await promptly(() => opening(MARGIN_MS))).toBe('refused');
    expect(await opening(-1)).toBe('accepted');
  });

  const leaving = async (schedule: CallDoc['schedule'], lapsesAfterEnd: number) => {
    const before = runningAtTime(schedule ?? undefined);
    const place = { docId: await given(before), side: 'offer', round: 1, index: 0 } as const;
    const expiresAt = before.expiresAt + lapsesAfterEnd;
    return commitAs(host, encodeCandidates(ROOT, place, NEWLY_SEALED, expiresAt));
  };

  it.each([
    ['before it starts', () => openSchedule()],
    ['just before it ends', () => startedSchedule({ endsAt: Date.now() + 5 * MINUTE_MS })],
  ] as const)('lapse with it or earlier, %s', async (_, schedule) => {
    for (const offset of [-MINUTE_MS, -1, 0]) expect(await leaving(schedule(), offset)).toBe('accepted');
    for (const offset of [1, MINUTE_MS]) expect(await leaving(schedule(), offset)).toBe('refused');
  });
});
