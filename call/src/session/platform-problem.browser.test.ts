import { describe, expect, it } from 'vitest';
import { platformProblem } from './platform-problem.ts';

const page = (changes: object) => ({ ...globalThis, isSecureContext: true, ...changes }) as typeof window;

describe('platformProblem', () => {
  it('finds none in a browser of today', () => {
    expect(platformProblem(window)).toBeUndefined();
  });

  it('names the address first, for which browsers take WebRTC’s parts away', () => {
    const insecure = { isSecureContext: false, RTCPeerConnection: undefined };
    expect(platformProblem(page(insecure))).toBe('insecure-origin');
  });

  it.each([[undefined], [null], [false]])('misses WebRTC where it is %s', (RTCPeerConnection) => {
    expect(platformProblem(page({ RTCPeerConnection }))).toBe('no-webrtc');
  });
});
