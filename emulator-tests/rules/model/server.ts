/**
 * What the functions write, past the rules, faithfully to functions/src/sweep, host/claim-host.ts and bookings/booked-call.ts
 * as far as the rules can see it. Not their own code: these run for one call, at the time that the model says.
 */
import {
  type ChosenSchedule,
  callAfter,
  dismissalMark,
  isVisitOver,
  MAX_DISMISSED,
  MAX_DISMISSED_FROM_ROOM,
  restOf,
  serverWrite,
  Time,
} from '@parley/protocol';
import { toRestFields } from '../../../call/src/firebase/firestore-value.ts';
import { aCall, SEALED } from '../../../protocol/src/testing/call-docs.ts';
import { type Fields, valueAt, withValue } from '../document-tree.ts';
import { commitAs, putFields, ROOT, seed } from '../rest-firestore.ts';
import { storable } from '../scene.ts';
import { toCall } from './explain.ts';
import type { ScheduleChoice, ServerStep } from './steps.ts';

/** As long as links live. */
const MARK = { expiresAt: new Time(Date.now() + 400 * 86_400_000) };

interface Served {
  readonly docId: string;
  readonly fields: Fields | null;
  readonly isBooked: boolean;
  readonly uid: (name: string) => string;
}

/** @returns the call afterwards; undefined: there was nothing to do */
export async function serve(step: ServerStep, served: Served): Promise<Fields | null | undefined> {
  switch (step.kind) {
    case 'sweep':
      return sweep(served, step.leavesMark || !served.isBooked);
    case 'claim':
      return claim(served, served.uid(step.who));
    case 'book':
      return book(served, step.schedule);
    case 'fill':
      return fill(served);
  }
}

async function fill({ docId, fields }: Served): Promise<Fields | undefined> {
  if (fields === null || !('nullValue' in (valueAt(fields, 'ended') ?? {}))) return undefined;
  const most = valueAt(fields, 'room') === undefined ? MAX_DISMISSED : MAX_DISMISSED_FROM_ROOM;
  const at = { timestampValue: new Date().toISOString() };
  const marks = Array.from({ length: most }, (_, index) => [dismissalMark(`someone-${index}`), at]);
  const filled = withValue(fields, 'dismissed', { mapValue: { fields: Object.fromEntries(marks) } });
  await putFields(`calls/${docId}`, filled);
  return filled;
}

async function sweep({ docId, fields }: Served, leavesMark: boolean): Promise<Fields | null | undefined> {
  const expiresAt = fields && valueAt(fields, 'expiresAt');
  if (!expiresAt || !('timestampValue' in expiresAt)) return undefined;
  if (Date.parse(expiresAt.timestampValue) > Date.now()) return rest(docId, fields);
  const mark = { update: { name: `${ROOT}/retired/${docId}`, fields: toRestFields(MARK) } };
  await commitAs('admin', { delete: `${ROOT}/calls/${docId}` }, ...(leavesMark ? [mark] : []));
  return null;
}

/** After a visit to a lasting room, what it left goes. */
async function rest(docId: string, fields: Fields): Promise<Fields | undefined> {
  const [call, now] = [toCall(fields), Date.now()];
  if (!isVisitOver(call, now)) return undefined;
  const rested = toRestFields(storable(callAfter(call, serverWrite(restOf(call)), now))) as Fields;
  await putFields(`calls/${docId}`, rested);
  return rested;
}

async function claim({ docId, fields }: Served, uid: string): Promise<Fields | undefined> {
  if (fields === null || !('nullValue' in (valueAt(fields, 'ended') ?? {}))) return undefined;
  const expiresAt = valueAt(fields, 'expiresAt');
  const isAlive =
    expiresAt !== undefined &&
    'timestampValue' in expiresAt &&
    Date.parse(expiresAt.timestampValue) > Date.now();
  if (!isAlive || !('mapValue' in (valueAt(fields, 'schedule') ?? {}))) return undefined;
  const host = { stringValue: uid };
  if (JSON.stringify(valueAt(fields, 'hostUid')) === JSON.stringify(host)) return undefined;
  const changedAt = { timestampValue: new Date().toISOString() };
  const seated = withValue(withValue(fields, 'hostUid', host), 'seats.host', { nullValue: null });
  const after = withValue(seated, 'schedule.changedAt', changedAt);
  await putFields(`calls/${docId}`, after);
  return after;
}

async function book({ docId }: Served, choice: ScheduleChoice): Promise<Fields> {
  const now = Date.now();
  const schedule = { ...chosenSchedule(choice, 0, SEALED, now), changedAt: now };
  const call = aCall({ schedule, hostUid: 'api', createdAt: now });
  const fields = toRestFields(storable(call)) as Fields;
  await seed(`bookings/${docId}`, MARK);
  await putFields(`calls/${docId}`, fields);
  return fields;
}

export function chosenSchedule(
  choice: ScheduleChoice,
  revision: number,
  details: Uint8Array,
  now: number,
): ChosenSchedule {
  const opensAt = now + choice.opensInMs;
  const startsAt = opensAt + choice.earlyMs;
  return {
    revision: revision + choice.revisionOffset,
    ...{ opensAt, startsAt, endsAt: startsAt + choice.lengthMs, admission: choice.admission, details },
    hostKeyHash: new Uint8Array(choice.hashBytes),
  };
}
