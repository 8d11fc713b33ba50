/** The seat that a session takes, and what each of its writes says of it. */
import { type CallDoc, expiryWhileSeated, type Role, type SessionKeys, type Sitter } from '@parley/protocol';
import type { ServerClock } from '../lib/server-clock.ts';
import type { Self } from './negotiator-events.ts';

export interface OwnSeat {
  readonly role: Role;
  readonly session: string;
  readonly sessionKeys: SessionKeys;
  readonly self: () => Self;
  readonly clock: ServerClock;
}

/**
 * @param met whether the two have met, or are brought together by what is written
 * @param isLinked whether this page hears the other's
 */
export function sitterIn(
  { role, session, sessionKeys, self, clock }: OwnSeat,
  call: Pick<CallDoc, 'emptyTimeoutSeconds' | 'schedule'>,
  met: boolean,
  isLinked = false,
): Sitter {
  const linked = isLinked ? ({ linked: true } as const) : {};
  const expiresAt = expiryWhileSeated(clock.now(), call, met, linked);
  return { role, session, entered: self().hasEntered, ...linked, key: sessionKeys.publicKey, expiresAt };
}
