import { foldLine, mailtoUri, quotedParameter, textValue, utcValue } from './content-line.ts';
import type { Invitation, Invitee } from './invitation.ts';
import { describe, linkOf, titleOf } from './invitation-text.ts';

/**
 * What a calendar shall do with the file (https://www.rfc-editor.org/rfc/rfc5546#section-3.2): keep the entry, ask its
 * owner whether they come, or take the entry out.
 */
export type CalendarMethod = 'PUBLISH' | 'REQUEST' | 'CANCEL';

/** As a file is served, saved and mailed: https://www.rfc-editor.org/rfc/rfc6047#section-2.4 */
export function calendarFileType(method: CalendarMethod): string {
  return `text/calendar; method=${method}; charset=utf-8`;
}

/**
 * What can be asked of a calendar with this invitation: a REQUEST needs an organizer and somebody who is asked. Without the
 * e-mail addresses of both it is a PUBLISH, which every calendar takes; so is what the host gets.
 */
export function calendarMethod(
  { host, guest, isForHost }: Invitation,
  method: CalendarMethod,
): CalendarMethod {
  const asksSomebody = host?.email && guest?.email && !isForHost;
  return method === 'REQUEST' && !asksSomebody ? 'PUBLISH' : method;
}

/**
 * An invitation as an iCalendar file. Times are in UTC and there is no VTIMEZONE on purpose: a call opens and closes at
 * instants that the database enforces, so an entry that a changed law of some zone could move would be wrong.
 *
 * @param method as far as `calendarMethod` allows
 * @throws {TypeError} when `joinUrl` is no http or https address
 * @throws {RangeError} when a time is none
 */
export function createCalendarFile(invitation: Invitation, method: CalendarMethod): string {
  const written = calendarMethod(invitation, method);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Parley//Parley//EN',
    'CALSCALE:GREGORIAN',
    `METHOD:${written}`,
    ...eventLines(invitation, written),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

function eventLines(invitation: Invitation, method: CalendarMethod): string[] {
  const { id, revision, changedAt, startsAt, endsAt } = invitation;
  const link = linkOf(invitation);
  const title = textValue(titleOf(invitation));
  return [
    'BEGIN:VEVENT',
    `UID:${textValue(id)}@parley`,
    `SEQUENCE:${Math.trunc(revision)}`,
    `DTSTAMP:${utcValue(changedAt)}`,
    `LAST-MODIFIED:${utcValue(changedAt)}`,
    `DTSTART:${utcValue(startsAt)}`,
    `DTEND:${utcValue(endsAt)}`,
    `SUMMARY:${title}`,
    `DESCRIPTION:${textValue(describe(invitation))}`,
    `LOCATION:${textValue(link)}`,
    `URL:${link}`,
    // https://www.rfc-editor.org/rfc/rfc7986#section-5.11
    `CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Parley:${link}`,
    ...peopleLines(invitation, method),
    `STATUS:${method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED'}`,
    ...(method === 'CANCEL' ? [] : alarmLines(title)),
    'END:VEVENT',
  ];
}

/** The host organizes and comes; the guest is asked. https://www.rfc-editor.org/rfc/rfc5546#section-3.2 has who may stand where. */
function peopleLines({ host, guest, isForHost }: Invitation, method: CalendarMethod): string[] {
  const organizer = address(host);
  const attendee = isForHost ? undefined : address(guest);
  // There must be one (https://www.rfc-editor.org/rfc/rfc5546#section-3.2.1), though not one who can be written to.
  const lines = [`ORGANIZER${organizer ?? nobodysAddress(host?.name)}`];
  // Somebody to be asked, without somebody who asks, or in a file that asks nobody: calendars refuse that.
  if (organizer === undefined || attendee === undefined || method === 'PUBLISH') return lines;
  const asked = method === 'REQUEST' ? ';PARTSTAT=NEEDS-ACTION;RSVP=TRUE' : '';
  return [
    ...lines,
    `ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED${organizer}`,
    `ATTENDEE;ROLE=REQ-PARTICIPANT${asked}${attendee}`,
  ];
}

/** As Apple's calendar writes somebody without an address. */
function nobodysAddress(name: string | undefined): string {
  return `;CN=${quotedParameter(name || 'Parley')}:invalid:nomail`;
}

/**
 * Parameters and value of a CAL-ADDRESS. What the URI has to encode, some calendars never decode, and others do not take
 * bare: EMAIL (https://www.rfc-editor.org/rfc/rfc7986#section-6.2) has the address as it is.
 */
function address(invitee: Invitee | undefined): string | undefined {
  if (!invitee?.email) return undefined;
  const uri = mailtoUri(invitee.email);
  const name = invitee.name ? `;CN=${quotedParameter(invitee.name)}` : '';
  const email = uri === `mailto:${invitee.email}` ? '' : `;EMAIL=${quotedParameter(invitee.email)}`;
  return `${name}${email}:${uri}`;
}

function alarmLines(title: string): string[] {
  return ['BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${title}`, 'TRIGGER:-PT15M', 'END:VALARM'];
}
