import type { Booking } from '../booking.ts';
import { NOBODY } from '../booking-doc.ts';
import { STARTS_AT } from './scheduled-calls.ts';

const HOUR = 60 * 60_000;

/** Of a call of one hour that nobody has come to. */
export function createBooking(changes: Partial<Booking> = {}): Booking {
  return {
    id: 'Jm3vYw0Q5cN8sT1xKz7RbA',
    callDocId: 'Jm3vYw0Q5cN8sT1xKz7RbA',
    team: 'sales',
    seed: 'seed',
    hostKeyVersion: 1,
    revision: 0,
    sequence: 0,
    opensAt: STARTS_AT - HOUR / 4,
    startsAt: STARTS_AT,
    endsAt: STARTS_AT + HOUR,
    admission: 'anyone',
    emptyTimeoutSeconds: 600,
    cancelledAt: null,
    startedAt: null,
    endedAt: null,
    endedBy: null,
    hostCameAt: null,
    guestCameAt: null,
    ...NOBODY,
    erasedAt: null,
    createdAt: STARTS_AT - 24 * HOUR,
    updatedAt: STARTS_AT - 24 * HOUR,
    details: {
      title: 'Quarterly numbers',
      timeZone: 'Europe/Zurich',
      host: { name: 'Ada', email: 'ada@parley.example' },
      guest: { name: 'Bob', email: 'bob@elsewhere.example' },
      externalId: 'order-7',
      metadata: { ticket: '42' },
    },
    ...changes,
  };
}
