import { afterEach, describe, expect, it, vi } from 'vitest';
import { isReload, onNetworkChange, platformProblem } from './platform.ts';

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

describe('isReload', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('is not, on a page that was opened', () => {
    expect(isReload()).toBe(false);
  });

  it.each([
    ['reload', true],
    ['navigate', false],
    ['back_forward', false],
    ['prerender', false],
  ])('%s: %s', (type, expected) => {
    const [navigation] = performance.getEntriesByType('navigation');
    const other = Object.create(navigation as object, { type: { value: type } }) as PerformanceEntry;
    vi.spyOn(performance, 'getEntriesByType').mockReturnValue([other]);
    expect(isReload()).toBe(expected);
  });

  it('is not, where the browser does not say', () => {
    vi.spyOn(performance, 'getEntriesByType').mockReturnValue([]);
    expect(isReload()).toBe(false);
  });
});

describe('onNetworkChange', () => {
  /** The browser's view of the network, on which a test can act. */
  class Network extends EventTarget {
    type: string | undefined = 'wifi';

    change(type: string | undefined): void {
      this.type = type;
      this.dispatchEvent(new Event('change'));
    }
  }

  function listen(network: EventTarget | undefined, signal = new AbortController().signal) {
    const listener = vi.fn();
    vi.spyOn(navigator as Navigator & { connection: unknown }, 'connection', 'get').mockReturnValue(network);
    onNetworkChange(listener, signal);
    return listener;
  }

  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('tells when the browser is online again', () => {
    const lifetime = new AbortController();
    const listener = listen(undefined, lifetime.signal);
    window.dispatchEvent(new Event('online'));
    expect(listener).toHaveBeenCalledTimes(1);
    lifetime.abort();
    window.dispatchEvent(new Event('online'));
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it('tells when the browser is on another network', () => {
    const network = new Network();
    const lifetime = new AbortController();
    const listener = listen(network, lifetime.signal);
    network.change('cellular');
    expect(listener).toHaveBeenCalledTimes(1);
    network.change('wifi');
    expect(listener).toHaveBeenCalledTimes(2);
    lifetime.abort();
    network.change('cellular');
    expect(listener).toHaveBeenCalledTimes(2);
  });

  it('does not tell that there is none, but that there is one again', () => {
    const network = new Network();
    const listener = listen(network);
    network.change('none');
    expect(listener).not.toHaveBeenCalled();
    network.change('wifi');
    expect(listener).toHaveBeenCalledTimes(1);
  });

  it.each([['wifi'], [undefined]])('does not tell that %s is faster or slower than was thought', (type) => {
    const network = new Network();
    network.type = type;
    const listener = listen(network);
    network.change(type);
    expect(listener).not.toHaveBeenCalled();
  });

  it('begins nothing when its lifetime was over before', () => {
    const network = new Network();
    const listener = listen(network, AbortSignal.abort());
    network.change('cellular');
    window.dispatchEvent(new Event('online'));
    expect(listener).not.toHaveBeenCalled();
  });
});
