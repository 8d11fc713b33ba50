/** Every write of a name is one of these, as firestore.rules has it too. With each claim and renewal goes one of its holder. */
import { type DocumentWrite, fieldsAfter, SERVER_TIME, Time } from '../call/document-write.ts';
import type { Writer } from '../call/entry.ts';
import {
  CLOCK_TOLERANCE_MS,
  MAX_NAME_KEYS,
  NAME_KEPT_MS,
  NAME_LEASE_MS,
  NAME_LEASE_STEP_MS,
  NAME_PAUSE_MS,
  SESSION_KEY_BYTES,
} from '../reading/limits.ts';
import { type HolderDoc, isNameOf, type NameDoc } from './name-doc.ts';
import { foldPersonName } from './person-name.ts';

export type NameTransition =
  /** Takes a name that nobody has. */
  | (Pick<NameDoc, 'name' | 'keys' | 'expiresAt'> & { readonly type: 'claim' })
  /** Still comes, with these devices. */
  | (Pick<NameDoc, 'keys' | 'expiresAt'> & { readonly type: 'renew' })
  /** Gives it up. */
  | (Pick<NameDoc, 'expiresAt'> & { readonly type: 'release' });

/** What is stored beside a name while it is judged. */
export interface NameScene {
  readonly nameId: string;
  readonly before: NameDoc | null;
  /** That of the writer, as it will be. */
  readonly holder: HolderDoc | null;
  /** What the writer has had counted last is this name. */
  readonly hasAskedFor: boolean;
}

/** The name after the transition, or null when it is refused. Total. */
export function applyName(
  { nameId, before, holder, hasAskedFor }: NameScene,
  transition: NameTransition,
  { uid, now }: Writer,
): NameDoc | null {
  const isHeld = holder?.name === nameId && holder.expiresAt >= transition.expiresAt;
  const isOwn = before !== null && isNameOf(before, uid, now);
  const mayWrite = (): boolean => {
    switch (transition.type) {
      case 'claim':
        return (
          hasAskedFor &&
          isFreeFor(before, uid, now) &&
          foldPersonName(transition.name) === nameId &&
          areKeys(transition.keys) &&
          isHeld &&
          isLeaseEnd(transition.expiresAt, now)
        );
      case 'renew':
        return isOwn && areKeys(transition.keys) && isHeld && isLeaseEnd(transition.expiresAt, now);
      case 'release':
        return isOwn && isAround(transition.expiresAt, now + NAME_KEPT_MS);
    }
  };
  if (!mayWrite()) return null;
  return fieldsAfter(before, nameWrite(transition, uid), now) as unknown as NameDoc;
}

/** Until when a name is leased that is claimed or renewed now: for 150 to 180 days. */
export function nameLeaseEnd(now: number): number {
  return now + NAME_LEASE_MS - ((now + NAME_LEASE_MS) % NAME_LEASE_STEP_MS);
}

function isLeaseEnd(time: number, now: number): boolean {
  return (
    time % NAME_LEASE_STEP_MS === 0 &&
    time >= now + NAME_LEASE_MS - NAME_LEASE_STEP_MS - CLOCK_TOLERANCE_MS &&
    time <= now + NAME_LEASE_MS + CLOCK_TOLERANCE_MS
  );
}

/** Nobody has it, and it is kept for nobody else. */
export function isFreeFor(before: NameDoc | null, uid: string, now: number): boolean {
  if (before === null || before.expiresAt <= now) return true;
  return before.uid === uid && before.releasedAt !== null;
}

/** From when on whoever has claimed this may claim another name, by the server's clock. */
export function nextClaimAt(holder: HolderDoc | null): number {
  return holder === null ? 0 : holder.claimedAt + NAME_PAUSE_MS;
}

export type HolderTransition =
  /** Claims a name, in place of another perhaps. */
  | (Pick<HolderDoc, 'name' | 'expiresAt'> & { readonly type: 'claim' })
  | (Pick<HolderDoc, 'expiresAt'> & { readonly type: 'renew' });

/** What a holder's names will be once all of the commit is written: the one they claim, and the one they had. */
export interface HolderScene {
  readonly before: HolderDoc | null;
  readonly claimed: NameDoc | null;
  readonly left: NameDoc | null;
}

/** The holder after the transition, or null when it is refused. Total. */
export function applyHolder(
  { before, claimed, left }: HolderScene,
  transition: HolderTransition,
  { uid, now }: Writer,
): HolderDoc | null {
  if (claimed === null || !isNameOf(claimed, uid, now)) return null;
  // For as long as the name goes on: who has no such document any more may claim another.
  if (claimed.expiresAt > transition.expiresAt || !isLeaseEnd(transition.expiresAt, now)) return null;
  if (transition.type === 'renew' && before === null) return null;
  if (transition.type === 'claim' && before !== null) {
    const hasLeft = before.name === transition.name || left === null || !isNameOf(left, uid, now);
    if (nextClaimAt(before) > now || !hasLeft) return null;
  }
  return fieldsAfter(before, holderWrite(transition), now) as unknown as HolderDoc;
}

function areKeys({ length }: Uint8Array): boolean {
  return length > 0 && length <= MAX_NAME_KEYS * SESSION_KEY_BYTES && length % SESSION_KEY_BYTES === 0;
}

function isAround(time: number, expected: number): boolean {
  return Math.abs(time - expected) <= CLOCK_TOLERANCE_MS;
}

/** What is written. */
export function nameWrite(transition: NameTransition, uid: string): DocumentWrite {
  const expiresAt = new Time(transition.expiresAt);
  switch (transition.type) {
    case 'claim': {
      const { name, keys } = transition;
      return {
        kind: 'set',
        fields: { name, uid, keys, claimedAt: SERVER_TIME, releasedAt: null, expiresAt },
      };
    }
    case 'renew':
      return { kind: 'update', fields: { keys: transition.keys, expiresAt } };
    case 'release':
      return { kind: 'update', fields: { releasedAt: SERVER_TIME, expiresAt } };
  }
}

/** What is written. */
export function holderWrite(transition: HolderTransition): DocumentWrite {
  const expiresAt = new Time(transition.expiresAt);
  if (transition.type === 'renew') return { kind: 'update', fields: { expiresAt } };
  return { kind: 'set', fields: { name: transition.name, claimedAt: SERVER_TIME, expiresAt } };
}
