/** The user of this browser, whom all its pages share: they stay who they are while a call is open on one of them. */

import { HeldLock } from './held-lock.ts';

/** Held by every page on which a call is open, in its lobby and at its door, too. */
const OPEN_CALL_LOCK = 'parley:open-call';
/** Held by every page on which this person is in a call, be it one that has a name or not. */
const IN_CALL_LOCK = 'parley:in-call';
const NEW_USER_CHANNEL = 'parley:new-user';
const NAME_CHANNEL = 'parley:name';

/** This browser has a call open: its user cannot become another now. */
export class InCallError extends Error {
  override readonly name = 'InCallError';
}

/** Held while a call is open on this page. */
export function openCallLock(): HeldLock {
  return new HeldLock(OPEN_CALL_LOCK);
}

/** Held while this person is in a call on this page. */
export function inCallLock(): HeldLock {
  return new HeldLock(IN_CALL_LOCK);
}

/** Whether they are in a call on any page of this browser. Where locks are blocked, other pages do not know. */
export async function isInAnyCall(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query().catch(() => ({ held: [] }));
  return held.some(({ name }) => name === IN_CALL_LOCK);
}

/** Does it while no call is open; one that is opened meanwhile waits for nothing. @throws {InCallError} */
export async function whileNoCallIsOpen(act: () => Promise<void>): Promise<void> {
  const hasLocks = await navigator.locks.query().then(
    () => true,
    () => false,
  );
  if (!hasLocks) return act();
  await navigator.locks.request(OPEN_CALL_LOCK, { mode: 'exclusive', ifAvailable: true }, (lock) => {
    if (lock === null) throw new InCallError();
    return act();
  });
}

/** Tells every page that the user has become another. */
export function announceNewUser(): void {
  const channel = new BroadcastChannel(NEW_USER_CHANNEL);
  channel.postMessage('new');
  channel.close();
}

export function onNewUser(listener: () => void, signal: AbortSignal): void {
  const channel = new BroadcastChannel(NEW_USER_CHANNEL);
  channel.addEventListener('message', listener, { signal });
  signal.addEventListener('abort', () => channel.close(), { once: true });
}

/**
 * @param listener on another page of this browser its user has another name than before, or none
 * @returns tells the other pages the same of this one
 */
export function shareName(listener: () => void, signal: AbortSignal): () => void {
  const channel = new BroadcastChannel(NAME_CHANNEL);
  channel.addEventListener('message', listener, { signal });
  signal.addEventListener('abort', () => channel.close(), { once: true });
  return () => channel.postMessage('other');
}
