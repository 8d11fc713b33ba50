import { deriveCallKeys, openDetails, ProtocolError, type Schedule } from '@parley/protocol';
import type { Booking } from './booking.ts';
import type { BookingSecrets } from './booking-secrets.ts';

/**
 * The booking with what the host has changed in the browser, which the call's document says and the booking does not until
 * `followCall` has told it. A change by the API is in both documents already: the booking itself is returned then.
 *
 * @param schedule of the booking's own call
 */
export async function afterHostMove(
  booking: Booking,
  schedule: Omit<Schedule, 'hostKeyHash' | 'changedAt'>,
  secrets: BookingSecrets,
): Promise<Booking> {
  if (schedule.revision <= booking.revision) return booking;
  const { revision, opensAt, startsAt, endsAt, admission } = schedule;
  const keys = await deriveCallKeys(secrets.callId(booking));
  const changed = await openDetails(keys, schedule).catch((error: unknown) => {
    // Sealed by the host's browser: whatever it wrote, the times hold, and the title that is known stays.
    if (error instanceof ProtocolError) return {};
    throw error;
  });
  return {
    ...booking,
    revision,
    opensAt,
    startsAt,
    endsAt,
    admission,
    details: { ...booking.details, ...changed },
  };
}
