import type { Booking } from '../bookings/booking.ts';
import type { BookingEvent } from './booking-event.ts';

/** What a receiver gets, in the form that Standard Webhooks recommends. Without names, titles and links. */
export interface EventPayload {
  readonly type: BookingEvent['type'];
  /** When it happened, and not when it is sent. RFC 3339, like all times here. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export function createPayload({ type, at }: BookingEvent, booking: Booking): EventPayload {
  const { id, revision, startsAt, endsAt, details } = booking;
  return {
    type,
    timestamp: writeTime(at),
    data: {
      id,
      externalId: details.externalId,
      metadata: details.metadata,
      revision,
      startsAt: writeTime(startsAt),
      endsAt: writeTime(endsAt),
      ...course(type, booking),
    },
  };
}

/** What only the later events can tell. */
function course(type: BookingEvent['type'], booking: Booking): Record<string, unknown> {
  const { startedAt, endedAt, endedBy, cancelledAt, opensAt } = booking;
  if (type === 'call.cancelled') return { cancelledAt: writeTime(cancelledAt) };
  if (type === 'call.started') return { startedAt: writeTime(startedAt) };
  if (type === 'call.ended') {
    const durationSeconds = Math.round(((endedAt ?? 0) - (startedAt ?? 0)) / 1000);
    return {
      startedAt: writeTime(startedAt),
      endedAt: writeTime(endedAt),
      endedBy: endedBy ?? 'cancellation',
      durationSeconds,
    };
  }
  if (type === 'call.missed') {
    const came = { host: cameAt(booking.hostCameAt, opensAt), guest: cameAt(booking.guestCameAt, opensAt) };
    return {
      hostCameAt: writeTime(came.host),
      guestCameAt: writeTime(came.guest),
      // Neither, when both came and not at the same time.
      absent: (['host', 'guest'] as const).filter((role) => came[role] === null),
    };
  }
  return {};
}

/** Null for who came for a time that has been moved since. */
function cameAt(at: number | null, opensAt: number): number | null {
  return at !== null && at >= opensAt ? at : null;
}

function writeTime(time: number): string;
function writeTime(time: number | null): string | null;
function writeTime(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
