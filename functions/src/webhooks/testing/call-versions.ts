import type { CallVersion } from '../call-version.ts';

export const STARTS_AT = Date.UTC(2026, 10, 21, 15);
const HOUR = 60 * 60_000;

/** Of a call of one hour that nobody has come to. */
export function createCallVersion(changes: Partial<CallVersion> = {}): CallVersion {
  const endsAt = STARTS_AT + HOUR;
  return {
    createdAt: STARTS_AT - 24 * HOUR,
    schedule: {
      revision: 0,
      opensAt: STARTS_AT - HOUR / 4,
      startsAt: STARTS_AT,
      endsAt,
      admission: 'anyone',
      details: Uint8Array.of(1),
    },
    seats: { host: null, guest: null },
    isAnswered: false,
    ended: null,
    expiresAt: endsAt,
    ...changes,
  };
}

type SeatVersion = NonNullable<CallVersion['seats']['host']>;

export function seat(changes: Partial<SeatVersion>): SeatVersion {
  return { session: 'session', renewedAt: STARTS_AT, leftAt: null, ...changes };
}
