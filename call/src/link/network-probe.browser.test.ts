import { expect, it } from 'vitest';
import { probeNetwork } from './network-probe.ts';

const alive = new AbortController().signal;
/** Nobody listens there. */
const DEAD: RTCIceServer = { urls: 'stun:127.0.0.1:9' };

it('A network from which no STUN server can be reached is one that refuses UDP', async () => {
  expect(await probeNetwork([DEAD], alive)).toEqual({ udp: 'refused', seenFrom: '' });
});

it.each([[[]], [[{ urls: 'turn:127.0.0.1:9', username: 'u', credential: 'c' }]]])(
  'Nothing is said where there is no server to ask: %j',
  async (servers) => {
    expect(await probeNetwork(servers, alive)).toEqual({ udp: 'unknown', seenFrom: '' });
  },
);

it('Nobody waits for it once the call is over', async () => {
  const life = new AbortController();
  const probed = probeNetwork([DEAD], life.signal);
  life.abort(new Error('over'));
  await expect(probed).rejects.toThrow('over');
});
