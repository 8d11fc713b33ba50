import {
  type Booked,
  type CallKeys,
  deriveCallKeys,
  hashHostKey,
  sealDetails,
  sealLinkSettings,
  termsOf,
} from '@parley/protocol';
import type { Booking } from './booking.ts';
import type { BookingSecrets } from './booking-secrets.ts';

/**
 * What the call's document says of its booking.
 * @param keys those of the booking's call; undefined: they are derived
 */
export async function bookedTerms(
  booking: Booking,
  secrets: BookingSecrets,
  keys?: CallKeys,
): Promise<Booked> {
  const { revision, emptyTimeoutSeconds } = booking;
  const { title, timeZone, hostLink, guestLink } = booking.details;
  const sealingKeys = keys ?? (await deriveCallKeys(secrets.callId(booking)));
  const details = await sealDetails(sealingKeys, revision, { title, timeZone, isBooked: true });
  const hostKeyHash = await hashHostKey(secrets.hostKey(booking));
  const isAnyChosen = hostLink != null || guestLink != null;
  return {
    emptyTimeoutSeconds,
    links: isAnyChosen
      ? await sealLinkSettings(sealingKeys, { host: hostLink ?? {}, guest: guestLink ?? {} })
      : null,
    schedule: { ...termsOf(booking), revision, details, hostKeyHash },
  };
}
