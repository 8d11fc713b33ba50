import { createCallId } from '@parley/protocol';
import { afterEach, expect, it, vi } from 'vitest';
import { openCall } from './call.ts';
import type { CallServices } from './call-options.ts';
import { MemoryDatabase } from './testing/memory-call-store.ts';
import { memoryServices } from './testing/memory-services.ts';

afterEach(() => vi.restoreAllMocks());

const FAULT = new TypeError('a fault of ours');

function servicesThat(fails: Partial<CallServices>): CallServices {
  return { ...memoryServices(new MemoryDatabase(), 'u'), ...fails };
}

it.each([
  ['connecting', () => Promise.reject(FAULT)],
  ['signing in', async () => servicesThat({ identity: { signIn: () => Promise.reject(FAULT) } })],
])(
  'A fault while %s is told and reported: nobody waits before a page that has given up',
  async (_, connect) => {
    const report = vi.spyOn(globalThis, 'reportError').mockImplementation(() => {});
    const call = openCall({ id: createCallId(), services: connect(), onIgnored: () => {} });
    const phases: string[] = [];
    call.state.subscribe(({ phase }) => phases.push(phase));
    await expect.poll(() => call.state.value).toEqual({ phase: 'failed', error: 'unexpected' });
    expect(phases).toEqual(['arriving', 'failed']);
    expect(report).toHaveBeenCalledExactlyOnceWith(FAULT);
    call.close();
  },
);
