import type { BookingCursor } from '../bookings/booking-list.ts';
import { isStorableId, isStorableTime } from '../stored/storable.ts';
import { Problem } from './problem.ts';

/** Opaque to whoever gets it: where in the order of start times a page ended. */
export function formatCursor({ startsAt, id }: BookingCursor): string {
  return Buffer.from(`${startsAt} ${id}`).toString('base64url');
}

/** @throws {Problem} `invalid-request` */
export function parseCursor(text: string): BookingCursor {
  const [, startsAt, id] =
    /^(\d{1,15}) ([A-Za-z0-9_-]{22})$/.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  const time = Number(startsAt);
  if (id !== undefined && isStorableId(id) && isStorableTime(time)) return { startsAt: time, id };
  throw new Problem('invalid-request', {
    errors: [{ parameter: 'cursor', detail: 'must be the nextCursor of the page before' }],
  });
}
