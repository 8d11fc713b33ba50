import type { CallAddress } from '@parley/protocol';
import { type CreateCallOptions, createCall } from '../creation/create-call.ts';
import { scheduleCall } from '../creation/schedule-call.ts';
import type { CallStore } from '../ports/call-store.ts';
import type { ArrangedTime } from '../session/arranged-time.ts';

/** What of a call its successor has, too. Whom the host has asked to leave is not among it: they have the old link alone. */
export interface CallTraits {
  /** Undefined: it is a call of now. */
  readonly time: ArrangedTime | undefined;
  /** As the lock is now. */
  readonly hasDoor: boolean;
  /** Of a lasting room; undefined: it is none. */
  readonly roomName?: string | undefined;
  readonly emptyTimeoutSeconds: number;
}

export interface MakeSuccessorOptions extends Pick<CreateCallOptions, 'identity' | 'clock'> {
  readonly store: Pick<CallStore, 'commit' | 'watchCall'>;
  /** There is about to be a call; nobody has its ID yet. */
  readonly onMaking: (docId: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Makes another call like this one, with this user as its host.
 * @throws {CallError} as {@link createCall} and {@link scheduleCall}
 */
export async function makeSuccessor(
  { store: quiet, identity, clock, onMaking, signal }: MakeSuccessorOptions,
  { time, hasDoor, roomName, emptyTimeoutSeconds }: CallTraits,
): Promise<CallAddress> {
  const store: MakeSuccessorOptions['store'] = {
    commit: (docId, ...rest) => {
      onMaking(docId);
      return quiet.commit(docId, ...rest);
    },
    watchCall: (...parameters) => quiet.watchCall(...parameters),
  };
  const common = { store, identity, clock, signal, hasDoor };
  const lasting = roomName === undefined ? { emptyTimeoutSeconds } : { roomName };
  if (time === undefined) return { id: await createCall({ ...common, ...lasting }) };
  const plan = { ...time, admission: admissionOf(time.admission, hasDoor) };
  return scheduleCall({ store, identity, signal }, plan, emptyTimeoutSeconds);
}

/** The lock may have been turned since the call began, and a new one begins as it is now. */
function admissionOf(admission: ArrangedTime['admission'], hasDoor: boolean): ArrangedTime['admission'] {
  if (hasDoor) return 'ask';
  return admission === 'ask' ? 'anyone' : admission;
}
