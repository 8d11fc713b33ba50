/** What is concluded from what a browser tells of its gathering. */
import { afterEach, expect, it, vi } from 'vitest';
import { probeNetwork } from './network-probe.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

const SERVERS: RTCIceServer[] = [
  { urls: 'stun:one.example' },
  { urls: ['stun:two.example', 'turn:two.example'] },
];

type Told = { type: 'host' | 'srflx'; address: string } | { failed: string };

/** A browser that tells this, and then that it has gathered all. */
function browserThat(...tells: readonly Told[]): void {
  class FakeConnection extends EventTarget {
    createDataChannel(): void {}
    close(): void {}
    async createOffer(): Promise<void> {}

    async setLocalDescription(): Promise<void> {
      for (const told of tells) {
        if ('failed' in told) this.#tell('icecandidateerror', { url: told.failed });
        else this.#tell('icecandidate', { candidate: told });
      }
      this.#tell('icecandidate', { candidate: null });
    }

    #tell(type: string, fields: object): void {
      this.dispatchEvent(Object.assign(new Event(type), fields));
    }
  }
  vi.stubGlobal('RTCPeerConnection', FakeConnection);
}

const HOME = { type: 'host', address: '192.168.1.2' } as const;
const PUBLIC = { type: 'host', address: '93.184.216.34' } as const;
const ONE = { failed: 'stun:one.example' };
const TWO = { failed: 'stun:two.example' };

it.each<[string, readonly Told[], string]>([
  [
    'a server answers, whatever another does',
    [HOME, ONE, { type: 'srflx', address: '93.184.216.34' }],
    'open',
  ],
  ['nothing fails', [PUBLIC], 'open'],
  ['all servers fail', [HOME, ONE, TWO], 'refused'],
  ['one fails, of a browser that does not say which', [HOME, { failed: '' }], 'refused'],
  ['one of two servers fails', [HOME, ONE], 'unknown'],
  ['all servers fail and a relay too', [HOME, ONE, TWO, { failed: 'turn:two.example' }], 'refused'],
  ['a relay fails and one of two servers', [HOME, ONE, { failed: 'turn:one.example' }], 'unknown'],
  [
    'all servers fail one with a private IPv6 address',
    [{ type: 'host', address: '[fd00::2]' }, ONE, TWO],
    'refused',
  ],
  [
    'all servers fail one with a public IPv6 address',
    [{ type: 'host', address: '[2a00::2]' }, ONE, TWO],
    'unknown',
  ],
  ['all servers fail a phone', [{ type: 'host', address: '100.72.0.9' }, ONE, TWO], 'refused'],
  ['all servers fail a machine with a public address', [PUBLIC, ONE, TWO], 'unknown'],
  [
    'all servers fail one whose address is hidden',
    [{ type: 'host', address: 'a.local' }, ONE, TWO],
    'refused',
  ],
])('Where %s (%j), UDP is %s', async (_, tells, udp) => {
  browserThat(...tells);
  expect(await probeNetwork(SERVERS, new AbortController().signal)).toMatchObject({ udp });
});
