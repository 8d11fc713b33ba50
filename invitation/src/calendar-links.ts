/**
 * Links that open a calendar's own form, filled in. Neither has a public specification; both are what these pages have
 * taken for years. Whoever follows one tells Google or Microsoft the join link, as with any entry in their calendar.
 */
import { utcValue } from './content-line.ts';
import type { Invitation } from './invitation.ts';
import { describe, linkOf, titleOf } from './invitation-text.ts';

/** @param timeZone in which Google shows the entry; undefined: the calendar's own */
export function googleCalendarUrl(invitation: Invitation, timeZone?: string): string {
  return withQuery('https://calendar.google.com/calendar/render', {
    action: 'TEMPLATE',
    text: titleOf(invitation),
    dates: `${utcValue(invitation.startsAt)}/${utcValue(invitation.endsAt)}`,
    details: describe(invitation),
    location: linkOf(invitation),
    ...(timeZone === undefined ? {} : { ctz: timeZone }),
  });
}

const OUTLOOK_ORIGINS = {
  personal: 'https://outlook.live.com',
  work: 'https://outlook.office.com',
} as const;

/** @param account where the calendar is: a private account, or one of a firm or a school */
export function outlookCalendarUrl(
  invitation: Invitation,
  account: keyof typeof OUTLOOK_ORIGINS = 'personal',
): string {
  return withQuery(`${OUTLOOK_ORIGINS[account]}/calendar/deeplink/compose`, {
    path: '/calendar/action/compose',
    rru: 'addevent',
    startdt: toSeconds(invitation.startsAt),
    enddt: toSeconds(invitation.endsAt),
    subject: titleOf(invitation),
    body: describe(invitation),
    location: linkOf(invitation),
  });
}

/** As in `2026-03-29T01:30:00Z`. */
function toSeconds(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+/, '');
}

/** Spaces become `%20`: Outlook shows a `+` as a plus sign. */
function withQuery(address: string, query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${address}?${pairs.join('&')}`;
}
