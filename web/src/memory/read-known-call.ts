/** What the device's storage says of a call, which may be of another version, damaged, or somebody's prank. */
import {
  ADMISSIONS,
  type CallId,
  CallIdError,
  cleanName,
  cleanRoomName,
  cleanText,
  knownTimeZone,
  MAX_EARLY_ENTRY_MS,
  MAX_EMPTY_TIMEOUT_SECONDS,
  MAX_SCHEDULED_LENGTH_MS,
  MAX_TITLE_LENGTH,
  MIN_EMPTY_TIMEOUT_SECONDS,
  parseCallId,
  parseHostKey,
} from '@parley/protocol';
import type { KnownCall, KnownPlan } from './known-calls.ts';

/** Undefined: not to be used. */
export function readKnownCall(value: unknown): KnownCall | undefined {
  const { id, isHost, usedAt, plan } = fieldsOf(value);
  const callId = readId(id);
  if (callId === undefined || typeof isHost !== 'boolean' || !isTime(usedAt)) return undefined;
  const call = { id: callId, isHost, usedAt, ...readCourse(value) };
  if (plan === null) return { ...call, plan };
  const known = readPlan(plan);
  return known === undefined ? undefined : { ...call, plan: known };
}

/** What earlier versions did not note, and the list can do without. */
function readCourse(
  value: unknown,
): Pick<KnownCall, 'peerName' | 'rungAt' | 'talkedMs' | 'emptyTimeoutSeconds' | 'room' | 'isOver'> {
  const { peerName, rungAt, talkedMs, emptyTimeoutSeconds, room, isOver } = fieldsOf(value);
  return {
    ...(typeof peerName === 'string' && peerName !== '' && { peerName: cleanName(peerName) }),
    ...(isTime(rungAt) && { rungAt }),
    ...(isTime(talkedMs) && { talkedMs }),
    ...(isTimeout(emptyTimeoutSeconds) && { emptyTimeoutSeconds }),
    ...(typeof room === 'string' && { room: cleanRoomName(room) }),
    ...(isOver === true && { isOver }),
  };
}

function readPlan(value: unknown): KnownPlan | undefined {
  const fields = fieldsOf(value);
  const { title, opensAt, startsAt, endsAt, emptyTimeoutSeconds, revision, changedAt, isCancelled } = fields;
  const timeZone = typeof fields.timeZone === 'string' ? knownTimeZone(fields.timeZone) : undefined;
  const admission = ADMISSIONS.find((known) => known === fields.admission);
  if (typeof title !== 'string' || admission === undefined) return undefined;
  if (timeZone === undefined) return undefined;
  if (!isTime(opensAt) || !isTime(startsAt) || !isTime(endsAt) || !isTime(changedAt)) return undefined;
  if (opensAt > startsAt || startsAt - opensAt > MAX_EARLY_ENTRY_MS) return undefined;
  if (startsAt >= endsAt || endsAt - startsAt > MAX_SCHEDULED_LENGTH_MS) return undefined;
  if (emptyTimeoutSeconds !== null && !isTimeout(emptyTimeoutSeconds)) return undefined;
  if (!isWithin(revision, 0, Number.MAX_SAFE_INTEGER) || typeof isCancelled !== 'boolean') return undefined;
  const hostKey = fields.hostKey === null ? null : parseHostKey(String(fields.hostKey));
  if (hostKey === undefined) return undefined;
  return {
    ...{ title: cleanText(title, MAX_TITLE_LENGTH), timeZone, admission },
    ...{ opensAt, startsAt, endsAt, emptyTimeoutSeconds, revision, changedAt, hostKey, isCancelled },
  };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function readId(text: unknown): CallId | undefined {
  try {
    return typeof text === 'string' ? parseCallId(text) : undefined;
  } catch (error) {
    if (error instanceof CallIdError) return undefined;
    throw error;
  }
}

function isTimeout(value: unknown): value is number {
  return isWithin(value, MIN_EMPTY_TIMEOUT_SECONDS, MAX_EMPTY_TIMEOUT_SECONDS);
}

/** In the years that dates can be shown for. */
function isTime(value: unknown): value is number {
  return isWithin(value, 0, Date.UTC(9_999, 0));
}

function isWithin(value: unknown, min: number, max: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
}
