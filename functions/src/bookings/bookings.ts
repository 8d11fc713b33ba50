import {
  type CallTerms,
  cancelOf,
  endOf,
  hasMet,
  isOpen,
  ROLES,
  type ServerTransition,
} from '@parley/protocol';
import type { Firestore } from 'firebase-admin/firestore';
import { bookedTerms } from './booked-terms.ts';
import { type Booking, type BookingDetails, bookingStatus, isOver, MAX_FORMER_GUESTS } from './booking.ts';
import { NOBODY } from './booking-doc.ts';
import { BookingError } from './booking-error.ts';
import type { BookingSecrets } from './booking-secrets.ts';
import { type BeforeCommit, BookingStore, type Found } from './booking-store.ts';
import {
  assertCanChange,
  calledOff,
  endedNow,
  erased,
  next,
  rebooked,
  withCourse,
} from './changed-booking.ts';
import type { ScheduledCall } from './scheduled-call.ts';

/** What a program decides about a call. */
export type ChosenBooking = CallTerms &
  Pick<Booking, 'emptyTimeoutSeconds'> & { readonly details: BookingDetails };

/** Who is to come by another guest link. Undefined: as before. */
type ChosenGuest = { readonly [Field in 'guest' | 'guestLink']?: BookingDetails[Field] | undefined };

/** The calls that programs have booked, and what they do with them. */
export class Bookings {
  readonly #store: BookingStore;
  readonly #secrets: BookingSecrets;
  readonly #clock: () => number;

  constructor(firestore: Firestore, secrets: BookingSecrets, clock: () => number) {
    this.#store = new BookingStore(firestore, secrets, clock);
    this.#secrets = secrets;
    this.#clock = clock;
  }

  async create(team: string, chosen: ChosenBooking, beforeCommit?: BeforeCommit): Promise<Booking> {
    const now = this.#clock();
    const { seed, keys } = await this.#store.newCall();
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
    await this.#store.create(booking, keys, beforeCommit);
    return booking;
  }

  /** @throws {BookingError} `not-found` */
  async get(team: string, id: string): Promise<Booking> {
    return this.#store.get(team, id);
  }

  /**
   * Changes what the program decides. What comes to the same is no change.
   * @param revisions those that may be changed; undefined: whichever there is
   * @param change asked for the booking as it shall be, and told whether the two have met; anything that it throws leaves
   *   all as it is
   * @throws {BookingError}
   */
  async change(
    team: string,
    id: string,
    revisions: readonly number[] | undefined,
    change: (booking: Booking, now: number, isLive: boolean) => ChosenBooking,
  ): Promise<Booking> {
    return this.#store.update(team, id, revisions, async (found) => {
      const call = assertIsOn(found);
      const { before, now, writeCall } = found;
      const chosen = change(before, now, haveMet(before, call, now));
      const booking = rebooked(before, { ...before, ...chosen }, now);
      if (booking === before) return before;
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
    return this.#store.update(team, id, revisions, async (found) => {
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
   * @param chosen what of the guest is another now. Another guest is not called what was decided for the last one
   * @throws {BookingError}
   */
  async renewGuestLink(
    team: string,
    id: string,
    revisions: readonly number[] | undefined,
    chosen: ChosenGuest,
    beforeCommit?: BeforeCommit,
  ): Promise<Booking> {
    return this.#store.update(team, id, revisions, async (found) => {
      const call = assertGoesOn(found);
      const { before, now, batch, writeCall, createCall } = found;
      if (haveMet(before, call, now)) throw new BookingError('live', before);
      const { seed, keys } = await this.#store.newCall();
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
        details: { ...details, ...chosenGuest(details, chosen), formerGuests: former },
      };
      // Whoever has the old link is to learn nothing more of it, nor be found to know it when this one is erased.
      const untold = { ...details, title: '', hostLink: null, guestLink: null };
      const { schedule, links } = await bookedTerms(
        { ...before, revision: booking.revision, details: untold },
        this.#secrets,
      );
      writeCall(cancelOf(call, before.endsAt), { type: 'reword', schedule, links });
      await createCall(booking, keys);
      beforeCommit?.(booking, batch);
      return booking;
    });
  }

  /**
   * Ends a call that may be entered, for both. What is over stays as it is.
   * @throws {BookingError} `not-open` among others
   */
  async end(team: string, id: string, revisions: readonly number[] | undefined): Promise<Booking> {
    return this.#store.update(team, id, revisions, async ({ before: known, call, now, writeCall }) => {
      const before = withCourse(known, call, now);
      // The host may have ended it a moment ago: whoever asks is told so, and it is noted meanwhile.
      if (isOver(before, now)) return before === known ? known : { ...before, updatedAt: now };
      if (bookingStatus(before, now) === 'scheduled') throw new BookingError('not-open', known);
      if (call && isOpen(call, now)) writeCall(endOf(call, now));
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
    return this.#store.update(team, id, revisions, async ({ before: known, call, now, writeCall }) => {
      const before = withCourse(known, call, now);
      const cancelled = isOver(before, now) ? known : calledOff(before, now);
      const booking = isErased ? erased(cancelled, known, now) : cancelled;
      if (booking === known) return known;
      const transitions: ServerTransition[] = [];
      // Otherwise the host has ended it, or all left and it lapsed, and its booking does not say so yet.
      if (cancelled !== known && call && isOpen(call, now)) transitions.push(cancelOf(call, before.endsAt));
      if (isErased && call) {
        const { schedule, links } = await bookedTerms(booking, this.#secrets);
        transitions.push({ type: 'reword', schedule, links });
      }
      if (transitions.length > 0) writeCall(...transitions);
      return booking;
    });
  }
}

/** Whether the two have met, though nobody may have told the booking so far. Who only looks meets nobody. */
function haveMet(before: Booking, call: ScheduledCall, now: number): boolean {
  // Either may have left since, which a call does not tell from never having been there together.
  const haveEntered = ROLES.every((role) => call.seats[role]?.entered);
  return withCourse(before, call, now).startedAt !== null || (hasMet(call) && haveEntered);
}

/**
 * The call that goes on, and can be changed once more.
 * @throws {BookingError} `over`, `changed-too-often`
 */
function assertGoesOn(found: Found): ScheduledCall {
  const call = assertIsOn(found);
  assertCanChange(found.before);
  return call;
}

/**
 * The call that is not over.
 * @throws {BookingError} `over`
 */
function assertIsOn({ before, call, now }: Found): ScheduledCall {
  if (isOver(before, now) || call === null || !isOpen(call, now)) throw new BookingError('over', before);
  return call;
}

function chosenGuest(last: BookingDetails, { guest, guestLink }: ChosenGuest) {
  const { displayName: _, ...nameless } = last.guestLink ?? {};
  const kept = guest === undefined ? last.guestLink : last.guestLink && nameless;
  return {
    guest: guest === undefined ? last.guest : guest,
    guestLink: guestLink === undefined ? kept : guestLink,
  };
}
