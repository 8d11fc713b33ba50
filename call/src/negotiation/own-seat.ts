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

/** @param met whether the two have met, or are brought together by what is written */
export function sitterIn(
  { role, session, sessionKeys, self, clock }: OwnSeat,
  call: Pick<CallDoc, 'emptyTimeoutSeconds' | 'schedule'>,
  met: boolean,
): Sitter {
  const expiresAt = expiryWhileSeated(clock.now(), call, met);
  return { role, session, entered: self().hasEntered, key: sessionKeys.publicKey, expiresAt };
}
