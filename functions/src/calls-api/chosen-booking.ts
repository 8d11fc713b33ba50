import type { CallTimes } from '@parley/protocol';
import type * as z from 'zod';
import type { Booking } from '../bookings/booking.ts';
import { type AskedTimes, resolveTimes } from '../bookings/booking-times.ts';
import type { ChosenBooking } from '../bookings/bookings.ts';
import { type FurtherProblems, rightFields } from '../http/field-problems.ts';
import { type FieldProblem, Problem } from '../http/problem.ts';
import { toTime } from '../http/time-schemas.ts';
import { type LinkRights, linkProblems } from './allowed-links.ts';
import { type callChange, newCall } from './call-schemas.ts';
import { chosenLink } from './link-schemas.ts';

/**
 * What a new booking shall be.
 * @throws {Problem} `invalid-request`, when its times do not fit each other or the present, or its links are not allowed
 */
export function chooseNew(body: z.output<typeof newCall>, now: number, rights: LinkRights): ChosenBooking {
  const { title, timeZone, host = null, guest = null, externalId = null, metadata } = body;
  const { hostLink = null, guestLink = null } = body;
  return {
    ...timesOrRefusal(chooseTimes(body, undefined, now), linkProblems(body, rights)),
    admission: body.admission,
    emptyTimeoutSeconds: body.emptyTimeoutSeconds,
    details: { title, timeZone, host, guest, hostLink, guestLink, externalId, metadata },
  };
}

/** What `chooseNew` would find in a body that is not as its schema wants it: a time is held against others that can be read. */
export function furtherProblemsOfNew(now: number, rights: LinkRights): FurtherProblems {
  return (body, wrong) => {
    const { startsAt, endsAt, durationMinutes } = rightFields(newCall, body);
    const isEndWrong = wrong.has('endsAt') || wrong.has('durationMinutes');
    // Of a start alone it is known whether it is past, whatever the length will be.
    const asked = isEndWrong ? { startsAt, durationMinutes: 1 } : { startsAt, endsAt, durationMinutes };
    const times = wrong.has('startsAt') ? [] : problemsOf(chooseTimes(asked, undefined, now));
    const ofStart = times.filter(({ pointer }) => pointer === '#/startsAt');
    const [hostLink, guestLink] = [body.hostLink, body.guestLink].map((link) =>
      rightFields(chosenLink, link),
    );
    return [...(isEndWrong ? ofStart : times), ...linkProblems({ hostLink, guestLink }, rights)];
  };
}

/** The same of a body about another guest link. */
export function furtherProblemsOfGuestLink(rights: LinkRights): FurtherProblems {
  return (body) => linkProblems({ guestLink: rightFields(chosenLink, body.guestLink) }, rights);
}

interface KnownBooking extends Booking {
  /** Whether the two have met, though the booking may not have been told. */
  readonly isLive: boolean;
}

/**
 * What a booking shall be after a change: what the body does not name stays.
 * @throws {Problem} `invalid-request`, when its times do not fit each other or the present, a call that goes on would be closed, its
 *   links are not allowed, or a door would be made or taken away
 */
export function chooseChanged(
  body: z.output<typeof callChange>,
  before: KnownBooking,
  now: number,
  rights: LinkRights,
): ChosenBooking {
  const { details } = before;
  const { admission = before.admission, emptyTimeoutSeconds = before.emptyTimeoutSeconds } = body;
  const others = [...doorProblems(admission, before), ...linkProblems(body, rights, details)];
  return {
    ...timesOrRefusal(chooseTimes(body, before, now, before.isLive), others),
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

function chooseTimes(body: TimesInBody, before: CallTimes | undefined, now: number, isLive = false) {
  const { durationMinutes, earlyEntryMinutes } = body;
  const asked: AskedTimes = {
    startsAt: toTime(body.startsAt),
    endsAt: toTime(body.endsAt),
    durationMinutes,
    earlyEntryMinutes,
  };
  return resolveTimes(asked, before, now, isLive);
}

function problemsOf(times: ReturnType<typeof resolveTimes>): readonly FieldProblem[] {
  if ('startsAt' in times) return [];
  return times.map(({ field, detail }) => ({ pointer: `#/${field}`, detail }));
}

/** @throws {Problem} naming what is wrong with the times, and with all else */
function timesOrRefusal(times: ReturnType<typeof resolveTimes>, others: readonly FieldProblem[]): CallTimes {
  if ('startsAt' in times && others.length === 0) return times;
  throw new Problem('invalid-request', { errors: [...problemsOf(times), ...others] });
}

function doorProblems(admission: Booking['admission'], before: Booking): readonly FieldProblem[] {
  if ((admission === 'ask') === (before.admission === 'ask')) return [];
  const detail = 'cannot be changed to or from `ask`: cancel the call and book another';
  return [{ pointer: '#/admission', detail }];
}
