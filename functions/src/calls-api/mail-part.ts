import {
  type CalendarMethod,
  calendarFileType,
  createCalendarFile,
  formatInZone,
  type Invitation,
} from '@parley/invitation';

/** What whoever runs a mail program may read first. */
const LOCALE = 'en-GB';

/** https://www.rfc-editor.org/rfc/rfc2045#section-6.8 */
const LINE_LENGTH = 76;

/**
 * A mail without its head: the sender adds From, To and Subject. Calendars show their buttons only for a file that stands as
 * an alternative of the text and says its method there: https://www.rfc-editor.org/rfc/rfc6047#section-2.4
 */
export function createMailPart(invitation: Invitation, method: CalendarMethod, timeZone: string): string {
  // No line of base64 can be this one.
  const boundary = `=_parley_${invitation.id}`;
  const alternatives = [
    entity('text/plain; charset=utf-8', textOf(invitation, method, timeZone)),
    entity(calendarFileType(method), createCalendarFile(invitation, method)),
  ];
  return [
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    ...alternatives.flatMap((alternative) => [`--${boundary}`, ...alternative]),
    `--${boundary}--`,
    '',
  ].join('\r\n');
}

function entity(type: string, text: string): readonly string[] {
  const encoded = Buffer.from(text).toString('base64');
  const lines = encoded.match(new RegExp(`.{1,${LINE_LENGTH}}`, 'g')) ?? [];
  return [`Content-Type: ${type}`, 'Content-Transfer-Encoding: base64', '', ...lines];
}

function textOf({ title, startsAt, joinUrl }: Invitation, method: CalendarMethod, timeZone: string): string {
  const when = formatInZone(startsAt, timeZone, { locale: LOCALE });
  const what = title === '' ? 'Call' : title;
  const lines = method === 'CANCEL' ? [`Cancelled: ${what}`, when] : [what, when, '', joinUrl];
  return `${lines.join('\r\n')}\r\n`;
}
