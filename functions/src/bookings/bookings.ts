import { randomBytes } from 'node:crypto';
import {
  CALLS,
  type CallKeys,
  type CallTerms,
  deriveCallKeys,
  expiryOfTombstone,
  hasMet,
  isOpen,
  ROLES,
  type ServerTransition,
  serverWrite,
} from '@parley/protocol';
import type { DocumentSnapshot, Firestore, Precondition, WriteBatch } from 'firebase-admin/firestore';
import { BOOKINGS } from '../stored/collections.ts';
import { optimistically } from '../stored/optimistically.ts';
import { toStoredFields } from '../stored/stored-value.ts';
import { bookedTerms } from './booked-terms.ts';
import {
  type Booking,
  type BookingDetails,
  bookingStatus,
  type Invitee,
  isOver,
  MAX_FORMER_GUESTS,
} from './booking.ts';
import { bookingFields, NOBODY, readBooking } from './booking-doc.ts';
import { BookingError } from './booking-error.ts';
import type { BookingSecrets } from './booking-secrets.ts';
import { calledOff, endedNow, erased, mustLookAgain, next, withCourse } from './changed-booking.ts';
import { afterHostMove } from './host-move.ts';
import { isOwnCall } from './own-call.ts';
import { readScheduledCall, type ScheduledCall } from './scheduled-call.ts';

const SEED_BYTES = 16;

/** What a program decides about a call. */
export type ChosenBooking = CallTerms &
  Pick<Booking, 'emptyTimeoutSeconds'> & { readonly details: BookingDetails };

/** Sees a booking as it is about to be stored, and may add to the commit what is to be stored with it or not at all. */
export type BeforeCommit = (booking: Booking, commit: WriteBatch) => void;

/** A booking that is being changed. What is written holds only if neither of the two has changed since. */
interface Found {
  /** With what the host has changed in the browser, though nobody may have told the booking so far. */
  readonly before: Booking;
  /** Null: it is deleted, or there is another one of its ID. */
  readonly call: ScheduledCall | null;
  readonly now: number;
  readonly batch: WriteBatch;
  /** Adds to the commit what becomes of the call, all at once. */
  readonly writeCall: (...transitions: readonly ServerTransition[]) => void;
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

