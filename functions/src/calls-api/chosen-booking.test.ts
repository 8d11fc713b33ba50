import { expect, test } from 'vitest';
import { rebooked } from '../bookings/changed-booking.ts';
import { createBooking } from '../bookings/testing/bookings.ts';
import { callChange } from './call-schemas.ts';
import { chooseChanged } from './chosen-booking.ts';

const RIGHTS = { returnOrigins: [], maySkipLobby: true };

test('What a change does not name stays, who could come before too', () => {
  const booking = createBooking();
  const formerGuests = [{ callDocId: 'former', guest: { name: 'Eve' }, host: null }];
  const details = { ...booking.details, formerGuests };
  const chosen = chooseChanged(
    { title: 'Other' },
    { ...booking, isLive: false, details },
    booking.createdAt,
    RIGHTS,
  );
  expect(chosen.details).toEqual({ ...details, title: 'Other' });
});

test('Whoever says what is so already changes nothing', () => {
  const { details } = createBooking();
  const before = createBooking({ details: { ...details, hostLink: null, guestLink: { skipLobby: true } } });
  const { title, timeZone, host, guest, externalId, metadata } = details;
  const same = { title, timeZone, host, guest, externalId, metadata, guestLink: { skipLobby: true } };
  const now = before.createdAt;
  const isSame = (fields: object) =>
    rebooked(
      before,
      {
        ...before,
        ...chooseChanged(callChange.parse(fields), { ...before, isLive: false }, now, RIGHTS),
      },
      now,
    ) === before;
  const startsAt = new Date(before.startsAt).toISOString();
  for (const fields of [
    {},
    same,
    { startsAt, durationMinutes: 60 },
    { admission: 'anyone' },
    { hostLink: null },
  ])
    expect(isSame(fields)).toBe(true);
  for (const fields of [
    { title: 'Other' },
    { guest: null },
    { metadata: {} },
    { durationMinutes: 61 },
    { guestLink: {} },
  ])
    expect(isSame(fields)).toBe(false);
});
