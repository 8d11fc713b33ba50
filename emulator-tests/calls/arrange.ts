/** Calls arranged for a time, as a server that is above all rules arranges them, and changes of that. */
import {
  type CallId,
  type CallKeys,
  createCallId,
  createHostKey,
  deriveCallKeys,
  type HostKey,
  hashHostKey,
  hostLink,
  joinLink,
  type Schedule,
  sealDetails,
} from '@parley/protocol';
import { Time, toRestFields } from '../../web/src/firebase/firestore-value.ts';
import { commitAs, ROOT, seed } from '../rules/rest-firestore.ts';
import { call, storable } from '../rules/scene.ts';

const SECOND_MS = 1_000;

/** In seconds from now. */
export interface Times {
  readonly opensIn: number;
  readonly startsIn: number;
  readonly endsIn: number;
}

export interface Arranged {
  readonly id: CallId;
  readonly keys: CallKeys;
  readonly hostKey: HostKey;
  readonly admission: Schedule['admission'];
  readonly joinUrl: string;
  readonly hostUrl: string;
}

/** A call whose host is nobody yet: whoever first opens its host link. */
export async function arrange(
  times: Times,
  { title = 'Second reading', admission = 'anyone' as Schedule['admission'] } = {},
): Promise<Arranged> {
  const [id, hostKey] = [createCallId(), createHostKey()];
  const keys = await deriveCallKeys(id);
  const schedule = await scheduleOf(keys, hostKey, 0, times, title, admission);
  const state = call({ hostUid: 'nobody-yet', expiresAt: schedule.endsAt, schedule });
  await seed(`calls/${keys.docId}`, storable(state));
  return { id, keys, hostKey, admission, joinUrl: joinLink('', id), hostUrl: hostLink('', id, hostKey) };
}

/** Moves the call, or gives it another title. */
export async function rearrange(
  { keys, hostKey, admission }: Arranged,
  times: Times,
  title: string,
): Promise<void> {
  const schedule = await scheduleOf(keys, hostKey, revisionOf(keys), times, title, admission);
  const { schedule: stored = null, expiresAt = null } = storable(
    call({ schedule, expiresAt: schedule.endsAt }),
  );
  await change(keys, { schedule: stored, expiresAt });
}

const revisions = new WeakMap<CallKeys, number>();

/** The next one. */
function revisionOf(keys: CallKeys): number {
  const revision = (revisions.get(keys) ?? 0) + 1;
  revisions.set(keys, revision);
  return revision;
}

/** Calls the call off. */
export async function callOff({ keys }: Arranged): Promise<void> {
  await change(keys, { ended: { reason: 'cancelled', at: new Time(Date.now()) }, round: null });
}

async function scheduleOf(
  keys: CallKeys,
  hostKey: HostKey,
  revision: number,
  { opensIn, startsIn, endsIn }: Times,
  title: string,
  admission: Schedule['admission'],
): Promise<Schedule> {
  const now = Date.now();
  return {
    revision,
    opensAt: now + opensIn * SECOND_MS,
    startsAt: now + startsIn * SECOND_MS,
    endsAt: now + endsIn * SECOND_MS,
    admission,
    details: await sealDetails(keys, revision, { title, timeZone: 'Europe/Zurich' }),
    hostKeyHash: await hashHostKey(hostKey),
    changedAt: now,
  };
}

async function change({ docId }: CallKeys, fields: Parameters<typeof toRestFields>[0]): Promise<void> {
  await commitAs('admin', {
    update: { name: `${ROOT}/calls/${docId}`, fields: toRestFields(fields) },
    updateMask: { fieldPaths: Object.keys(fields) },
  });
}
