import { createCallId } from '@parley/protocol';
import type { ReactiveControllerHost } from 'lit';
import { afterEach, expect, it, vi } from 'vitest';
import type { CallState } from '../call/call-state.ts';
import { ServerClock } from '../call/server-clock.ts';
import { MemoryCallStore, MemoryDatabase } from '../testing/memory-call-store.ts';
import { CallController, type CallServices } from './call-controller.ts';

afterEach(() => vi.restoreAllMocks());

const FAULT = new TypeError('a fault of ours');

function servicesThat(fails: Partial<CallServices>): CallServices {
  return {
    store: new MemoryCallStore(new MemoryDatabase(), 'u'),
    identity: { signIn: async () => 'u' },
    desk: { claimHost: async () => {} },
    clock: new ServerClock(),
    rtcConfiguration: {},
    ...fails,
  };
}

it.each([
  ['connecting', () => Promise.reject(FAULT)],
  ['signing in', async () => servicesThat({ identity: { signIn: () => Promise.reject(FAULT) } })],
])(
  'A fault while %s is told and reported: nobody waits before a page that has given up',
  async (_, connect) => {
    const report = vi.spyOn(globalThis, 'reportError').mockImplementation(() => {});
    const states: CallState[] = [];
    const host: ReactiveControllerHost = {
      addController: () => {},
      removeController: () => {},
      requestUpdate: () => {},
      updateComplete: Promise.resolve(true),
    };
    const controller = new CallController(host, {
      id: createCallId(),
      services: connect(),
      isResumed: false,
      connectsOnlyWhenJoining: () => false,
      wishes: { microphone: true, camera: true },
      onWish: () => {},
      name: 'Ada',
      onTransition: (_, to) => states.push(to),
      onIgnored: () => {},
    });
    await vi.waitFor(() => expect(controller.state).toEqual({ phase: 'failed', error: 'unexpected' }));
    expect(states).toHaveLength(1);
    expect(report).toHaveBeenCalledExactlyOnceWith(FAULT);
    controller.dispose();
  },
);
