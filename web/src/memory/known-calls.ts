/**
 * The calls that this browser made or was in, kept on the device and nowhere else. What is kept lets whoever has the
 * device into them, as the browser's own history does.
 */
import type { CallPlan, DeviceMemory } from '@parley/call';
import {
  type CallAddress,
  type CallId,
  type HostKey,
  MAX_EMPTY_TIMEOUT_SECONDS,
  ROOM_STAY_SECONDS,
} from '@parley/protocol';
import { readKnownCall } from './read-known-call.ts';

export interface KnownCall {
  readonly id: CallId;
  readonly isHost: boolean;
  /** When this browser last made, changed or entered it. Milliseconds since the epoch, as all times here. */
  readonly usedAt: number;
  /** Null: a call of now, without a time. */
  readonly plan: KnownPlan | null;
  /** What the other wanted to be called, or whom the call was started for; undefined: not known. */
  readonly peerName?: string | undefined;
  /** When the two agreed on it by ringing; undefined: they did not, or were in it together since. */
  readonly rungAt?: number | undefined;
  /** For how long both were in it; undefined: they never were. */
  readonly talkedMs?: number | undefined;
  /** How long a call of now stays open while nobody is in it; undefined: not known. */
  readonly emptyTimeoutSeconds?: number | undefined;
  /** What the lasting room is called that it is; empty: nothing; undefined: it is none. */
  readonly room?: string | undefined;
  /** A call of now that nobody can come back to. */
  readonly isOver?: true | undefined;
}

/** What was agreed on, as this browser last knew it. */
export interface KnownPlan extends CallPlan {
  /** Null: not known. */
  readonly emptyTimeoutSeconds: number | null;
  readonly revision: number;
  readonly changedAt: number;
  /** Null: this browser neither made the call nor came by the host link. Nobody can read the key again. */
  readonly hostKey: HostKey | null;
  readonly isCancelled: boolean;
}

/** With the format's version in it: what a later version keeps elsewhere, this one does not destroy. */
const KEY = 'parley:calls:1';

/** More are never kept. Calls to come go last, and nobody has so many. */
export const MAX_KNOWN_CALLS = 100;

/** How long a call that is over stays in the list. A lasting room is in it for as long as it may be there. */
export const REMEMBERED_MS = 30 * 24 * 60 * 60_000;

export class KnownCalls {
  readonly #memory: DeviceMemory;
  readonly #now: () => number;

  constructor(memory: DeviceMemory, now: () => number = Date.now) {
    this.#memory = memory;
    this.#now = now;
  }

  /** As they are kept now: another tab may have changed them. In no order. */
  all(): readonly KnownCall[] {
    const now = this.#now();
    return parseList(this.#memory.getItem(KEY)).filter(
      (call) => endOf(call) > now - REMEMBERED_MS || mayBeOpen(call, now),
    );
  }

  find(id: CallId): KnownCall | undefined {
    return this.all().find((call) => call.id === id);
  }

  /** Adds the call, or replaces what was known of it. */
  keep(call: KnownCall): void {
    const others = this.all().filter(({ id }) => id !== call.id);
    const now = this.#now();
    // Those to come first, then those that were used last.
    const kept = [...others, call].sort(
      (a, b) => Number(isUpcoming(b, now)) - Number(isUpcoming(a, now)) || b.usedAt - a.usedAt,
    );
    this.#write(kept.slice(0, MAX_KNOWN_CALLS));
  }

  /**
   * The call has another link: all that is known of it is known of that one, and the old one leads nowhere.
   * @param hostKey of the new one; undefined: it is none of this browser's, or there is none
   */
  relink(from: CallId, { id, hostKey }: CallAddress): void {
    const known = this.find(from);
    if (known === undefined) return;
    const { plan } = known;
    this.forget(from);
    this.keep({
      ...known,
      // Who has answered a ring comes by the old one.
      ...{ id, usedAt: this.#now(), rungAt: undefined },
      plan: plan && { ...plan, hostKey: hostKey ?? null, revision: 0, changedAt: this.#now() },
    });
  }

  forget(id: CallId): void {
    this.#write(this.all().filter((call) => call.id !== id));
  }

  /** Tells when another tab has changed them. */
  onChange(listener: () => void, signal: AbortSignal): void {
    addEventListener('storage', ({ key }) => (key === KEY || key === null) && listener(), { signal });
  }

  #write(calls: readonly KnownCall[]): void {
    this.#memory.setItem(KEY, JSON.stringify(calls));
  }
}

/** Still to come or under way. */
export function isUpcoming({ plan }: KnownCall, now: number): boolean {
  return plan !== null && !plan.isCancelled && plan.endsAt > now;
}

/** Those with a time that is not over, the next one first. */
export function upcomingCalls(calls: readonly KnownCall[], now: number): KnownCall[] {
  const startOf = ({ plan }: KnownCall) => plan?.startsAt ?? 0;
  return calls.filter((call) => isUpcoming(call, now)).sort((a, b) => startOf(a) - startOf(b));
}

/** All others, the last one first, and of those of now only what is of use: to whoever talked in it, or may go in still. */
export function recentCalls(calls: readonly KnownCall[], now: number): KnownCall[] {
  return calls
    .filter(
      (call) =>
        !isUpcoming(call, now) && (call.talkedMs !== undefined || call.plan !== null || mayBeOpen(call, now)),
    )
    .sort((a, b) => endOf(b) - endOf(a));
}

/** Of those with whom there were several the last one; calls with nobody stand for themselves, and so do rooms. */
export function lastOfEachPerson(calls: readonly KnownCall[]): readonly KnownCall[] {
  const names = new Set<string>();
  return calls.filter(({ peerName, plan, room }) => {
    if (peerName === undefined || plan !== null || room !== undefined) return true;
    const isFirst = !names.has(peerName);
    names.add(peerName);
    return isFirst;
  });
}

/** Whether its link may still lead into it. That it does not is known only once it was tried. */
export function mayBeOpen({ plan, usedAt, isOver, room }: KnownCall, now: number): boolean {
  const seconds = room === undefined ? MAX_EMPTY_TIMEOUT_SECONDS : ROOM_STAY_SECONDS;
  return plan === null && isOver !== true && now < usedAt + seconds * 1_000;
}

function endOf({ plan, usedAt }: KnownCall): number {
  return plan === null || plan.isCancelled ? usedAt : plan.endsAt;
}

function parseList(text: string | null): KnownCall[] {
  try {
    const values: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(values)) return [];
    return values.slice(0, MAX_KNOWN_CALLS).flatMap((value) => readKnownCall(value) ?? []);
  } catch {
    return [];
  }
}
