import { type CallDoc, deriveCallKeys, hashHostKey, type Schedule, sealDetails } from '@parley/protocol';
import { FieldValue, Timestamp } from 'firebase-admin/firestore';
import type { Booking } from './booking.ts';
import type { BookingSecrets } from './booking-secrets.ts';

/** Nobody's, until somebody shows the host key: user IDs of Firebase are longer. */
const NO_HOST_UID = 'api';

/** What a booking writes into the document of its call: the same as the host's browser would, past the rules. */
export class BookedCall {
  readonly #booking: Booking;
  readonly #schedule: Record<keyof Schedule, unknown>;

  private constructor(booking: Booking, schedule: Record<keyof Schedule, unknown>) {
    this.#booking = booking;
    this.#schedule = schedule;
  }

  static async of(booking: Booking, secrets: BookingSecrets): Promise<BookedCall> {
    const { revision, opensAt, startsAt, endsAt, admission, details } = booking;
    const keys = await deriveCallKeys(secrets.callId(booking));
    const { title, timeZone } = details;
    return new BookedCall(booking, {
      revision,
      opensAt: Timestamp.fromMillis(opensAt),
      startsAt: Timestamp.fromMillis(startsAt),
      endsAt: Timestamp.fromMillis(endsAt),
      admission,
      details: Buffer.from(await sealDetails(keys, revision, { title, timeZone })),
      hostKeyHash: Buffer.from(await hashHostKey(secrets.hostKey(booking))),
      changedAt: FieldValue.serverTimestamp(),
    });
  }

  /** The whole document. */
  created(): Record<keyof CallDoc, unknown> {
    return {
      version: 1,
      hostUid: NO_HOST_UID,
      // The booking's own, by which the two know each other (`isOwnCall`).
      createdAt: Timestamp.fromMillis(this.#booking.createdAt),
      ...this.rescheduled(),
      seats: { host: null, guest: null },
      round: null,
      ended: null,
    };
  }

  rescheduled() {
    const { emptyTimeoutSeconds, endsAt } = this.#booking;
    return { schedule: this.#schedule, emptyTimeoutSeconds, expiresAt: Timestamp.fromMillis(endsAt) };
  }

  /** As `claimHost` leaves it, but with nobody in the host's place. */
  withoutHost() {
    return { ...this.rescheduled(), hostUid: NO_HOST_UID, 'seats.host': null };
  }

  /** A tombstone until the call would have ended, for whoever comes by the link. */
  cancelled() {
    return {
      expiresAt: Timestamp.fromMillis(this.#booking.endsAt),
      seats: { host: null, guest: null },
      round: null,
      ended: { reason: 'cancelled', at: FieldValue.serverTimestamp() },
    };
  }
}
