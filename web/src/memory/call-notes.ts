/** Notes in the list of this device what a page learns of the call that it shows. */
import type { ArrangedTime, CallState } from '@parley/call';
import type { CallId, HostKey } from '@parley/protocol';
import { isSeated } from './has-entered.ts';
import type { KnownCall, KnownCalls, KnownPlan } from './known-calls.ts';
import { Talk, type TalkFacts } from './talk.ts';

/** What is to be seen of a call. */
export interface ShownCall {
  readonly id: CallId;
  /** With which the person came; undefined: by the join link. */
  readonly hostKey?: HostKey | undefined;
  readonly state: CallState;
  /** Undefined: a call of now, or not read yet. */
  readonly arrangedTime: ArrangedTime | undefined;
  readonly emptyTimeoutSeconds?: number | undefined;
  /** What the lasting room is called that it is; undefined: it is none, or not read yet. */
  readonly room?: string | undefined;
}

/** Nobody is called otherwise so often but to make work: to note it writes the whole list. */
const RENAMED_MS = 10_000;

export class CallNotes {
  readonly #known: KnownCalls;
  readonly #now: () => number;
  #last = '';
  #lastName: string | undefined;
  #namedAt = Number.NEGATIVE_INFINITY;
  #talk?: Talk;

  constructor(known: KnownCalls, now: () => number) {
    this.#known = known;
    this.#now = now;
  }

  /** Call whenever something may have changed; the list is written only when it has. */
  note(call: ShownCall): void {
    const { id, state, arrangedTime, emptyTimeoutSeconds, room } = call;
    this.#talk ??= new Talk(this.#now, this.#known.find(id));
    this.#talk.follow(state);
    const { phase } = state;
    const isIn = isSeated(state);
    const ending = phase === 'ended' ? state.reason : phase === 'failed' ? state.error : '';
    const version = JSON.stringify([id, arrangedTime, emptyTimeoutSeconds, room, isIn, ending, state.phase]);
    if (version === this.#last && !this.#isNamedAnew(this.#talk.facts.peerName)) return;
    this.#last = version;
    const before = this.#known.find(id);
    const after = noted(before, call, isIn, ending, this.#now());
    if (after !== undefined) this.#known.keep({ ...after, ...this.#talk.facts });
    else if (before !== undefined && before.plan === null && isGone(ending)) this.#end(before);
    else if (before !== undefined && this.#talk.facts.talkedMs !== undefined)
      this.#known.keep({ ...before, usedAt: this.#now(), ...this.#talk.facts });
  }

  /** With whom and for how long this person has talked up to now. */
  get talk(): TalkFacts {
    return this.#talk?.facts ?? {};
  }

  /** The call has another link. */
  goOver(): void {
    this.#talk?.forgetRing();
  }

  /** The page goes: what is not over is noted as long as it was. */
  close(id: CallId): void {
    const before = this.#known.find(id);
    if (before !== undefined && this.talk.talkedMs !== undefined)
      this.#known.keep({ ...before, ...this.talk });
  }

  /** What comes too soon is noted with whatever is next, or when the page goes. */
  #isNamedAnew(name: string | undefined): boolean {
    if (name === this.#lastName || this.#now() - this.#namedAt < RENAMED_MS) return false;
    this.#lastName = name;
    this.#namedAt = this.#now();
    return true;
  }

  /** Of a call in which nobody talked there is nothing left. */
  #end(call: KnownCall): void {
    const { facts } = this.#talk ?? {};
    if (facts?.talkedMs === undefined) this.#known.forget(call.id);
    else this.#known.keep({ ...call, ...facts, isOver: true });
  }
}

/** Undefined: there is nothing to note. */
function noted(
  before: KnownCall | undefined,
  { id, hostKey, state, arrangedTime, emptyTimeoutSeconds, room }: ShownCall,
  isIn: boolean,
  ending: string,
  now: number,
): KnownCall | undefined {
  if (arrangedTime === undefined) {
    if (!isIn || !('role' in state)) return ending === '' ? renamed(before, room) : undefined;
    return {
      ...before,
      ...{ id, isHost: state.role === 'host', usedAt: now, plan: before?.plan ?? null },
      ...(emptyTimeoutSeconds !== undefined && room === undefined && { emptyTimeoutSeconds }),
      ...(room !== undefined && { room }),
    };
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

/** Who names a room anew does it in its lobby, where nobody has come in yet. */
function renamed(before: KnownCall | undefined, room: string | undefined): KnownCall | undefined {
  const isRenamed = before?.room !== undefined && room !== undefined && room !== before.room;
  return isRenamed ? { ...before, room } : undefined;
}

/** Whether a call of now is over for good, for this person. */
function isGone(ending: string): boolean {
  return ['host-ended', 'lapsed', 'no-such-call', 'dismissed'].includes(ending);
}
