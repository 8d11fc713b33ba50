/** Calls arranged for a time, as a server that is above all rules arranges them, and changes of that. */
import {
  type CallId,
  type CallKeys,
  type CallTransition,
  createCallId,
  createHostKey,
  deriveCallKeys,
  formatHostUrl,
  type HostKey,
  hashHostKey,
  joinPath,
  type Schedule,
  sealDetails,
} from '@parley/protocol';
import { encodeTransition } from '../../call/src/firebase/encode-transition.ts';
import { aCall } from '../../protocol/src/testing/call-docs.ts';
import { commitAs, ROOT, seed } from '../rules/rest-firestore.ts';
import { storable } from '../rules/scene.ts';

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
  const state = aCall({ hostUid: 'nobody-yet', expiresAt: schedule.endsAt, schedule });
  await seed(`calls/${keys.docId}`, storable(state));
  return { id, keys, hostKey, admission, joinUrl: joinPath(id), hostUrl: formatHostUrl('', id, hostKey) };
}

/** Moves the call, or gives it another title. */
export async function rearrange(
  { keys, hostKey, admission }: Arranged,
  times: Times,
  title: string,
): Promise<void> {
  const revision = latest(keys).revision + 1;
  const schedule = await scheduleOf(keys, hostKey, revision, times, title, admission);
  await write(keys, { type: 'reschedule', schedule });
}

/** Calls the call off. */
export async function callOff({ keys }: Arranged): Promise<void> {
  await write(keys, { type: 'cancel', endsAt: latest(keys).endsAt, hasDoor: false });
}

const schedules = new WeakMap<CallKeys, Schedule>();

function latest(keys: CallKeys): Schedule {
  const schedule = schedules.get(keys);
  if (schedule === undefined) throw new Error('Only what was arranged can be changed');
  return schedule;
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
  const schedule: Schedule = {
    revision,
    opensAt: now + opensIn * SECOND_MS,
    startsAt: now + startsIn * SECOND_MS,
    endsAt: now + endsIn * SECOND_MS,
    admission,
    details: await sealDetails(keys, revision, { title, timeZone: 'Europe/Zurich' }),
    hostKeyHash: await hashHostKey(hostKey),
    changedAt: now,
  };
  schedules.set(keys, schedule);
  return schedule;
}

/** The same writes as the host's. */
async function write({ docId }: CallKeys, transition: CallTransition): Promise<void> {
  await commitAs('admin', encodeTransition(ROOT, docId, 'nobody-yet', transition));
}
