/** Notes in the list of this device what a page learns of the call that it shows. */
import type { CallId, HostKey } from '@parley/protocol';
import type { ArrangedTime } from '../call/arranged-time.ts';
import type { CallState } from '../call/call-state.ts';
import type { KnownCall, KnownCalls, KnownPlan } from './known-calls.ts';

/** What is to be seen of a call. */
export interface ShownCall {
  readonly id: CallId;
  /** With which the person came; undefined: by the join link. */
  readonly hostKey?: HostKey | undefined;
  readonly state: CallState;
  /** Undefined: a call of now, or not read yet. */
  readonly arrangedTime: ArrangedTime | undefined;
  readonly emptyTimeoutSeconds?: number | undefined;
}

export class CallNotes {
  readonly #known: KnownCalls;
  readonly #now: () => number;
  #last = '';

  constructor(known: KnownCalls, now: () => number) {
    this.#known = known;
    this.#now = now;
  }

  /** Call whenever something may have changed; the list is written only when it has. */
  note(call: ShownCall): void {
    const { id, state, arrangedTime } = call;
    const { phase } = state;
    const hasEntered = 'role' in state && state.hasEntered;
    const ending = phase === 'ended' ? state.reason : phase === 'failed' ? state.error : '';
    const version = JSON.stringify([id, arrangedTime, hasEntered, ending]);
    if (version === this.#last) return;
    this.#last = version;
    const before = this.#known.find(id);
    const after = noted(before, call, hasEntered, ending, this.#now());
    if (after !== undefined) this.#known.keep(after);
    else if (before !== undefined && before.plan === null && isGone(ending)) this.#known.forget(id);
  }
}

/** Undefined: there is nothing to note. */
function noted(
  before: KnownCall | undefined,
  { id, hostKey, state, arrangedTime, emptyTimeoutSeconds }: ShownCall,
  hasEntered: boolean,
  ending: string,
  now: number,
): KnownCall | undefined {
  if (arrangedTime === undefined) {
    if (!hasEntered || !('role' in state)) return undefined;
    return { id, isHost: state.role === 'host', usedAt: now, plan: before?.plan ?? null };
  }
  const { isHost, ...time } = arrangedTime;
  const plan: KnownPlan = {
    ...time,
    emptyTimeoutSeconds: emptyTimeoutSeconds ?? before?.plan?.emptyTimeoutSeconds ?? null,
    // Of one revision the first time that was known stays: one revision always makes the same calendar file.
    changedAt: before?.plan?.revision === time.revision ? before.plan.changedAt : now,
    // Of somebody who is not the host it may be any key.
    hostKey: (isHost ? hostKey : undefined) ?? before?.plan?.hostKey ?? null,
    isCancelled: ending === 'cancelled' || (before?.plan?.isCancelled ?? false),
    // Ended before its time: nobody can come back.
    ...(ending === 'host-ended' && now > time.startsAt && now < time.endsAt && { endsAt: now }),
  };
  return { id, isHost, usedAt: now, plan };
}

/** Whether a call of now is over for good. */
function isGone(ending: string): boolean {
  return ['host-ended', 'lapsed', 'no-such-call'].includes(ending);
}
