import { CALLS } from '@parley/protocol';
import { FieldValue, type Firestore, Timestamp } from 'firebase-admin/firestore';

/**
 * The course of a booked call as two browsers write it; that the rules let them is tested elsewhere. What a function
 * sees of them are the versions of this one document.
 */
export class PlayedCall {
  readonly #firestore: Firestore;
  readonly #id: string;

  constructor(firestore: Firestore, id: string) {
    this.#firestore = firestore;
    this.#id = id;
  }

  async hostOffers(): Promise<void> {
    const round = { number: 1, offerer: 'host', offererSession: 'h', offer: Buffer.of(1) };
    await this.#update({
      'seats.host': seat('h'),
      round: { ...round, answererSession: null, answer: null },
    });
  }

  async guestAnswers(): Promise<void> {
    await this.#update({
      'seats.guest': seat('g'),
      'round.answererSession': 'g',
      'round.answer': Buffer.of(2),
    });
  }

  async leave(role: 'host' | 'guest', expiresAt?: number): Promise<void> {
    await this.#update({
      [`seats.${role}.leftAt`]: FieldValue.serverTimestamp(),
      ...(expiresAt === undefined ? {} : { expiresAt: Timestamp.fromMillis(expiresAt) }),
    });
  }

  async hostEnds(reason: 'host-ended' | 'cancelled' = 'host-ended'): Promise<void> {
    await this.#update({
      seats: { host: null, guest: null },
      round: null,
      ended: { reason, at: FieldValue.serverTimestamp() },
    });
  }

  async #update(fields: Record<string, unknown>): Promise<void> {
    await this.#firestore.collection(CALLS).doc(this.#id).update(fields);
  }
}

function seat(session: string) {
  return { uid: session, session, renewedAt: FieldValue.serverTimestamp(), leftAt: null };
}
