import type { CallDoc } from '@parley/protocol';

/** What the document says that a call in its place begins with. */
export interface CallFacts {
  readonly docId: string;
  readonly hostUid: string;
  readonly hasDoor: boolean;
  readonly isScheduled: boolean;
  /** It is a lasting room. */
  readonly isRoom: boolean;
  readonly emptyTimeoutSeconds: number;
  /** Undefined: nobody has sat there, or the seat was freed. */
  readonly guestUid: string | undefined;
}

export function factsOf(docId: string, call: CallDoc): CallFacts {
  const { hostUid, door, schedule, room, emptyTimeoutSeconds, seats } = call;
  return {
    ...{ docId, hostUid, emptyTimeoutSeconds, guestUid: seats.guest?.uid },
    ...{ hasDoor: door !== undefined, isScheduled: schedule !== null, isRoom: room !== undefined },
  };
}
