import type { EmulatorAddresses } from '../firebase/emulator-ports.ts';
import { callScheduledFunction, findScheduledFunctions, readBackends } from './scheduled-functions.ts';

const tickMs = 60_000;

/**
 * Stands in for Cloud Scheduler, which the emulator suite does not have: calls each scheduled
 * function when its period has passed. Functions are looked up anew each time, as `npm run dev`
 * may have rebuilt them.
 */
export function startClock(addresses: EmulatorAddresses, projectId: string): { stop(): Promise<void> } {
  const startedAt = Date.now();
  const calledAt = new Map<string, number>();
  const tick = async () => {
    for (const scheduled of findScheduledFunctions(await readBackends(addresses))) {
      const now = Date.now();
      if (now - (calledAt.get(scheduled.name) ?? startedAt) < scheduled.periodMs) continue;
      calledAt.set(scheduled.name, now);
      await callScheduledFunction(addresses, projectId, scheduled);
    }
  };
  const ticker = setInterval(() => {
    // The functions emulator is away for a moment while it reloads: the next tick will do.
    tick().catch((error: unknown) =>
      console.error(`The local clock: ${error instanceof Error ? error.message : error}`),
    );
  }, tickMs);
  return { stop: async () => clearInterval(ticker) };
}
