import { hostLink, joinLink } from '@parley/protocol';
import type * as z from 'zod';
import { type Booking, bookingStatus } from '../bookings/booking.ts';
import type { BookingSecrets } from '../bookings/booking-secrets.ts';
import type { ApiKey } from '../keys/api-key.ts';
import { BASE_PATH } from './base-path.ts';
import type { call } from './schemas.ts';

/** What a team is told of a booking. */
export class CallView {
  readonly #secrets: BookingSecrets;
  readonly #origin: string;

  /** @param origin where the pages and this API are: `https://call.example.com` */
  constructor(secrets: BookingSecrets, origin: string) {
    this.#secrets = secrets;
    this.#origin = origin;
  }

  describe(booking: Booking, key: ApiKey, now: number): z.output<typeof call> {
    const { id, startsAt, endsAt, opensAt, details } = booking;
    const { title, timeZone, host, guest, externalId, metadata } = details;
    const self = this.address(booking);
    return {
      id,
      status: bookingStatus(booking, now),
      title,
      startsAt: toText(startsAt),
      endsAt: toText(endsAt),
      timeZone,
      joinUrl: this.joinUrl(booking),
      // Who may only read could otherwise take the host's seat.
      hostUrl: key.scopes.includes('write') ? this.hostUrl(booking) : null,
      host,
      guest,
      admission: booking.admission,
      earlyEntryMinutes: Math.round((startsAt - opensAt) / 60_000),
      emptyTimeoutSeconds: booking.emptyTimeoutSeconds,
      externalId,
      metadata: { ...metadata },
      revision: booking.revision,
      createdAt: toText(booking.createdAt),
      updatedAt: toText(booking.updatedAt),
      startedAt: toOptionalText(booking.startedAt),
      endedAt: toOptionalText(booking.endedAt),
      cancelledAt: toOptionalText(booking.cancelledAt),
      links: { self, invitation: `${self}/invitation.ics` },
    };
  }

  address({ id }: Pick<Booking, 'id'>): string {
    return `${this.#origin}${BASE_PATH}/calls/${id}`;
  }

  joinUrl(booking: Booking): string {
    return joinLink(this.#origin, this.#secrets.callId(booking));
  }

  hostUrl(booking: Booking): string {
    return hostLink(this.#origin, this.#secrets.callId(booking), this.#secrets.hostKey(booking));
  }
}

function toText(time: number): string {
  return new Date(time).toISOString();
}

function toOptionalText(time: number | null): string | null {
  return time === null ? null : toText(time);
}
