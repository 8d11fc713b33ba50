import {
  type CallId,
  createOwnCall,
  DEFAULT_EMPTY_TIMEOUT_SECONDS,
  expiryWhenEmpty,
  ROOM_STAY_SECONDS,
  sealRoomName,
} from '@parley/protocol';
import type { ServerClock } from '../lib/server-clock.ts';
import { CallError } from '../ports/call-error.ts';
import type { CallStore } from '../ports/call-store.ts';
import type { Identity } from '../ports/identity.ts';

/** What a new call needs: `store`, `identity` and `clock` are those of `connectFirebase`. */
export interface CreateCallOptions {
  readonly store: Pick<CallStore, 'commit'>;
  readonly identity: Identity;
  readonly clock: ServerClock;
  /** How long the call outlives the last person in it: a whole number from 60 to 86,400 (24 hours). Default: 600. */
  readonly emptyTimeoutSeconds?: number;
  /**
   * Puts a door between the link and the guest's seat: whoever comes knocks, the host lets in one person at a time, and nobody
   * else can read what the two offer each other. Default: whoever has the link may sit down.
   */
  readonly hasDoor?: boolean;
  /**
   * Makes a lasting room of it, of this name, cut to 60 UTF-16 code units; empty: none. It stays for 90 days after the last person has
   * left, whatever `emptyTimeoutSeconds` is; whoever has the link reads its name, and nobody else. Default: it is none.
   */
  readonly roomName?: string;
  /** Gives up; the promise rejects with its reason, though the call may be there by then. Default: nothing does. */
  readonly signal?: AbortSignal;
}

/**
 * Makes a new call with this user as its host. Nobody sits in it yet.
 * @returns what lets two people into it; it can be told or sent as it is, and the database never learns it
 * @throws {CallError} `too-many-calls` when this user has created 20 within the hour, `too-many-rooms` when 20 rooms within 30 days; `refused` when `emptyTimeoutSeconds` is
 *   out of its range or this page is older or newer than the database's rules; `contended`, `quota-exceeded`,
 *   `signaling-unreachable`; and what {@link Identity.signIn} throws
 */
export async function createCall(options: CreateCallOptions): Promise<CallId> {
  const { store, identity, clock, emptyTimeoutSeconds = DEFAULT_EMPTY_TIMEOUT_SECONDS } = options;
  const { signal = new AbortController().signal, hasDoor = false, roomName: name } = options;
  const [{ id, keys }] = await Promise.all([createOwnCall(), identity.signIn(signal)]);
  const { docId } = keys;
  const roomName = name === undefined ? undefined : await sealRoomName(keys, name);
  const lasting = { emptyTimeoutSeconds: roomName ? ROOM_STAY_SECONDS : emptyTimeoutSeconds, schedule: null };
  const commit = () => {
    const expiresAt = expiryWhenEmpty(clock.now(), lasting, false);
    const made = { ...(hasDoor && { hasDoor }), ...(roomName && { roomName }) };
    return store.commit(docId, { type: 'create', ...lasting, ...made, expiresAt }, { signal });
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
