import { expect, test } from 'vitest';
import { bodyProblems } from '../http/field-problems.ts';
import { newCall } from './call-schemas.ts';

/** As a booking would be understood, or what is wrong with it. */
function read(guestLink: object) {
  const checked = newCall.safeParse({ durationMinutes: 30, guestLink });
  return checked.success ? checked.data.guestLink : bodyProblems(checked.error);
}

test.each([
  [{}, {}],
  [{ displayName: ' Grace\u200b  Hopper ' }, { displayName: 'Grace Hopper' }],
  [{ returnUrl: 'HTTPS://BOOKING.example:443/a b' }, { returnUrl: 'https://booking.example/a%20b' }],
  [
    { skipLobby: false, language: 'en' },
    { skipLobby: false, language: 'en' },
  ],
])('%j is understood as %j', (link, expected) => expect(read(link)).toEqual(expected));

test.each([
  [{ language: 'de' }, '#/guestLink/language', 'must be one of en'],
  [{ displayName: '' }, '#/guestLink/displayName', 'must have at least 1 character'],
  [{ displayName: '\u200b' }, '#/guestLink/displayName', 'must have something to be seen'],
  [{ displayName: 'x'.repeat(61) }, '#/guestLink/displayName', 'must have at most 60 characters'],
  [
    { returnUrl: 'http://booking.example/' },
    '#/guestLink/returnUrl',
    'must be an https address of up to 500 characters, without a user and a password',
  ],
  [{ skipLobby: 'yes' }, '#/guestLink/skipLobby', 'must be of the type boolean'],
  [{ logo: 'x' }, '#/guestLink/logo', 'is not known here'],
])('%j is refused where it stands', (link, pointer, detail) => {
  expect(read(link)).toEqual([{ pointer, detail }]);
});
