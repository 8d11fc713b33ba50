import { findBookingEvents } from '../events/booking-event.ts';
import type { WrittenBooking } from '../events/written-booking.ts';
import type { Webhooks } from '../registry/webhooks.ts';
import type { Deliveries } from './deliveries.ts';
import { type DeliveryTask, firstTask } from './delivery-queue.ts';

export interface PublishingContext {
  readonly webhooks: Webhooks;
  readonly deliveries: Deliveries;
  /** Whether a team has asked to forget what was said about a booking. It says so as the booking is now. */
  readonly isErased: (bookingId: string) => Promise<boolean>;
  /** Adds a task to the queue, unless there is or was one of its name. */
  readonly enqueue: (task: DeliveryTask) => Promise<void>;
}

/**
 * Sends on its way what one write of a booking says. All of it is told from the two versions, and both the document and
 * the task have names made of the event, so it may be done again: after a failure, wherever that was, or because
 * Firestore told of the write twice.
 *
 * @param before null: there was no booking
 * @param after null: it was deleted
 */
export async function publishEvents(
  { webhooks, deliveries, isErased, enqueue }: PublishingContext,
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
  const created = await Promise.all(
    wanted.map(({ event, webhook }) => deliveries.create(webhook, event, booking)),
  );
  // What this write says may have been erased since. Asked for when all is stored: whoever erases it later finds it there.
  if (after.erasedAt === null && (await isErased(after.id))) {
    await Promise.all(created.map(({ id }) => deliveries.erase(id)));
  }
  await Promise.all(created.map(({ id, isSent }) => isSent && enqueue(firstTask(id, id))));
}
