import { attendanceOf } from '../../bookings/attendance.ts';
import type { Booking } from '../../bookings/booking.ts';
import { timeText } from '../../http/time-text.ts';
import type { BookingEvent } from './booking-event.ts';

/** What a receiver gets, in the form that Standard Webhooks recommends. Without names, titles and links. */
export interface MessagePayload {
  readonly type: string;
  /** When it happened, and not when it is sent. RFC 3339, like all times here. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export function createPayload(event: BookingEvent, booking: Booking): MessagePayload {
  const { type, at } = event;
  const { id, revision, startsAt, endsAt, details } = booking;
  return {
    type,
    timestamp: timeText(at),
    data: {
      id,
      externalId: details.externalId,
      metadata: details.metadata,
      revision,
      startsAt: timeText(startsAt),
      endsAt: timeText(endsAt),
      ...course(event, booking),
    },
  };
}

/** What is left of a message about a booking when all that somebody said is forgotten. */
export function withoutWords(payload: MessagePayload): MessagePayload {
  return { ...payload, data: { ...payload.data, externalId: null, metadata: {} } };
}

/** What only the later events can tell. */
function course({ type, at }: BookingEvent, booking: Booking): Record<string, unknown> {
  const { startedAt, endedAt, cancelledAt } = booking;
  const { hostCameAt, guestCameAt, endedBy, durationSeconds, absent } = attendanceOf(booking, at);
  switch (type) {
    case 'call.cancelled':
      return { cancelledAt: timeText(cancelledAt) };
    case 'call.started':
      return { startedAt: timeText(startedAt) };
    case 'call.ended':
      return { startedAt: timeText(startedAt), endedAt: timeText(endedAt), endedBy, durationSeconds };
    case 'call.missed':
      return { hostCameAt: timeText(hostCameAt), guestCameAt: timeText(guestCameAt), absent };
    case 'host.arrived':
    case 'guest.arrived':
      return { arrivedAt: timeText(at) };
    case 'host.left':
    case 'guest.left':
      return { leftAt: timeText(at) };
    default:
      return {};
  }
}
