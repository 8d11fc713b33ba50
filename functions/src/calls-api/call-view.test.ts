import { expect, test } from 'vitest';
import { BookingSecrets } from '../bookings/booking-secrets.ts';
import { createBooking } from '../bookings/testing/bookings.ts';
import { STARTS_AT } from '../bookings/testing/scheduled-calls.ts';
import type { ApiKey } from '../keys/api-key.ts';
import { ServerSecret } from '../secret/server-secret.ts';
import { CallView } from './call-view.ts';

const view = new CallView(new BookingSecrets(new ServerSecret('s'.repeat(43))), 'https://call.example.com');
const key: ApiKey = {
  ...{ id: 'key', name: 'Test', team: 'sales', scopes: ['read'], requestsPerMinute: 60, returnOrigins: [] },
  maySkipLobby: false,
  ...{ createdAt: 0, validUntil: null, revokedAt: null, lastUsedAt: null },
};

test('A call that its host cancels in the browser has a higher number for calendars than before', () => {
  const booking = createBooking({ revision: 3, sequence: 3 });
  expect(view.invitation(booking, 'guest')?.revision).toBe(3);
  const cancelled = { ...booking, cancelledAt: STARTS_AT };
  expect(view.invitation(cancelled, 'guest')?.revision).toBe(4);
});

test('Each former guest’s entry names the host of then', () => {
  const { details } = createBooking();
  const [ada, cy] = [{ email: 'ada@example.com' }, { email: 'cy@example.com' }];
  const formerGuests = [
    { callDocId: 'second', guest: { name: 'Eve' }, host: cy },
    { callDocId: 'first', guest: null, host: ada },
  ];
  const booking = createBooking({ details: { ...details, formerGuests } });
  expect(view.invitation(booking, 'former-guest')).toMatchObject({ id: 'second', host: cy });
  const first = view.invitation(booking, 'former-guest', 2);
  expect(first).toMatchObject({ id: 'first', host: ada });
  expect(first?.guest).toBeUndefined();
  expect(view.invitation(booking, 'former-guest', 3)).toBeNull();
});

test('A call that the last release cancelled while it went on says when it ended', () => {
  const booking = createBooking({ startedAt: STARTS_AT, cancelledAt: STARTS_AT + 1000 });
  expect(view.describe(booking, key, STARTS_AT + 2000)).toMatchObject({
    status: 'ended',
    endedAt: new Date(STARTS_AT + 1000).toISOString(),
  });
  const called = createBooking({ cancelledAt: STARTS_AT + 1000 });
  expect(view.describe(called, key, STARTS_AT + 2000).endedAt).toBeNull();
});
