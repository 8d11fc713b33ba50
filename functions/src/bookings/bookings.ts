import { randomBytes } from 'node:crypto';
import { CALLS, deriveCallKeys } from '@parley/protocol';
import type {
  DocumentData,
  DocumentReference,
  DocumentSnapshot,
  Firestore,
  Precondition,
  Timestamp,
  WriteBatch,
} from 'firebase-admin/firestore';
import { BOOKINGS } from '../stored/collections.ts';
import { optimistically } from '../stored/optimistically.ts';
import { readCallVersion } from '../webhooks/call-version.ts';
import { BookedCall } from './booked-call.ts';
import { type Booking, type BookingDetails, type BookingTimes, isOver } from './booking.ts';
import { bookingFields, readBooking } from './booking-doc.ts';
import { BookingError } from './booking-error.ts';
import type { BookingSecrets } from './booking-secrets.ts';
import { afterHostMove } from './host-move.ts';
import { isOwnCall } from './own-call.ts';

const SEED_BYTES = 16;

/** What a program decides about a call. */
export type ChosenBooking = BookingTimes &
  Pick<Booking, 'admission' | 'emptyTimeoutSeconds'> & { readonly details: BookingDetails };

/** Adds what is to be written together with a booking, or not at all. */
export type WriteAlongside = (booking: Booking, writes: Writes) => void;

/** A commit to which something can be added. */
export interface Writes {
  create(document: DocumentReference, fields: DocumentData): unknown;
}

/** A booking that is being changed. What is written holds only if neither of the two has changed since. */
interface Found {
  /** With what the host has changed in the browser, though nobody may have told the booking so far. */
  readonly before: Booking;
  /** Null: it is deleted, or there is another one of its ID. */
  readonly call: DocumentSnapshot | null;
  readonly now: number;
  readonly batch: WriteBatch;
}

/**
 * The calls that programs have booked. Each is two documents, the team's booking and the call that browsers see, and
 * every change here is one commit of both.
 */
export class Bookings {
  readonly #firestore: Firestore;
  readonly #secrets: BookingSecrets;
  readonly #clock: () => number;

  constructor(firestore: Firestore, secrets: BookingSecrets, clock: () => number) {
    this.#firestore = firestore;
    this.#secrets = secrets;
    this.#clock = clock;
  }

  async create(team: string, chosen: ChosenBooking, alongside?: WriteAlongside): Promise<Booking> {
    const now = this.#clock();
    const seed = randomBytes(SEED_BYTES).toString('base64url');
    const { docId } = await deriveCallKeys(this.#secrets.callId({ seed }));
    const booking: Booking = {
      ...chosen,
      id: docId,
      team,
      seed,
      hostKeyVersion: 1,
      revision: 0,
      cancelledAt: null,
      startedAt: null,
      endedAt: null,
      endedBy: null,
      hostCameAt: null,
      guestCameAt: null,
      createdAt: now,
      updatedAt: now,
    };
    const call = await BookedCall.of(booking, this.#secrets);
    const batch = this.#firestore.batch();
    batch.create(this.#bookingRef(docId), bookingFields(booking, this.#secrets));
    batch.create(this.#callRef(docId), call.created());
    alongside?.(booking, batch);
    await batch.commit();
    return booking;
  }

  /** @throws {BookingError} `not-found` */
  async get(team: string, id: string): Promise<Booking> {
    return this.#read(team, await this.#bookingRef(id).get());
  }

  /**
   * Changes what the program decides.
   * @param revisions those that may be changed; undefined: whichever there is
   * @param change asked for the booking as it shall be; anything that it throws leaves all as it is
   * @throws {BookingError}
   */
  async change(
    team: string,
    id: string,
    revisions: readonly number[] | undefined,
    change: (booking: Booking, now: number) => ChosenBooking,
  ): Promise<Booking> {
    return this.#update(team, id, revisions, async (found) => {
      const call = callThatGoesOn(found);
      const { before, now, batch } = found;
      const booking = { ...before, ...change(before, now), ...next(before, now) };
      const written = await BookedCall.of(booking, this.#secrets);
      batch.update(call.ref, written.rescheduled(), unchanged(call));
      return booking;
    });
  }

  /**
   * Makes another host link, and the old one worthless: whoever is host by it is no longer.
   * @throws {BookingError}
   */
  async rotateHostKey(
    team: string,
    id: string,
    revisions: readonly number[] | undefined,
    alongside?: WriteAlongside,
  ): Promise<Booking> {
    return this.#update(team, id, revisions, async (found) => {
      const call = callThatGoesOn(found);
      const { before, now, batch } = found;
      const booking = { ...before, ...next(before, now), hostKeyVersion: before.hostKeyVersion + 1 };
      const written = await BookedCall.of(booking, this.#secrets);
      batch.update(call.ref, written.withoutHost(), unchanged(call));
      alongside?.(booking, batch);
      return booking;
    });
  }

  /**
   * Calls it off, or ends it when it is going on. Whoever waits or talks sees it at once. What is over stays as it is.
   * @throws {BookingError}
   */
  async cancel(team: string, id: string, revisions: readonly number[] | undefined): Promise<Booking> {
    return this.#update(team, id, revisions, async ({ before, call, now, batch }) => {
      if (isOver(before, now)) return before;
      const cancelled = { ...before, ...next(before, now), cancelledAt: now };
      const written = await BookedCall.of(cancelled, this.#secrets);
      // The host has ended it, or all left and it lapsed, and its booking does not say so yet.
      if (isAlive(call, now)) batch.update(call.ref, written.cancelled(), unchanged(call));
      return cancelled;
    });
  }

  async #update(
    team: string,
    id: string,
    revisions: readonly number[] | undefined,
    update: (found: Found) => Promise<Booking>,
  ): Promise<Booking> {
    return optimistically(async () => {
      const [stored, call] = await this.#firestore.getAll(this.#bookingRef(id), this.#callRef(id));
      if (stored === undefined || call === undefined) throw new Error('Two documents were asked for');
      const known = this.#read(team, stored);
      const own = isOwnCall(call, stored) ? call : null;
      const schedule = readCallVersion(own?.data())?.schedule;
      const before = schedule ? await afterHostMove(known, schedule, this.#secrets) : known;
      if (revisions !== undefined && !revisions.includes(before.revision)) {
        throw new BookingError('changed-meanwhile', before);
      }
      const batch = this.#firestore.batch();
      const booking = await update({ before, call: own, now: this.#clock(), batch });
      if (booking === before) return before;
      batch.update(stored.ref, bookingFields(booking, this.#secrets), unchanged(stored));
      await batch.commit();
      return booking;
    });
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

function next(before: Booking, now: number): Pick<Booking, 'revision' | 'updatedAt'> {
  return { revision: before.revision + 1, updatedAt: now };
}

/** @throws {BookingError} `over` */
function callThatGoesOn({ before, call, now }: Found): DocumentSnapshot {
  if (isOver(before, now) || !isAlive(call, now)) throw new BookingError('over', before);
  return call;
}

function isAlive(call: DocumentSnapshot | null, now: number): call is DocumentSnapshot {
  if (call === null || call.get('ended') !== null) return false;
  return (call.get('expiresAt') as Timestamp).toMillis() > now;
}
