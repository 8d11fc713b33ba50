import { createCallId, createHostKey, formatCallId, hostLink, joinLink } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { CALL_ID, FORMATTED_CALL_ID } from '../testing/call-scenes.ts';
import { routeOf } from './route.ts';

function route(path: string) {
  return routeOf(new URL(path, 'https://parley.example'));
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
    ['/schedule/', { page: 'not-found' }],
    ['/calls', { page: 'not-found' }],
    [`/call/${FORMATTED_CALL_ID}`, { page: 'not-found' }],
    ['/CALL', { page: 'not-found' }],
    ['/__/firebase/init.json', { page: 'not-found' }],
  ])('%s', (path, expected) => {
    expect(route(path)).toEqual(expected);
  });

  it('lead from a host link to its call, with the key', () => {
    const [id, hostKey] = [createCallId(), createHostKey()];
    const link = new URL(hostLink('https://parley.example', id, hostKey));
    expect(routeOf(link)).toEqual({ page: 'call', id, hostKey });
    expect(routeOf(new URL(link.href.slice(0, -1)))).toEqual({
      page: 'broken-link',
      problem: 'bad-character',
    });
  });

  it('lead from a join link to its call', () => {
    const id = createCallId();
    expect(routeOf(new URL(joinLink('https://parley.example', id)))).toEqual({ page: 'call', id });
    expect(route(`/call#${formatCallId(id)}`)).toEqual({ page: 'call', id });
  });
});
