/** Arranging a call for later, moving it and calling it off: by its host, with nothing but the database. */
import {
  type CallDetails,
  type CallDoc,
  type CallId,
  type CallTerms,
  type ChosenSchedule,
  cancelOf,
  createHostKey,
  createOwnCall,
  DEFAULT_EMPTY_TIMEOUT_SECONDS,
  deriveCallKeys,
  endOf,
  type HostKey,
  hashHostKey,
  openDetails,
  sealDetails,
  termsOf,
} from '@parley/protocol';
import { childLifetime, delay, whileAlive } from '../lib/lifetime.ts';
import { CallError } from '../ports/call-error.ts';
import type { CallStore } from '../ports/call-store.ts';
import type { Identity } from '../ports/identity.ts';

/** How long the database may take to say whether there is such a call. */
const READING_TIMEOUT_MS = 12_000;

/** What two people agree on: times in milliseconds since the epoch, who may come first, a title and a time zone. */
export interface CallPlan extends CallTerms, CallDetails {}

/** What changes of scheduled calls need: `store` and `identity` are those of `connectFirebase`. */
export interface SchedulingOptions {
  readonly store: Pick<CallStore, 'commit' | 'watchCall'>;
  readonly identity: Identity;
  /** Gives up; the promise rejects with its reason, though what was asked for may have been done by then. */
  readonly signal: AbortSignal;
}

export interface ScheduledCall {
  readonly id: CallId;
  /** Makes whoever has it the host, on any device. Only this browser knows it: it cannot be read again. */
  readonly hostKey: HostKey;
}

/**
 * Makes a call for later with this user as its host.
 * @param plan opens an hour before it starts at most, takes 24 hours at most, and ends in the future, within 366 days
 * @param emptyTimeoutSeconds how long it stays open after both have left: a whole number from 60 to 86,400. Default: 600.
 * @throws {CallError} `too-many-calls` when this user has created 20 within the hour; `refused` when the plan or
 *   `emptyTimeoutSeconds` is out of bounds; `contended`, `quota-exceeded`, `signaling-unreachable`; and what
 *   {@link Identity.signIn} throws
 */
export async function scheduleCall(
  { store, identity, signal }: SchedulingOptions,
  plan: CallPlan,
  emptyTimeoutSeconds = DEFAULT_EMPTY_TIMEOUT_SECONDS,
): Promise<ScheduledCall> {
  const hostKey = createHostKey();
  const [{ id, keys }, hostKeyHash] = await Promise.all([
    createOwnCall(),
    hashHostKey(hostKey),
    identity.signIn(signal),
  ]);
  const schedule = await chosenSchedule(keys, 0, plan, hostKeyHash);
  const { endsAt: expiresAt } = plan;
  const door = plan.admission === 'ask' ? { hasDoor: true as const } : {};
  await store.commit(
    keys.docId,
    { type: 'create', emptyTimeoutSeconds, schedule, ...door, expiresAt },
    { signal },
  );
  return { id, hostKey };
}

/**
 * Moves a scheduled call, or changes what it is about. Whoever waits for it sees that at once; but whoever waits at its door, while
 * somebody else is let in, learns within minutes that they cannot ask now, and no more.
 * @param plan within the bounds of {@link scheduleCall}; whether its admission is `ask` stays as it was
 * @returns the schedule's new revision
 * @throws {CallError} `no-such-call`, also when it has ended; `not-host` when the call has another host or is one of now;
 *   `refused` when somebody else changed it just now, or the plan is out of bounds; `outdated-page`, `contended`,
 *   `quota-exceeded`, `signaling-unreachable`; and what {@link Identity.signIn} throws
 */
export async function rescheduleCall(
  options: SchedulingOptions,
  id: CallId,
  plan: CallPlan,
): Promise<number> {
  const { store, signal } = options;
  const { keys, call } = await readAsHost(options, id);
  const revision = call.schedule.revision + 1;
  // What cannot be read is as if somebody had arranged it by hand.
  const { isBooked } = await openDetails(keys, call.schedule).catch(() => ({ isBooked: undefined }));
  const details = { ...plan, ...(isBooked && { isBooked }) };
  const schedule = await chosenSchedule(keys, revision, details, call.schedule.hostKeyHash);
  await store.commit(keys.docId, { type: 'reschedule', schedule }, { signal });
  return revision;
}

/**
 * Calls a scheduled call off, or ends it when it has started already.
 * @param now milliseconds since the epoch by the server's clock (`ServerClock.now()`), which decides between the two
 * @throws {CallError} as {@link rescheduleCall}; `refused` also when `now` is on the wrong side of the start
 */
export async function cancelCall(options: SchedulingOptions, id: CallId, now: number): Promise<void> {
  const { store, signal } = options;
  const { keys, call } = await readAsHost(options, id);
  const { startsAt, endsAt } = call.schedule;
  const transition = now < startsAt ? cancelOf(call, endsAt) : endOf(call, now);
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
  plan: CallPlan,
  hostKeyHash: Uint8Array,
): Promise<ChosenSchedule> {
  const { title, timeZone, isBooked } = plan;
  const details = await sealDetails(keys, revision, { title, timeZone, ...(isBooked && { isBooked }) });
  return { ...termsOf(plan), revision, details, hostKeyHash };
}
