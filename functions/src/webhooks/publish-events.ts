import type { Booking } from '../bookings/booking.ts';
import { type EventfulBooking, findBookingEvents } from './booking-event.ts';
import type { Deliveries } from './deliveries.ts';
import type { Webhooks } from './webhooks.ts';

/** A booking as it was written: what events are told from, and the whole of it for whoever has to see that. */
export interface WrittenBooking extends EventfulBooking, Pick<Booking, 'team'> {
  open(): Booking;
}

/**
 * Sends on its way what one write of a booking says. All of it is told from the two versions, so it may be done again:
 * after a failure, or because Firestore told of the write twice.
 *
 * @param before null: there was no booking
 * @param after null: it was deleted
 */
export async function publishEvents(
  { webhooks, deliveries }: { webhooks: Webhooks; deliveries: Deliveries },
  before: WrittenBooking | null,
  after: WrittenBooking | null,
): Promise<void> {
  const events = findBookingEvents(before, after);
  if (after === null || events.length === 0) return;
  const all = await webhooks.list(after.team);
  const wanted = events.flatMap((event) =>
    all.filter((webhook) => webhook.events.includes(event.type)).map((webhook) => ({ event, webhook })),
  );
  if (wanted.length === 0) return;
  const booking = after.open();
  await Promise.all(wanted.map(({ event, webhook }) => deliveries.start(webhook, event, booking)));
}
