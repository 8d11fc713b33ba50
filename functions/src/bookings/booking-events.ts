import type { Booking } from './booking.ts';

/** Who wants to know what becomes of bookings: webhooks. Called after the fact, once for each change. */
export interface BookingEvents {
  scheduled(booking: Booking): Promise<void>;
  rescheduled(booking: Booking): Promise<void>;
  cancelled(booking: Booking): Promise<void>;
}

/** Nobody wants to know. */
export const SILENT_EVENTS: BookingEvents = {
  scheduled: async () => {},
  rescheduled: async () => {},
  cancelled: async () => {},
};
