import { createCallId, createHostKey, formatCallId, formatHostUrl, formatJoinUrl } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { CALL_ID, FORMATTED_CALL_ID } from '../testing/call-scenes.ts';
import { addressOf, parseRoute } from './route.ts';

function route(path: string) {
  return parseRoute(new URL(path, 'https://parley.example'));
}

describe('addresses', () => {
  it.each([
    ['/', { page: 'home' }],
    ['/?utm_source=mail', { page: 'home' }],
    ['/#', { page: 'home' }],
    [`/#${FORMATTED_CALL_ID}`, { page: 'home' }],
    [`/call#${FORMATTED_CALL_ID}`, { page: 'call', id: CALL_ID }],
    [`/call?x=1#${FORMATTED_CALL_ID}`, { page: 'call', id: CALL_ID }],
    [`/call#${CALL_ID}`, { page: 'call', id: CALL_ID }],
    ['/call/', { page: 'broken-link', problem: 'empty' }],
    ['/call?utm_source=mail', { page: 'broken-link', problem: 'empty' }],
    [`/call/#${FORMATTED_CALL_ID}`, { page: 'call', id: CALL_ID }],
    [`/call%23${FORMATTED_CALL_ID}`, { page: 'call', id: CALL_ID }],
    [`/call/%23${FORMATTED_CALL_ID}`, { page: 'call', id: CALL_ID }],
    [`/call%2523${FORMATTED_CALL_ID}`, { page: 'call', id: CALL_ID }],
    [`/call%23${FORMATTED_CALL_ID}?fbclid=IwAR0abcdefghijklmnop`, { page: 'call', id: CALL_ID }],
    [`/call?utm_source=a%23${FORMATTED_CALL_ID}`, { page: 'call', id: CALL_ID }],
    [`/call?utm_source=a-b&utm_medium=mail#${FORMATTED_CALL_ID}`, { page: 'call', id: CALL_ID }],
    [`/call#${FORMATTED_CALL_ID}?fbclid=IwAR0abcdefghijklmnop`, { page: 'call', id: CALL_ID }],
    [`/call#${FORMATTED_CALL_ID}&utm_source=mail`, { page: 'call', id: CALL_ID }],
    [`/call#${FORMATTED_CALL_ID}/`, { page: 'call', id: CALL_ID }],
    [`/call#${FORMATTED_CALL_ID}%20`, { page: 'call', id: CALL_ID }],
    [`/call#${FORMATTED_CALL_ID}%E2%80%8B`, { page: 'call', id: CALL_ID }],
    [`/call#%3C${FORMATTED_CALL_ID}%3E`, { page: 'call', id: CALL_ID }],
    [`/call##${FORMATTED_CALL_ID}`, { page: 'call', id: CALL_ID }],
    [`/call#${FORMATTED_CALL_ID}).`, { page: 'call', id: CALL_ID }],
    [`/call#${FORMATTED_CALL_ID.replaceAll('-', '\u2011')}`, { page: 'call', id: CALL_ID }],
    [`/call#${FORMATTED_CALL_ID.replaceAll('-', '')}`, { page: 'call', id: CALL_ID }],
    [`/call#${FORMATTED_CALL_ID}+0a1b2-c3d4e-5f6g7-h8j9k`, { page: 'broken-link', problem: 'several' }],
    [`/call#${FORMATTED_CALL_ID.toUpperCase().replace('1', 'l')}`, { page: 'call', id: CALL_ID }],
    ['/call', { page: 'broken-link', problem: 'empty' }],
    ['/call#', { page: 'broken-link', problem: 'empty' }],
    [`/call#${FORMATTED_CALL_ID.slice(0, -4)}`, { page: 'broken-link', problem: 'too-short' }],
    [`/call#${FORMATTED_CALL_ID}0`, { page: 'broken-link', problem: 'too-long' }],
    ['/call#settings?', { page: 'broken-link', problem: 'bad-character' }],
    ['/call#%00', { page: 'broken-link', problem: 'bad-character' }],
    ['/schedule', { page: 'schedule' }],
    ['/schedule?x=1', { page: 'schedule' }],
    [`/schedule#${FORMATTED_CALL_ID}`, { page: 'scheduled-call', id: CALL_ID }],
    ['/schedule#tomorrow?', { page: 'broken-link', problem: 'bad-character' }],
    ['/schedule/', { page: 'schedule' }],
    [`/schedule%23${FORMATTED_CALL_ID}`, { page: 'scheduled-call', id: CALL_ID }],
    ['/schedule/x', { page: 'not-found' }],
    ['/call.html', { page: 'not-found' }],
    ['/call%20', { page: 'not-found' }],
    ['/calls', { page: 'not-found' }],
    [`/call/${FORMATTED_CALL_ID}`, { page: 'not-found' }],
    ['/CALL', { page: 'not-found' }],
    ['/__/firebase/init.json', { page: 'not-found' }],
  ])('%s', (path, expected) => {
    expect(route(path)).toEqual(expected);
  });

  it('lead from a host link to its call, with the key', () => {
    const [id, hostKey] = [createCallId(), createHostKey()];
    const link = new URL(formatHostUrl('https://parley.example', id, hostKey));
    expect(parseRoute(link)).toEqual({ page: 'call', id, hostKey });
    const mangled = link.href.replace('#', '%23').concat('?fbclid=IwAR0abcdefghijklmnop');
    expect(parseRoute(new URL(mangled))).toEqual({ page: 'call', id, hostKey });
    expect(parseRoute(new URL(link.href.slice(0, -1)))).toEqual({
      page: 'broken-link',
      problem: 'host-key-damaged',
    });
  });

  it('are written anew without the host’s key and what tools add', () => {
    const [id, hostKey] = [createCallId(), createHostKey()];
    expect(addressOf({ page: 'call', id, hostKey })).toBe(`/call#${formatCallId(id)}`);
    expect(addressOf({ page: 'scheduled-call', id })).toBe(`/schedule#${formatCallId(id)}`);
    expect(addressOf({ page: 'home' })).toBe('/');
    expect(addressOf({ page: 'schedule' })).toBe('/schedule');
  });

  it('lead from a join link to its call', () => {
    const id = createCallId();
    expect(parseRoute(new URL(formatJoinUrl('https://parley.example', id)))).toEqual({ page: 'call', id });
    expect(route(`/call#${formatCallId(id)}`)).toEqual({ page: 'call', id });
  });
});
