/** What a page hears of those who ring its user, by the names that PeerJS gave its `Peer`'s events. */
import type { CallError } from '../ports/call-error.ts';
import type { IncomingRing } from './incoming-rings.ts';

/** Somebody rings. */
export class RingEvent extends Event {
  readonly ring: IncomingRing;

  constructor(ring: IncomingRing) {
    super('call');
    this.ring = ring;
  }
}

/** This page has stopped listening, and does not begin again by itself. */
export class ListeningEndedEvent extends Event {
  /** `signed-out`, most likely. */
  readonly error: CallError;

  constructor(error: CallError) {
    super('error');
    this.error = error;
  }
}

/** Of a page that is to be reached: of one that is not, nothing but `close` is told. */
export interface PeopleEventMap {
  /** The database has said for the first time since `setReachable(true)` who rings: from now on this page does. */
  open: Event;
  call: RingEvent;
  /** After `disconnected`, where it was connected. What a claim or a ring of one's own meets is told there. */
  error: ListeningEndedEvent;
  /**
   * The database is out of reach, as its SDK found out: the stream broke and was not there again within seconds. A network that swallows
   * everything is noticed late, or when it is over.
   */
  disconnected: Event;
  /** The database has said anew who rings, without anybody's doing. */
  reconnected: Event;
  /** The signal of `openPeople` has aborted: nothing more is heard. */
  close: Event;
}

export class PeopleEvents extends EventTarget {
  override addEventListener<K extends keyof PeopleEventMap>(
    type: K,
    listener: (event: PeopleEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void {
    super.addEventListener(type, listener as (event: Event) => void, options);
  }

  override removeEventListener<K extends keyof PeopleEventMap>(
    type: K,
    listener: (event: PeopleEventMap[K]) => void,
    options?: boolean | EventListenerOptions,
  ): void {
    super.removeEventListener(type, listener as (event: Event) => void, options);
  }
}
