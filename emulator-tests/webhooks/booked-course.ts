import { CALLS, type CallTransition, callWrite, type Role, type Sitter } from '@parley/protocol';
import type { Firestore } from 'firebase-admin/firestore';
import type { Booking } from '../../functions/src/bookings/booking.ts';
import { toStoredFields } from '../../functions/src/stored/stored-value.ts';

/** Whose browser it is makes no difference to a booking. */
const UID = 'somebody';
const SESSIONS: Readonly<Record<Role, string>> = { host: 'h'.repeat(16), guest: 'g'.repeat(16) };

/**
 * The course of a booked call as two browsers write it; that the rules let them is tested elsewhere. What a function
 * sees of them are the versions of this one document.
 */
export class BookedCourse {
  readonly #firestore: Firestore;
  readonly #booking: Pick<Booking, 'id' | 'endsAt'>;

  constructor(firestore: Firestore, booking: Pick<Booking, 'id' | 'endsAt'>) {
    this.#firestore = firestore;
    this.#booking = booking;
  }

  hostOffers(): Promise<void> {
    return this.#write({ type: 'offer', sitter: this.#sitter('host'), round: 1, offer: Uint8Array.of(1) });
  }

  guestAnswers(): Promise<void> {
    return this.#write({ type: 'answer', sitter: this.#sitter('guest'), round: 1, answer: Uint8Array.of(2) });
  }

  leave(role: Role, expiresAt?: number): Promise<void> {
    const left = { type: 'leave', role, session: SESSIONS[role] } as const;
    return this.#write(expiresAt === undefined ? left : { ...left, expiresAt });
  }

  hostEnds(): Promise<void> {
    return this.#write({ type: 'end', expiresAt: this.#booking.endsAt, hasDoor: false });
  }

  hostCancels(): Promise<void> {
    return this.#write({ type: 'cancel', endsAt: this.#booking.endsAt, hasDoor: false });
  }

  #sitter(role: Role): Sitter {
    const { endsAt: expiresAt } = this.#booking;
    return { role, session: SESSIONS[role], entered: true, key: null, expiresAt };
  }

  async #write(transition: CallTransition): Promise<void> {
    const fields = toStoredFields(callWrite(transition, UID).fields);
    await this.#firestore.collection(CALLS).doc(this.#booking.id).update(fields);
  }
}
