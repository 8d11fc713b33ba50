import {
  type CallId,
  createCallId,
  DEFAULT_EMPTY_TIMEOUT_SECONDS,
  deriveCallKeys,
  expiryWhenEmpty,
} from '@parley/protocol';
import { CallError } from './call-error.ts';
import type { CallStore } from './call-store.ts';
import type { Identity } from './identity.ts';
import type { ServerClock } from './server-clock.ts';

export interface CreateCallOptions {
  readonly store: Pick<CallStore, 'commit'>;
  readonly identity: Identity;
  readonly clock: ServerClock;
  /** How long the call outlives the last person in it. Default: 10 minutes. */
  readonly emptyTimeoutSeconds?: number;
  readonly signal: AbortSignal;
}

/**
 * Makes a new call with this user as its host. Nobody sits in it yet.
 * @throws {CallError}
 */
export async function createCall(options: CreateCallOptions): Promise<CallId> {
  const { store, identity, clock, signal, emptyTimeoutSeconds = DEFAULT_EMPTY_TIMEOUT_SECONDS } = options;
  const id = createCallId();
  const [{ docId }] = await Promise.all([deriveCallKeys(id), identity.signIn(signal)]);
  const lasting = { emptyTimeoutSeconds, schedule: null };
  const commit = () => {
    const expiresAt = expiryWhenEmpty(clock.now(), lasting, false);
    return store.commit(docId, { type: 'create', ...lasting, expiresAt }, { signal });
  };
  try {
    await commit();
  } catch (error) {
    // The device's clock was set while the page was open; the refusal has taught the time.
    if (!(error instanceof CallError) || error.code !== 'refused') throw error;
    await commit();
  }
  return id;
}
