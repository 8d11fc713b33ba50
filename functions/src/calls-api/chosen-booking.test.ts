import { expect, test } from 'vitest';
import { createBooking } from '../bookings/testing/bookings.ts';
import { chooseChanged } from './chosen-booking.ts';

test('What a change does not name stays, who could come before too', () => {
  const booking = createBooking();
  const formerGuests = [{ callDocId: 'former', guest: { name: 'Eve' }, host: null }];
  const details = { ...booking.details, formerGuests };
  const chosen = chooseChanged({ title: 'Other' }, { ...booking, details }, booking.createdAt);
  expect(chosen.details).toEqual({ ...details, title: 'Other' });
});
