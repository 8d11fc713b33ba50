/** Arranging a call for later, moving it and calling it off: by its host, with nothing but the database. */
import {
  type Admission,
  type CallDetails,
  type CallDoc,
  type CallId,
  type ChosenSchedule,
  createCallId,
  createHostKey,
  DEFAULT_EMPTY_TIMEOUT_SECONDS,
  deriveCallKeys,
  expiryOfTombstone,
  type HostKey,
  hashHostKey,
  sealDetails,
} from '@parley/protocol';
import { childLifetime, delay, whileAlive } from '../lib/lifetime.ts';
import { CallError } from './call-error.ts';
import type { CallStore } from './call-store.ts';
import type { Identity } from './identity.ts';

/** How long the database may take to say whether there is such a call. */
const READING_TIMEOUT_MS = 12_000;

/** What two people agree on. Times are milliseconds since the epoch. */
export interface CallPlan extends CallDetails {
  /** From when they may come in: `startsAt`, or up to an hour before. */
  readonly opensAt: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly admission: Admission;
}

export interface SchedulingOptions {
  readonly store: Pick<CallStore, 'commit' | 'watchCall'>;
  readonly identity: Identity;
  readonly signal: AbortSignal;
}

export interface ScheduledCall {
  readonly id: CallId;
  /** Makes whoever has it the host, on any device. Only this browser knows it: it cannot be read again. */
  readonly hostKey: HostKey;
}

/**
 * Makes a call for later with this user as its host.
 * @param emptyTimeoutSeconds how long it stays open after both have left. Default: 10 minutes.
 * @throws {CallError}
 */
export async function scheduleCall(
  { store, identity, signal }: SchedulingOptions,
  plan: CallPlan,
  emptyTimeoutSeconds = DEFAULT_EMPTY_TIMEOUT_SECONDS,
): Promise<ScheduledCall> {
  const [id, hostKey] = [createCallId(), createHostKey()];
  const [keys, hostKeyHash] = await Promise.all([
    deriveCallKeys(id),
    hashHostKey(hostKey),
    identity.signIn(signal),
  ]);
  const schedule = await chosenSchedule(keys, 0, plan, hostKeyHash);
  const { endsAt: expiresAt } = plan;
  await store.commit(keys.docId, { type: 'create', emptyTimeoutSeconds, schedule, expiresAt }, { signal });
  return { id, hostKey };
}

/**
 * Moves a scheduled call, or changes what it is about. Whoever waits for it sees that at once.
 * @returns the schedule's new revision
 * @throws {CallError} `not-host` when the call has another host; `refused` when somebody else changed it just now
 */
export async function rescheduleCall(
  options: SchedulingOptions,
  id: CallId,
  plan: CallPlan,
): Promise<number> {
  const { store, signal } = options;
  const { keys, call } = await readAsHost(options, id);
  const revision = call.schedule.revision + 1;
  const schedule = await chosenSchedule(keys, revision, plan, call.schedule.hostKeyHash);
  await store.commit(keys.docId, { type: 'reschedule', schedule }, { signal });
  return revision;
}

/**
 * Calls a scheduled call off, or ends it when it has started already.
 * @throws {CallError} `not-host` when the call has another host
 */
export async function cancelCall(options: SchedulingOptions, id: CallId, now: number): Promise<void> {
  const { store, signal } = options;
  const { keys, call } = await readAsHost(options, id);
  const { startsAt, endsAt } = call.schedule;
  const transition =
    now < startsAt
      ? ({ type: 'cancel', endsAt } as const)
      : ({ type: 'end', expiresAt: expiryOfTombstone(now) } as const);
  await store.commit(keys.docId, transition, { signal });
}

type ScheduledCallDoc = CallDoc & { readonly schedule: NonNullable<CallDoc['schedule']> };

async function readAsHost({ store, identity, signal }: SchedulingOptions, id: CallId) {
  const [keys, uid] = await Promise.all([deriveCallKeys(id), identity.signIn(signal)]);
  const call = await readCall(store, keys.docId, signal);
  if (call.ended !== null) throw new CallError('no-such-call');
  if (call.hostUid !== uid || call.schedule === null) throw new CallError('not-host');
  return { keys, call: call as ScheduledCallDoc };
}

/** The document as it is now. */
async function readCall(
  store: Pick<CallStore, 'watchCall'>,
  docId: string,
  signal: AbortSignal,
): Promise<CallDoc> {
  const reading = childLifetime(signal);
  const first = Promise.withResolvers<CallDoc>();
  const timeout = delay(READING_TIMEOUT_MS, reading.signal).then(() => {
    throw new CallError('signaling-unreachable');
  });
  try {
    store.watchCall(docId, { onCall: first.resolve, onError: first.reject }, reading.signal);
    return await whileAlive(Promise.race([first.promise, timeout]), signal);
  } finally {
    timeout.catch(() => {});
    reading.abort();
  }
}

async function chosenSchedule(
  keys: Awaited<ReturnType<typeof deriveCallKeys>>,
  revision: number,
  { opensAt, startsAt, endsAt, admission, title, timeZone }: CallPlan,
  hostKeyHash: Uint8Array,
): Promise<ChosenSchedule> {
  const details = await sealDetails(keys, revision, { title, timeZone });
  return { revision, opensAt, startsAt, endsAt, admission, details, hostKeyHash };
}
