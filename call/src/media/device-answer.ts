/** How long a device may take to answer, which is not how long a person may take to allow it. */
import { childLifetime, delay } from '../lib/lifetime.ts';
import { type PermissionStates, permissionOf } from './device-permissions.ts';
import type { Device } from './device-state.ts';

/** The slowest cameras take three or four seconds to start. */
export const ANSWER_LIMIT_MS = 8_000;

/** Where the browser does not say whether it is asking the person: time enough to read a question and answer it. */
export const QUESTION_LIMIT_MS = 30_000;

/**
 * Settles as the question does, or resolves with `overdue` when the devices are silent.
 * @throws also the signal's reason when the lifetime ends first
 */
export async function answerOf(
  asked: Promise<unknown>,
  devices: readonly Device[],
  permissions: PermissionStates | undefined,
  signal: AbortSignal,
): Promise<'answered' | 'overdue'> {
  const waiting = childLifetime(signal);
  const answered = asked.then(() => 'answered' as const);
  try {
    return await Promise.race([answered, untilOverdue(devices, permissions, waiting.signal)]);
  } finally {
    waiting.abort();
  }
}

async function untilOverdue(
  devices: readonly Device[],
  permissions: PermissionStates | undefined,
  signal: AbortSignal,
): Promise<'overdue'> {
  const states = await Promise.all(devices.map((device) => permissionOf(device, permissions)));
  await Promise.all(states.map((status) => untilAllowed(status, signal)));
  await delay(ANSWER_LIMIT_MS, signal);
  return 'overdue';
}

/** A person who is asked may take as long as they like. */
function untilAllowed(status: PermissionStatus | undefined, signal: AbortSignal): Promise<void> {
  if (status === undefined) return delay(QUESTION_LIMIT_MS - ANSWER_LIMIT_MS, signal);
  if (status.state !== 'prompt') return Promise.resolve();
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    status.addEventListener('change', () => resolve(), { once: true, signal });
  });
}
