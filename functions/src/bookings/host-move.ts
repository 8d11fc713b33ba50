import { deriveCallKeys, openDetails, ProtocolError, type Schedule, termsOf } from '@parley/protocol';
import { type Booking, isAtAnotherTime } from './booking.ts';
import type { BookingSecrets } from './booking-secrets.ts';

/**
 * The booking with what the host has changed in the browser, which the call's document says and the booking does not until
 * `followCall` has told it. A change by the API is in both documents already: the booking itself is returned then.
 *
 * @param schedule of the booking's own call
 */
export async function afterHostMove(
  booking: Booking,
  schedule: Schedule,
  secrets: BookingSecrets,
): Promise<Booking> {
  if (schedule.revision <= booking.revision) return booking;
  const keys = await deriveCallKeys(secrets.callId(booking));
  const changed = await openDetails(keys, schedule).catch((error: unknown) => {
    // Sealed by the host's browser: whatever it wrote, the times hold, and the title that is known stays.
    if (error instanceof ProtocolError) return {};
    throw error;
  });
  return {
    ...booking,
    ...termsOf(schedule),
    revision: schedule.revision,
    sequence: isAtAnotherTime(booking, schedule) ? schedule.revision : booking.sequence,
    details: { ...booking.details, ...changed },
  };
}
