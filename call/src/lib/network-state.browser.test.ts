import { afterEach, describe, expect, it, vi } from 'vitest';
import { NetworkState } from './network-state.ts';

describe('the state of the network', () => {
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
    new NetworkState(listener, signal);
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

  it('says whether there is one, as the browser does', () => {
    const lifetime = new AbortController();
    const { isOnline } = new NetworkState(vi.fn(), lifetime.signal);
    expect(isOnline.value).toBe(true);
    window.dispatchEvent(new Event('offline'));
    expect(isOnline.value).toBe(false);
    window.dispatchEvent(new Event('online'));
    expect(isOnline.value).toBe(true);
    lifetime.abort();
    window.dispatchEvent(new Event('offline'));
    expect(isOnline.value).toBe(true);
  });

  it('says that there is one when the browser tells of it by another event', () => {
    const network = new Network();
    vi.spyOn(navigator as Navigator & { connection: unknown }, 'connection', 'get').mockReturnValue(network);
    const { isOnline } = new NetworkState(vi.fn(), new AbortController().signal);
    window.dispatchEvent(new Event('offline'));
    const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    network.change('wifi');
    expect(isOnline.value).toBe(false);
    onLine.mockReturnValue(true);
    network.change('wifi');
    expect(isOnline.value).toBe(true);
  });

  it('begins nothing when its lifetime was over before', () => {
    const network = new Network();
    const listener = listen(network, AbortSignal.abort());
    network.change('cellular');
    window.dispatchEvent(new Event('online'));
    expect(listener).not.toHaveBeenCalled();
  });
});
