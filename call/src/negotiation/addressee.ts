/** Who reads what is sealed: the session that sits in the other seat, if one does. */
import { type CallDoc, isHeld, type Role } from '@parley/protocol';
import type { PeerKey, SignalBox } from './signal-box.ts';

export interface Addressee {
  readonly isThere: boolean;
  readonly key: PeerKey;
}

const NOBODY: Addressee = { isThere: false, key: null };

/** Who would read an offer. A seat that its holder has left, or that holds no key but noise, is nobody's. */
export async function whoeverIsThere(
  call: CallDoc | undefined,
  role: Role,
  now: number,
  box: Pick<SignalBox, 'isUsable'>,
): Promise<Addressee> {
  const seat = call?.seats[role] ?? null;
  if (!isHeld(seat, now)) return NOBODY;
  if (seat.key !== null && !(await box.isUsable(seat.key))) return NOBODY;
  return { isThere: true, key: seat.key };
}

/** Whoever wrote a description, if that session sits there still. */
export function sessionThere(call: CallDoc | undefined, role: Role, session: string): Addressee {
  const seat = call?.seats[role];
  return seat?.session === session ? { isThere: true, key: seat.key } : NOBODY;
}
