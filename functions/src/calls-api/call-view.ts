import { googleCalendarUrl, type Invitation, outlookCalendarUrl } from '@parley/invitation';
import { formatHostUrl, formatJoinUrl } from '@parley/protocol';
import type * as z from 'zod';
import { attendanceOf } from '../bookings/attendance.ts';
import { type Booking, bookingStatus } from '../bookings/booking.ts';
import type { BookingSecrets } from '../bookings/booking-secrets.ts';
import { BASE_PATH } from '../http/operation.ts';
import { timeText } from '../http/time-text.ts';
import type { ApiKey } from '../keys/api-key.ts';
import type { call } from './call-schemas.ts';

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
    const { id, startsAt, endsAt, opensAt, startedAt, cancelledAt, details } = booking;
    const { hostCameAt, guestCameAt, endedBy, durationSeconds, absent } = attendanceOf(booking, now);
    const { title, timeZone, host, guest, externalId, metadata } = details;
    const { hostLink = null, guestLink = null } = details;
    const self = this.address(booking);
    return {
      id,
      status: bookingStatus(booking, now),
      title,
      startsAt: timeText(startsAt),
      endsAt: timeText(endsAt),
      timeZone,
      joinUrl: this.joinUrl(booking),
      // Who may only read could otherwise take the host's seat.
      hostUrl: key.scopes.includes('write') ? this.hostUrl(booking) : null,
      host,
      guest,
      hostLink,
      guestLink,
      admission: booking.admission,
      earlyEntryMinutes: Math.round((startsAt - opensAt) / 60_000),
      emptyTimeoutSeconds: booking.emptyTimeoutSeconds,
      externalId,
      metadata: { ...metadata },
      revision: booking.revision,
      createdAt: timeText(booking.createdAt),
      updatedAt: timeText(booking.updatedAt),
      startedAt: timeText(startedAt),
      // The last release left it at this when a call was cancelled that went on.
      endedAt: timeText(booking.endedAt ?? (startedAt && cancelledAt)),
      endedBy,
      cancelledAt: timeText(cancelledAt),
      hostCameAt: timeText(hostCameAt),
      hostLeftAt: timeText(booking.hostLeftAt),
      guestCameAt: timeText(guestCameAt),
      guestLeftAt: timeText(booking.guestLeftAt),
      durationSeconds,
      absent: absent && [...absent],
      links: {
        self,
        invitation: `${self}/invitation.ics`,
        invitationMail: `${self}/invitation.eml`,
        ...this.#calendarLinks(booking),
      },
    };
  }

  /**
   * What a calendar is told.
   * @param back which guest link before this one a former guest had: 1 is the last
   * @returns null when there was none, or it is forgotten
   */
  invitation(booking: Booking, reader: 'guest' | 'host' | 'former-guest', back = 1): Invitation | null {
    if (reader === 'guest') return this.#guestInvitation(booking);
    const { id, revision } = booking;
    if (reader === 'host') {
      // The host's entry stays the same one, whoever the guest is; and nobody is asked, so a new number disturbs nobody.
      return { ...common(booking), id, revision, joinUrl: this.hostUrl(booking), isForHost: true };
    }
    const former = booking.details.formerGuests?.[back - 1];
    if (former === undefined) return null;
    const people = { host: former.host ?? undefined, guest: former.guest ?? undefined };
    return { ...common(booking), ...people, id: former.callDocId, revision, joinUrl: this.#origin };
  }

  #calendarLinks(booking: Booking) {
    const invitation = this.#guestInvitation(booking);
    return {
      googleCalendar: googleCalendarUrl(invitation, booking.details.timeZone),
      outlookCalendar: outlookCalendarUrl(invitation, 'personal'),
      office365Calendar: outlookCalendarUrl(invitation, 'work'),
    };
  }

  #guestInvitation(booking: Booking): Invitation {
    const { sequence, revision, cancelledAt, callDocId, details } = booking;
    const guest = details.guest ?? undefined;
    // Whoever cancelled it, calendars heed no number that they have seen.
    const number = cancelledAt === null ? sequence : revision + 1;
    return { ...common(booking), id: callDocId, revision: number, joinUrl: this.joinUrl(booking), guest };
  }

  address({ id }: Pick<Booking, 'id'>): string {
    return `${this.#origin}${BASE_PATH}/calls/${id}`;
  }

  joinUrl(booking: Booking): string {
    return formatJoinUrl(this.#origin, this.#secrets.callId(booking));
  }

  hostUrl(booking: Booking): string {
    return formatHostUrl(this.#origin, this.#secrets.callId(booking), this.#secrets.hostKey(booking));
  }
}

/** What a calendar is told, whoever's it is. */
function common({ startsAt, endsAt, updatedAt, details: { title, host } }: Booking) {
  return { startsAt, endsAt, title, changedAt: updatedAt, host: host ?? undefined };
}
