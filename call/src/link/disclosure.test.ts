import { describe, expect, it } from 'vitest';
import { disclose, mayBeTold, withoutOrigin } from './disclosure.ts';

const candidate = (address: string, type: string) =>
  `candidate:1 1 udp 2122260223 ${address} 54321 typ ${type}${type === 'host' ? '' : ' raddr 192.168.1.7 rport 54321'}`;

describe('before somebody has joined', () => {
  it.each([
    ['the name that hides an address', '6c1b1e0a-8f0b-4b53-9c0e-3f3c7d1c2b1a.local', 'host', true],
    ['how the internet sees them', '203.0.113.7', 'srflx', true],
    ['a relay', '198.51.100.1', 'relay', true],
    ['an address within their home', '192.168.1.7', 'host', false],
    ['an address of their machine', '203.0.113.7', 'host', false],
    ['one of IPv6', '2001:db8::7', 'host', false],
    ['what a STUN server in their own network sees', '10.0.0.7', 'srflx', false],
  ])('%s is told: %s', (_, address, type, isTold) => {
    expect(mayBeTold(candidate(address, type), 'public')).toBe(isTold);
    expect(mayBeTold(candidate(address, type), 'all')).toBe(true);
    expect(mayBeTold(candidate(address, type), 'nothing')).toBe(false);
    // Of somebody who hides where they are.
    expect(mayBeTold(candidate(address, type), 'relayed')).toBe(type === 'relay');
  });
});

it('nobody learns where a candidate was found from', () => {
  expect(withoutOrigin(`${candidate('203.0.113.7', 'srflx')} generation 0`)).toBe(
    'candidate:1 1 udp 2122260223 203.0.113.7 54321 typ srflx raddr 0.0.0.0 rport 0 generation 0',
  );
});

describe('a description', () => {
  const sdp = [
    'v=0',
    'm=audio 54321 UDP/TLS/RTP/SAVPF 111',
    'c=IN IP4 192.168.1.7',
    'a=rtcp:54321 IN IP4 192.168.1.7',
    `a=${candidate('192.168.1.7', 'host')}`,
    `a=${candidate('203.0.113.7', 'srflx')}`,
    'a=end-of-candidates',
    'a=mid:0',
    '',
  ].join('\r\n');

  it('keeps back what may not be told yet, and does not say that this is all', () => {
    const { told, held } = disclose(sdp, 'public');
    expect(told).not.toContain('192.168.1.7');
    expect(told).toContain('203.0.113.7');
    expect(told).not.toContain('end-of-candidates');
    expect(told.endsWith('a=mid:0\r\n')).toBe(true);
    expect(held).toEqual([{ candidate: candidate('192.168.1.7', 'host'), sdpMLineIndex: 0 }]);
  });

  it('has no address at all in it when nothing may be told', () => {
    const { told, held } = disclose(sdp, 'nothing');
    expect(told).not.toMatch(/\d+\.\d+\.\d+\.[1-9]/);
    expect(held).toHaveLength(2);
  });

  it('has every way in it when all may be told', () => {
    const { told, held } = disclose(sdp, 'all');
    expect(told.match(/a=candidate:/g)).toHaveLength(2);
    expect(told).toContain('a=end-of-candidates');
    expect(held).toEqual([]);
  });
});
