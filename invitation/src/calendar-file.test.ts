import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { type CalendarMethod, createCalendarFile } from './calendar-file.ts';
import { toPlainLine, toPlainText } from './plain-text.ts';
import { messagesOnStore } from './testing/implicit-scheduling.ts';
import { ADA, BOB, createInvitation, HOSTILE_TEXTS, JOIN_URL } from './testing/invitations.ts';
import { lineLengths, readEvent } from './testing/read-calendar-file.ts';

const METHODS: readonly CalendarMethod[] = ['PUBLISH', 'REQUEST', 'CANCEL'];

/** Names of the properties in the order of the file, by the second parser. */
function outline(file: string): string[] {
  const list = (component: ICAL.Component): string[] => [
    component.name,
    ...component.getAllProperties().map(({ name }) => name),
    ...component.getAllSubcomponents().flatMap(list),
  ];
  return list(new ICAL.Component(ICAL.parse(file)));
}

function linesOf(file: string): string[] {
  return file.replaceAll('\r\n ', '').split('\r\n');
}

describe('a calendar file', () => {
  it('says to another parser what the invitation says', () => {
    const event = readEvent(createCalendarFile(createInvitation({ revision: 3 }), 'PUBLISH'));
    expect(event).toMatchObject({
      method: 'PUBLISH',
      uid: 'Jm3vYw0Q5cN8sT1xKz7RbA@parley',
      sequence: 3,
      summary: 'Quarterly numbers',
      description: JOIN_URL,
      location: JOIN_URL,
      url: JOIN_URL,
      status: 'CONFIRMED',
    });
    expect(event.start.getTime()).toBe(Date.UTC(2026, 2, 29, 1, 30));
    expect(event.end?.getTime()).toBe(Date.UTC(2026, 2, 29, 2, 15));
    expect(event.dtstamp.getTime()).toBe(Date.UTC(2026, 1, 3, 4, 5, 6));
  });

  it('has every line as RFC 5545 and RFC 7986 write it', () => {
    const invitation = createInvitation({ description: 'Bring: coffee, tea; cake', host: ADA, guest: BOB });
    expect(linesOf(createCalendarFile(invitation, 'REQUEST'))).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Parley//Parley//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:REQUEST',
      'BEGIN:VEVENT',
      'UID:Jm3vYw0Q5cN8sT1xKz7RbA@parley',
      'SEQUENCE:0',
      'DTSTAMP:20260203T040506Z',
      'LAST-MODIFIED:20260203T040506Z',
      'DTSTART:20260329T013000Z',
      'DTEND:20260329T021500Z',
      'SUMMARY:Quarterly numbers',
      `DESCRIPTION:Bring: coffee\\, tea\\; cake\\n\\n${JOIN_URL}`,
      `LOCATION:${JOIN_URL}`,
      `URL:${JOIN_URL}`,
      `CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Parley:${JOIN_URL}`,
      'ORGANIZER;CN="Ada Lovelace":mailto:ada@parley.example',
      'ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN="Ada Lovelace":mailto:ada@parley.example',
      'ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN="Bob":mailto:bob@elsewhere.example',
      'STATUS:CONFIRMED',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'DESCRIPTION:Quarterly numbers',
      'TRIGGER:-PT15M',
      'END:VALARM',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('is the same each time for one revision, and keeps its UID for the next', () => {
    const file = createCalendarFile(createInvitation(), 'PUBLISH');
    expect(createCalendarFile(createInvitation(), 'PUBLISH')).toBe(file);
    const next = createCalendarFile(createInvitation({ revision: 1, title: 'Other' }), 'PUBLISH');
    expect(readEvent(next).uid).toBe(readEvent(file).uid);
    expect(readEvent(next).sequence).toBe(1);
  });

  it('takes the entry out of calendars without a last alarm', () => {
    const file = createCalendarFile(createInvitation({ revision: 2, host: ADA, guest: BOB }), 'CANCEL');
    expect(readEvent(file)).toMatchObject({ method: 'CANCEL', status: 'CANCELLED', sequence: 2 });
    expect(outline(file)).not.toContain('valarm');
    expect(linesOf(file).filter((line) => line.startsWith('ATTENDEE'))).toEqual([
      'ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN="Ada Lovelace":mailto:ada@parley.example',
      'ATTENDEE;ROLE=REQ-PARTICIPANT;CN="Bob":mailto:bob@elsewhere.example',
    ]);
  });

  it.each([
    [{}],
    [{ host: ADA }],
    [{ guest: BOB }],
    [{ host: { name: 'Ada' }, guest: BOB }],
    [{ host: ADA, guest: { name: 'Bob' } }],
  ])('asks nobody where it could not say who asks whom: %o', (people) => {
    const file = createCalendarFile(createInvitation(people), 'REQUEST');
    expect(readEvent(file)).toMatchObject({ method: 'PUBLISH' });
    expect(outline(file)).not.toContain('attendee');
  });

  it.each([
    [{}, 'Parley'],
    [{ host: { name: '' } }, 'Parley'],
    [{ host: { name: 'Ada' } }, 'Ada'],
  ])('names an organizer to whom nobody can write where there is no address: %o', (people, name) => {
    for (const method of METHODS) {
      const lines = linesOf(createCalendarFile(createInvitation(people), method));
      expect(lines.filter((line) => line.startsWith('ORGANIZER'))).toEqual([
        `ORGANIZER;CN="${name}":invalid:nomail`,
      ]);
    }
  });

  it.each([
    ['ada+work@parley.example', 'mailto:ada%2Bwork@parley.example'],
    ['jörg@parley.example', 'mailto:j%C3%B6rg@parley.example'],
  ])('has %s as it is beside the address that calendars write to', (email, uri) => {
    const invitation = createInvitation({ host: ADA, guest: { email } });
    const [attendee] =
      new ICAL.Component(ICAL.parse(createCalendarFile(invitation, 'REQUEST')))
        .getFirstSubcomponent('vevent')
        ?.getAllProperties('attendee')
        .filter((property) => property.getFirstValue() === uri) ?? [];
    expect(attendee?.getParameter('email')).toBe(email);
  });

  it('has the word Call where there is no title', () => {
    expect(readEvent(createCalendarFile(createInvitation({ title: ' \r\n ' }), 'PUBLISH')).summary).toBe(
      'Call',
    );
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'call', ''])(
    'refuses %s as a link',
    (joinUrl) => {
      expect(() => createCalendarFile(createInvitation({ joinUrl }), 'PUBLISH')).toThrow(TypeError);
    },
  );

  it('ends no line within a link', () => {
    const joinUrl = 'https://parley.example/call#a\r\nATTENDEE:mailto:eve@elsewhere.example b';
    const file = createCalendarFile(createInvitation({ joinUrl }), 'PUBLISH');
    expect(outline(file)).not.toContain('attendee');
    expect(readEvent(file).url).toBe(
      'https://parley.example/call#aATTENDEE:mailto:eve@elsewhere.example%20b',
    );
  });

  it('refuses a time that is none', () => {
    expect(() => createCalendarFile(createInvitation({ endsAt: Number.NaN }), 'PUBLISH')).toThrow(RangeError);
  });
});

describe('a calendar server, by itself', () => {
  const everybody = [{}, { host: ADA }, { guest: BOB }, { host: ADA, guest: BOB }];
  const hostUrl = `${JOIN_URL}.host-key`;

  it.each(METHODS.flatMap((method) => everybody.map((people) => [method, people] as const)))(
    'sends nobody what the host keeps of a file to %s, whoever is named: %o',
    (method, people) => {
      const invitation = createInvitation({ ...people, joinUrl: hostUrl, isForHost: true });
      const file = createCalendarFile(invitation, method);
      expect(messagesOnStore(file, ADA.email)).toEqual([]);
      expect(readEvent(file)).toMatchObject({
        method: method === 'REQUEST' ? 'PUBLISH' : method,
        url: hostUrl,
        status: method === 'CANCEL' ? 'CANCELLED' : 'CONFIRMED',
      });
      expect(outline(file)).not.toContain('attendee');
    },
  );

  it.each(['REQUEST', 'CANCEL'] as const)(
    'sends on what is for the guest, with the link for the guest',
    (method) => {
      const file = createCalendarFile(createInvitation({ host: ADA, guest: BOB }), method);
      expect(messagesOnStore(file, ADA.email)).toEqual([
        { method, to: `mailto:${BOB.email}`, text: expect.stringContaining(JOIN_URL) },
      ]);
      expect(messagesOnStore(file, BOB.email)).toEqual([]);
    },
  );

  it('sends nobody what a page writes, which names nobody', () => {
    for (const method of METHODS) {
      expect(messagesOnStore(createCalendarFile(createInvitation(), method), ADA.email)).toEqual([]);
    }
  });
});

describe('whatever somebody writes', () => {
  const expected = outline(createCalendarFile(createInvitation({ host: ADA, guest: BOB }), 'REQUEST'));

  function expectHarmless(text: string): void {
    const people = {
      host: { name: text, email: ADA.email },
      guest: { name: 'Bob', email: `b${text}@elsewhere.example` },
    };
    const invitation = createInvitation({ title: text, description: text, ...people });
    const file = createCalendarFile(invitation, 'REQUEST');
    expect(Math.max(...lineLengths(file))).toBeLessThanOrEqual(75);
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(file.isWellFormed()).toBe(true);
    // A line cut within a character would have octets that are no UTF-8.
    for (const line of file.split('\r\n')) expect(line.isWellFormed()).toBe(true);
    expect(outline(file)).toEqual(expected);

    const event = new ICAL.Component(ICAL.parse(file)).getFirstSubcomponent('vevent');
    expect(event?.getFirstPropertyValue('summary')).toBe(toPlainLine(text) || 'Call');
    const description = toPlainText(text) === '' ? JOIN_URL : `${toPlainText(text)}\n\n${JOIN_URL}`;
    expect(event?.getFirstPropertyValue('description')).toBe(description);
    expect(event?.getFirstPropertyValue('url')).toBe(JOIN_URL);
    expect(event?.getFirstPropertyValue('organizer')).toBe(`mailto:${ADA.email}`);
    const name = toPlainLine(text).replaceAll('\\', '/');
    if (text !== '') expect(event?.getFirstProperty('organizer')?.getFirstParameter('cn')).toBe(name);
  }

  it.each([...HOSTILE_TEXTS, '\\,:', '\\', '"\\'])('stays text: %j', expectHarmless);

  it('stays text, whatever it is', () => {
    const units = ['grapheme', 'binary', 'binary-ascii'] as const;
    for (const unit of units) fc.assert(fc.property(fc.string({ unit, maxLength: 200 }), expectHarmless));
    const nasty = fc.constantFrom(
      '\r',
      '\n',
      ' ',
      ':',
      ';',
      ',',
      '\\',
      '"',
      '^',
      'n',
      '\ud83d',
      '\u{1f642}',
      'ä',
    );
    fc.assert(fc.property(fc.string({ unit: nasty, maxLength: 300 }), expectHarmless));
  });

  it.each(METHODS)('has the same title for both parsers in a file to %s', (method) => {
    for (const title of ['a, b; c \\ d', '\u{1f642}'.repeat(120), 'ä'.repeat(120)]) {
      expect(readEvent(createCalendarFile(createInvitation({ title }), method)).summary).toBe(title);
    }
  });

  it('turns no text around that stands beside it', () => {
    const file = createCalendarFile(
      createInvitation({ title: '\u202eabc', description: '\u2067abc' }),
      'PUBLISH',
    );
    expect(file).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });
});
