import { describe, expect, it } from 'vitest';
import { parseIssuedRelays } from './issued-relays.ts';

const server = {
  urls: ['turn:relay.example:3478?transport=udp', 'turns:relay.example:443?transport=tcp'],
  username: '1:a',
  credential: 'b',
};
const relays = { servers: [server], validForSeconds: 600 };

describe('relays', () => {
  it.each([relays, { servers: [], validForSeconds: 1 }])(
    'as the function gives them are taken: %j',
    (value) => {
      expect(parseIssuedRelays(value)).toEqual(value);
    },
  );

  it('lose what is not known', () => {
    const value = { servers: [{ ...server, credentialType: 'oauth' }], validForSeconds: 600, region: 'eu' };
    expect(parseIssuedRelays(value)).toEqual(relays);
  });

  it.each([
    null,
    [],
    {},
    { ...relays, servers: null },
    { ...relays, servers: Array(5).fill(server) },
    { ...relays, validForSeconds: 0 },
    { ...relays, validForSeconds: 1.5 },
    { ...relays, validForSeconds: 86_401 },
    ...[
      { urls: [] },
      { urls: 'turn:relay.example' },
      { urls: Array(9).fill(server.urls[0]) },
      ...[
        'stun:relay.example',
        'https://relay.example',
        'turn:',
        'turn:relay.example?transport=sctp',
        'turn:a b',
        'turn:a#b',
        'turn:a@b',
        5,
      ].map((url) => ({ urls: [url] })),
      { username: '' },
      { credential: 'x'.repeat(513) },
      { credential: 5 },
    ].map((changes) => ({ ...relays, servers: [{ ...server, ...changes }] })),
  ])('of another form are refused: %j', (value) => {
    expect(() => parseIssuedRelays(value)).toThrow(/must be/);
  });
});
