import { expect, it } from 'vitest';
import { iceServers } from './ice-servers.ts';

const OWN = [{ urls: 'stun:stun.parley.example:3478' }];

it('are public ones where the site names none', () => {
  const servers = iceServers(false);
  expect(servers.length).toBeGreaterThan(0);
  for (const { urls } of servers) expect([urls].flat()[0]).toMatch(/^stun:/);
});

it('are none on a local project, which must not ask the internet', () => {
  expect(iceServers(true)).toEqual([]);
});

it.each([[true], [false]])('are those that the site names, local or not: %s', (isLocal) => {
  expect(iceServers(isLocal, JSON.stringify(OWN))).toEqual(OWN);
});

it('may be none by the site’s own wish', () => {
  expect(iceServers(false, '[]')).toEqual([]);
});

it('are not named by an empty setting', () => {
  expect(iceServers(false, '')).toEqual(iceServers(false));
  expect(iceServers(true, '')).toEqual([]);
});

it('are nobody else’s to change', () => {
  iceServers(false).length = 0;
  expect(iceServers(false)).not.toEqual([]);
});

it.each(['stun:stun.parley.example', '{', 'null', '{"urls":"stun:x"}', '["stun:x"]', '[null]', '[{}]'])(
  'are not configured by %s',
  (configured) => {
    expect(() => iceServers(false, configured)).toThrow(expect.objectContaining({ code: 'not-configured' }));
  },
);