  async create(team: string, chosen: ChosenBooking, beforeCommit?: BeforeCommit): Promise<Booking> {
    const now = this.#clock();
    const { seed, keys } = await this.#newCall();
    const booking: Booking = {
      ...chosen,
      id: keys.docId,
      callDocId: keys.docId,
      team,
      seed,
      hostKeyVersion: 1,
      revision: 0,
      sequence: 0,
      cancelledAt: null,
      startedAt: null,
      endedAt: null,
      endedBy: null,
      hostCameAt: null,
      guestCameAt: null,
      ...NOBODY,
      erasedAt: null,
      createdAt: now,
      updatedAt: now,
    };
    const batch = this.#firestore.batch();
    batch.create(this.#bookingRef(booking.id), bookingFields(booking, this.#secrets));
    await this.#createCall(batch, booking, keys);
    beforeCommit?.(booking, batch);
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
      assertGoesOn(found);
      const { before, now, writeCall } = found;
      const changed = { ...before, ...change(before, now), ...next(before, now) };
      const sequence = mustLookAgain(before, changed) ? changed.revision : before.sequence;
      const booking = { ...changed, sequence };
      writeCall({ type: 'rebook', ...(await bookedTerms(booking, this.#secrets)) });
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
    beforeCommit?: BeforeCommit,
  ): Promise<Booking> {
    return this.#update(team, id, revisions, async (found) => {
      assertGoesOn(found);
      const { before, now, batch, writeCall } = found;
      const booking = { ...before, ...next(before, now), hostKeyVersion: before.hostKeyVersion + 1 };
      writeCall({ type: 'remove-host', ...(await bookedTerms(booking, this.#secrets)) });
      beforeCommit?.(booking, batch);
      return booking;
    });
  }

  /**
   * Makes another guest link, and the old one worthless. Whoever knows a call's ID may sit in it and read what is sealed
   * under it, so it is another call that the links lead to, both of them, and the one before is cancelled.
   * @param guest who is to come now; undefined: the same person
   * @throws {BookingError}
   */
  async renewGuestLink(
    team: string,
    id: string,
    revisions: readonly number[] | undefined,
    guest: Invitee | null | undefined,
    beforeCommit?: BeforeCommit,
  ): Promise<Booking> {
    return this.#update(team, id, revisions, async (found) => {
      const call = assertGoesOn(found);
      const { before, now, batch, writeCall } = found;
      if (haveMet(before, call, now)) throw new BookingError('live', before);
      const { seed, keys } = await this.#newCall();
      const { details, callDocId } = before;
      const { host, guest: lastGuest, formerGuests = [] } = details;
      const former = [{ callDocId, guest: lastGuest, host }, ...formerGuests].slice(0, MAX_FORMER_GUESTS);
      const booking: Booking = {
        ...before,
        ...next(before, now),
        sequence: before.revision + 1,
        seed,
        callDocId: keys.docId,
        // Nobody has come to this one.
        hostCameAt: null,
        guestCameAt: null,
        ...NOBODY,
        details: { ...details, guest: guest === undefined ? lastGuest : guest, formerGuests: former },
      };
      // Whoever has the old link is to learn nothing more of it, nor be found to know it when this one is erased.
      const untitled = { ...before, revision: booking.revision, details: { ...details, title: '' } };
      const { schedule } = await bookedTerms(untitled, this.#secrets);
      writeCall({ type: 'cancel', endsAt: before.endsAt }, { type: 'reword', schedule });
      await this.#createCall(batch, booking, keys);
      beforeCommit?.(booking, batch);
      return booking;
    });
  }

  /**
   * Ends a call that may be entered, for both. What is over stays as it is.
   * @throws {BookingError} `not-open` among others
   */
  async end(team: string, id: string, revisions: readonly number[] | undefined): Promise<Booking> {
    return this.#update(team, id, revisions, async ({ before: known, call, now, writeCall }) => {
      const before = withCourse(known, call, now);
      // The host may have ended it a moment ago: whoever asks is told so, and it is noted meanwhile.
      if (isOver(before, now)) return before === known ? known : { ...before, updatedAt: now };
      if (bookingStatus(before, now) === 'scheduled') throw new BookingError('not-open', known);
      if (call && isOpen(call, now)) writeCall({ type: 'end', expiresAt: expiryOfTombstone(now) });
      return { ...before, ...next(before, now), ...endedNow(before, now), endedBy: 'api' };
    });
  }

  /**
   * Calls it off, or ends it when it is going on. Whoever waits or talks sees it at once. What is over stays as it is.
   * @param isErased whether nothing is to be left of what was said about it either, be it over or not
   * @throws {BookingError}
   */
  async cancel(
    team: string,
    id: string,
    revisions: readonly number[] | undefined,
    isErased = false,
  ): Promise<Booking> {
    return this.#update(team, id, revisions, async ({ before: known, call, now, writeCall }) => {
      const before = withCourse(known, call, now);
      const cancelled = isOver(before, now) ? known : calledOff(before, now);
      const booking = isErased ? erased(cancelled, known, now) : cancelled;
      if (booking === known) return known;
      const transitions: ServerTransition[] = [];
      // Otherwise the host has ended it, or all left and it lapsed, and its booking does not say so yet.
      if (cancelled !== known && call && isOpen(call, now))
        transitions.push({ type: 'cancel', endsAt: before.endsAt });
      if (isErased && call) {
        const { schedule } = await bookedTerms(booking, this.#secrets);
        transitions.push({ type: 'reword', schedule });
      }
      if (transitions.length > 0) writeCall(...transitions);
      return booking;
    });
  }

  async #update(
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
      const booking = await update({ before, call, now: this.#clock(), batch, writeCall });
      if (booking === before) return before;
      batch.update(stored.ref, bookingFields(booking, this.#secrets), unchanged(stored));
      await batch.commit();
      return booking;
    });
  }

  async #newCall(): Promise<{ readonly seed: string; readonly keys: CallKeys }> {
    const seed = randomBytes(SEED_BYTES).toString('base64url');
    return { seed, keys: await deriveCallKeys(this.#secrets.callId({ seed })) };
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

/** Whether the two have met, though nobody may have told the booking so far. Who only looks meets nobody. */
function haveMet(before: Booking, call: ScheduledCall, now: number): boolean {
  // Either may have left since, which a call does not tell from never having been there together.
  const haveEntered = ROLES.every((role) => call.seats[role]?.entered);
  return withCourse(before, call, now).startedAt !== null || (hasMet(call) && haveEntered);
}

/**
 * The call that goes on.
 * @throws {BookingError} `over`
 */
function assertGoesOn({ before, call, now }: Found): ScheduledCall {
  if (isOver(before, now) || call === null || !isOpen(call, now)) throw new BookingError('over', before);
  return call;
}
