import { describe, expect, it } from 'vitest';
import { googleCalendarUrl, outlookCalendarUrl } from './calendar-links.ts';
import { createInvitation, HOSTILE_TEXTS, JOIN_URL } from './testing/invitations.ts';

function queryOf(address: string): Record<string, string> {
  return Object.fromEntries(new URL(address).searchParams);
}

describe('the link to Google Calendar', () => {
  it('fills in its form', () => {
    const address = googleCalendarUrl(createInvitation({ description: 'Two\nlines' }), 'Europe/Zurich');
    expect(address).toMatch(/^https:\/\/calendar\.google\.com\/calendar\/render\?/);
    expect(queryOf(address)).toEqual({
      action: 'TEMPLATE',
      text: 'Quarterly numbers',
      dates: '20260329T013000Z/20260329T021500Z',
      details: `Two\nlines\n\n${JOIN_URL}`,
      location: JOIN_URL,
      ctz: 'Europe/Zurich',
    });
  });

  it('leaves the zone to the calendar where none is given', () => {
    expect(queryOf(googleCalendarUrl(createInvitation()))).not.toHaveProperty('ctz');
  });
});

describe('the link to Outlook', () => {
  it.each([
    ['personal', 'https://outlook.live.com'],
    ['work', 'https://outlook.office.com'],
  ] as const)('fills in the form of a %s account', (account, origin) => {
    const address = outlookCalendarUrl(createInvitation(), account);
    expect(new URL(address).origin).toBe(origin);
    expect(queryOf(address)).toEqual({
      path: '/calendar/action/compose',
      rru: 'addevent',
      startdt: '2026-03-29T01:30:00Z',
      enddt: '2026-03-29T02:15:00Z',
      subject: 'Quarterly numbers',
      body: JOIN_URL,
      location: JOIN_URL,
    });
  });

  it('has no plus sign for a space, which Outlook would show', () => {
    expect(outlookCalendarUrl(createInvitation({ title: 'a b + c' }))).toContain('subject=a%20b%20%2B%20c&');
  });
});

describe.each([
  ['Google', googleCalendarUrl, 'text'],
  ['Outlook', outlookCalendarUrl, 'subject'],
] as const)('a title in a link to %s', (_, createUrl, name) => {
  it.each(HOSTILE_TEXTS)('fills in one field and no other: %j', (title) => {
    const address = createUrl(createInvitation({ title }));
    expect(Object.keys(queryOf(address))).toEqual(Object.keys(queryOf(createUrl(createInvitation()))));
    expect(queryOf(address)[name]).not.toMatch(/[\r\n\u202a-\u202e]/);
    expect(queryOf(address).location).toBe(JOIN_URL);
  });
});
