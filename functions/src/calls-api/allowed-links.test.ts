import { expect, test } from 'vitest';
import { linkProblems } from './allowed-links.ts';

const RETURN_URL = 'https://booking.example/visits/7';
const nothing = { returnOrigins: [], maySkipLobby: false };
const all = { returnOrigins: ['https://booking.example'], maySkipLobby: true };
const both = { returnUrl: RETURN_URL, skipLobby: true };

test('What an API key has to allow is refused where it stands when the key does not, and taken when it does', () => {
  const links = { hostLink: both, guestLink: both };
  expect(linkProblems(links, nothing).map(({ pointer }) => pointer)).toEqual([
    '#/hostLink/returnUrl',
    '#/hostLink/skipLobby',
    '#/guestLink/returnUrl',
    '#/guestLink/skipLobby',
  ]);
  expect(linkProblems(links, all)).toEqual([]);
});

test('Each right is one for itself', () => {
  const links = { guestLink: both };
  expect(linkProblems(links, { ...all, maySkipLobby: false })).toEqual([
    { pointer: '#/guestLink/skipLobby', detail: 'is not allowed to this API key' },
  ]);
  expect(linkProblems(links, { ...all, returnOrigins: [] })).toMatchObject([
    { pointer: '#/guestLink/returnUrl' },
  ]);
});

test('What is taken away, not named or refused by the program itself takes no right', () => {
  const links = { hostLink: null, guestLink: { skipLobby: false } };
  expect(linkProblems(links, nothing)).toEqual([]);
  expect(linkProblems({ guestLink: undefined }, nothing)).toEqual([]);
});

test('People are led on only to an origin that the key allows', () => {
  const returnOrigins = ['https://booking.example', 'http://localhost:3000'];
  const ask = (returnUrl: string, origins = returnOrigins) =>
    linkProblems({ hostLink: { returnUrl }, guestLink: null }, { ...all, returnOrigins: origins });
  for (const url of ['https://booking.example/x?y', 'http://localhost:3000/']) expect(ask(url)).toEqual([]);
  const detail = `must be at an origin that this API key allows: ${returnOrigins.join(', ')}`;
  for (const url of [
    'https://elsewhere.example/',
    'https://booking.example:8443/',
    'https://booking.example.elsewhere.example/',
    'http://localhost:3001/',
  ])
    expect(ask(url)).toEqual([{ pointer: '#/hostLink/returnUrl', detail }]);
  expect(ask('https://booking.example/', [])).toEqual([
    { pointer: '#/hostLink/returnUrl', detail: 'is not possible with this API key, which allows no origin' },
  ]);
});

test('What a link has already may be said again, and each link for itself', () => {
  const had = { guestLink: both };
  expect(linkProblems({ guestLink: both }, nothing, had)).toEqual([]);
  expect(linkProblems({ guestLink: { returnUrl: RETURN_URL } }, nothing, had)).toEqual([]);
  expect(linkProblems({ guestLink: { ...both, returnUrl: `${RETURN_URL}/x` } }, nothing, had)).toMatchObject([
    { pointer: '#/guestLink/returnUrl' },
  ]);
  expect(
    linkProblems({ guestLink: both }, nothing, { guestLink: { ...both, skipLobby: false } }),
  ).toMatchObject([{ pointer: '#/guestLink/skipLobby' }]);
  expect(linkProblems({ hostLink: both }, nothing, had)).toHaveLength(2);
});
