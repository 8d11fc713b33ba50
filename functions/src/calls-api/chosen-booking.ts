import type { CallTimes } from '@parley/protocol';
import type * as z from 'zod';
import type { Booking } from '../bookings/booking.ts';
import { type AskedTimes, resolveTimes } from '../bookings/booking-times.ts';
import type { ChosenBooking } from '../bookings/bookings.ts';
import { Problem } from '../http/problem.ts';
import { toTime } from '../http/time-schemas.ts';
import type { callChange, newCall } from './call-schemas.ts';

/**
 * What a new booking shall be.
 * @throws {Problem} `invalid-request`, when its times do not fit each other or the present
 */
export function chooseNew(body: z.output<typeof newCall>, now: number): ChosenBooking {
  const { title, timeZone, host = null, guest = null, externalId = null, metadata } = body;
  const { hostLink = null, guestLink = null } = body;
  return {
    ...chooseTimes(body, undefined, now),
    admission: body.admission,
    emptyTimeoutSeconds: body.emptyTimeoutSeconds,
    details: { title, timeZone, host, guest, hostLink, guestLink, externalId, metadata },
  };
}

/**
 * What a booking shall be after a change: what the body does not name stays.
 * @throws {Problem} `invalid-request`, when its times do not fit each other or the present, or a door would be made or taken away
 */
export function chooseChanged(
  body: z.output<typeof callChange>,
  before: Booking,
  now: number,
): ChosenBooking {
  const { details } = before;
  const { admission = before.admission, emptyTimeoutSeconds = before.emptyTimeoutSeconds } = body;
  if ((admission === 'ask') !== (before.admission === 'ask')) {
    const detail = 'cannot be changed to or from `ask`: cancel the call and book another';
    throw new Problem('invalid-request', { errors: [{ pointer: '#/admission', detail }] });
  }
  return {
    ...chooseTimes(body, before, now),
    admission,
    emptyTimeoutSeconds,
    details: {
      // Who could come before is not the program's to name.
      ...details,
      title: body.title ?? details.title,
      timeZone: body.timeZone ?? details.timeZone,
      metadata: body.metadata ?? details.metadata,
      // Null takes them away.
      host: body.host === undefined ? details.host : body.host,
      guest: body.guest === undefined ? details.guest : body.guest,
      hostLink: body.hostLink === undefined ? details.hostLink : body.hostLink,
      guestLink: body.guestLink === undefined ? details.guestLink : body.guestLink,
      externalId: body.externalId === undefined ? details.externalId : body.externalId,
    },
  };
}

type TimesInBody = Pick<
  z.output<typeof callChange>,
  'startsAt' | 'endsAt' | 'durationMinutes' | 'earlyEntryMinutes'
>;

function chooseTimes(body: TimesInBody, before: CallTimes | undefined, now: number): CallTimes {
  const { durationMinutes, earlyEntryMinutes } = body;
  const asked: AskedTimes = {
    startsAt: toTime(body.startsAt),
    endsAt: toTime(body.endsAt),
    durationMinutes,
    earlyEntryMinutes,
  };
  const times = resolveTimes(asked, before, now);
  if ('startsAt' in times) return times;
  throw new Problem('invalid-request', {
    errors: times.map(({ field, detail }) => ({ pointer: `#/${field}`, detail })),
  });
}
