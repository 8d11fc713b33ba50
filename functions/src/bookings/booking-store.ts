import { randomBytes } from 'node:crypto';
import {
  CALLS,
  type CallKeys,
  deriveCallKeys,
  drawCall,
  type ServerTransition,
  serverWrite,
} from '@parley/protocol';
import type { DocumentSnapshot, Firestore, Precondition, WriteBatch } from 'firebase-admin/firestore';
import { BOOKINGS } from '../stored/collections.ts';
import { optimistically } from '../stored/optimistically.ts';
import { toStoredFields } from '../stored/stored-value.ts';
import { bookedTerms } from './booked-terms.ts';
import type { Booking } from './booking.ts';
import { bookingFields, readBooking } from './booking-doc.ts';
import { BookingError } from './booking-error.ts';
import type { BookingSecrets } from './booking-secrets.ts';
import { afterHostMove } from './host-move.ts';
import { isOwnCall } from './own-call.ts';
import { readScheduledCall, type ScheduledCall } from './scheduled-call.ts';

const SEED_BYTES = 16;

/** Sees a booking as it is about to be stored, and may add to the commit what is to be stored with it or not at all. */
export type BeforeCommit = (booking: Booking, commit: WriteBatch) => void;

/** A booking that is being changed. What is written holds only if neither of the two has changed since. */
export interface Found {
  /** With what the host has changed in the browser, though nobody may have told the booking so far. */
  readonly before: Booking;
  /** Null: it is deleted, or there is another one of its ID. */
  readonly call: ScheduledCall | null;
  readonly now: number;
  readonly batch: WriteBatch;
  /** Adds to the commit what becomes of the call, all at once. */
  readonly writeCall: (...transitions: readonly ServerTransition[]) => void;
  /** Adds another call to the commit, which the links lead to from now on. */
  readonly createCall: (booking: Booking, keys: CallKeys) => Promise<void>;
}

/** The two documents of each booking, the team's and the call that browsers see: every change is one commit of both. */
export class BookingStore {
  readonly #firestore: Firestore;
  readonly #secrets: BookingSecrets;
  readonly #clock: () => number;

  constructor(firestore: Firestore, secrets: BookingSecrets, clock: () => number) {
    this.#firestore = firestore;
    this.#secrets = secrets;
    this.#clock = clock;
  }

  /** What a call is known by that there is not so far. */
  async newCall(): Promise<{ readonly seed: string; readonly keys: CallKeys }> {
    return drawCall(true, async () => {
      const seed = randomBytes(SEED_BYTES).toString('base64url');
      return { seed, keys: await deriveCallKeys(this.#secrets.callId({ seed })) };
    });
  }

  async create(booking: Booking, keys: CallKeys, beforeCommit?: BeforeCommit): Promise<void> {
    const batch = this.#firestore.batch();
    batch.create(this.#bookingRef(booking.id), bookingFields(booking, this.#secrets));
    await this.#createCall(batch, booking, keys);
    beforeCommit?.(booking, batch);
    await batch.commit();
  }

  /** @throws {BookingError} `not-found` */
  async get(team: string, id: string): Promise<Booking> {
    return this.#read(team, await this.#bookingRef(id).get());
  }

  /**
   * @param revisions those that may be changed; undefined: whichever there is
   * @param update asked for the booking as it shall be: the same object, and nothing is written. Asked again when somebody else
   *   has changed one of the two meanwhile
   * @throws {BookingError} `not-found`, `changed-meanwhile`, and what `update` throws
   */
  async update(
    team: string,
    id: string,
    revisions: readonly number[] | undefined,
    update: (found: Found) => Promise<Booking>,
  ): Promise<Booking> {
    return optimistically(async () => {
      const [stored, first] = await this.#firestore.getAll(this.#bookingRef(id), this.#callRef(id));
      if (stored === undefined || first === undefined) throw new Error('Two documents were asked for');
      const known = this.#read(team, stored);
      const called = known.callDocId === id ? first : await this.#callRef(known.callDocId).get();
      const call = isOwnCall(called, stored) ? readScheduledCall(called.data()) : null;
      const before = call ? await afterHostMove(known, call.schedule, this.#secrets) : known;
      if (revisions !== undefined && !revisions.includes(before.revision)) {
        throw new BookingError('changed-meanwhile', before);
      }
      const batch = this.#firestore.batch();
      const writeCall = (...transitions: readonly ServerTransition[]) => {
        // One write, since a second one would find the document changed by the first.
        const fields = transitions.flatMap((transition) => Object.entries(serverWrite(transition).fields));
        batch.update(called.ref, toStoredFields(Object.fromEntries(fields)), unchanged(called));
      };
      const createCall = (booking: Booking, keys: CallKeys) => this.#createCall(batch, booking, keys);
      const booking = await update({ before, call, now: this.#clock(), batch, writeCall, createCall });
      if (booking === before) return before;
      batch.update(stored.ref, bookingFields(booking, this.#secrets), unchanged(stored));
      await batch.commit();
      return booking;
    });
  }

  async #createCall(batch: WriteBatch, booking: Booking, keys: CallKeys): Promise<void> {
    const { createdAt, callDocId } = booking;
    // The two know each other by their time (`isOwnCall`).
    const terms = await bookedTerms(booking, this.#secrets, keys);
    const { fields } = serverWrite({ type: 'book', createdAt, ...terms });
    batch.create(this.#callRef(callDocId), toStoredFields(fields));
  }

  #read(team: string, snapshot: DocumentSnapshot): Booking {
    // Another team's is not there, so that nobody learns which IDs there are.
    if (!snapshot.exists || snapshot.get('team') !== team) throw new BookingError('not-found');
    return readBooking(snapshot, this.#secrets);
  }

  #bookingRef(id: string) {
    return this.#firestore.collection(BOOKINGS).doc(id);
  }

  #callRef(id: string) {
    return this.#firestore.collection(CALLS).doc(id);
  }
}

function unchanged({ updateTime }: DocumentSnapshot): Precondition {
  return updateTime === undefined ? { exists: true } : { lastUpdateTime: updateTime };
}
