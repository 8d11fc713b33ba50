/**
 * Where whoever is not let in stands: rings when they press Join, shows how that stands, and goes on as soon as the host
 * has let them in. What they cannot see of the call meanwhile is told apart from a call that is gone.
 */
import type { CallDoc } from '@parley/protocol';
import { delay } from '../lib/lifetime.ts';
import { CallError, isPassing } from '../ports/call-error.ts';
import type { CallStore } from '../ports/call-store.ts';
import { type DoorReason, isTurnedAway } from './door-reason.ts';
import { Doorbell, type DoorbellOptions, type DoorStanding } from './doorbell.ts';

/** What there is to say beside the reason. */
export interface DoorSaid {
  /** Of the host's; absent or empty: none. */
  readonly word?: string;
  /** Of `rung-enough`: when one may ask again at the latest, by the server's clock. */
  readonly mayAskAt?: number;
}

export interface ThresholdOptions extends Omit<DoorbellOptions, 'call' | 'onGone'> {
  readonly store: Pick<CallStore, 'readCall'>;
  /** The call as it is seen; undefined: it is not. */
  readonly call: () => CallDoc | undefined;
  /** Whether this person sits in the call firmly, as far as is known. */
  readonly isSeated: () => boolean;
  readonly onEarly: (because: DoorReason, said?: DoorSaid) => void;
  /** How one stands has changed. */
  readonly onNews: () => void;
  /** Follows the call from here on, until `putOut`. @throws {CallError} when there is nothing to see */
  readonly follow: () => Promise<CallDoc>;
  /** They have no seat any more. @param isSeen the call is still to be seen; otherwise it is not followed any more either */
  readonly putOut: (isSeen: boolean) => void;
  /** There is no such call any more. */
  readonly onLost: (error: CallError) => void;
  /** The host has asked this person to leave. */
  readonly onDismissed: () => void;
  /** This person was the host, who is on another device now. */
  readonly onTakenOver: () => void;
}

/** How long after one time that the door could not be asked for it is asked for again. */
const ASK_AGAIN_MS = 2_000;

export class Threshold {
  readonly #options: ThresholdOptions;
  #bell: Doorbell;
  #hasPassed = false;
  #isHidden = false;
  /** What was acted upon: whoever is let in goes on once, and whoever is turned away is told before they can ring again. */
  #known: DoorStanding | undefined;

  constructor(options: ThresholdOptions) {
    this.#options = options;
    this.#bell = this.#makeBell();
  }

  #makeBell(): Doorbell {
    const options = this.#options;
    const bell = new Doorbell({
      ...options,
      call: () => (this.#isHidden ? undefined : options.call()),
      onGone: () => void this.#doorGone(),
    });
    bell.state.subscribe(() => options.onNews(), options.signal);
    return bell;
  }

  /** @returns the call; undefined: it is behind a door, and not to be seen. @throws {CallError} */
  async firstSight(): Promise<CallDoc | undefined> {
    try {
      return await this.#options.follow();
    } catch (error) {
      if (!isUnseen(error)) throw error;
      if (await this.#bell.isThere()) {
        this.#hide(false);
        return undefined;
      }
      if (await this.#wasDismissed()) this.#options.onDismissed();
      throw error;
    }
  }

  /** The call can be read no more: it is gone, or the host has let in somebody else, or has put one out. */
  async missed(error: CallError): Promise<void> {
    const { uid, call, signal, isSeated, onTakenOver, onLost } = this.#options;
    const seen = call();
    try {
      // The host may have put a door there since.
      if (!isUnseen(error)) onLost(error);
      else if (!(await this.#untilAnswered(() => this.#bell.isThere()))) await this.#lose(error);
      else if (seen?.hostUid === uid) onTakenOver();
      else this.#hide(isSeated());
    } catch (failure) {
      if (signal.aborted) return;
      if (!(failure instanceof CallError)) throw failure;
      onLost(failure);
    }
  }

  /** There is no door, or it does not concern this person any more. @throws {CallError} */
  async #lose(error: CallError): Promise<void> {
    const { onDismissed, onLost } = this.#options;
    if (await this.#untilAnswered(() => this.#wasDismissed())) onDismissed();
    else onLost(error);
  }

  #wasDismissed(): Promise<boolean> {
    const { knocks, keys, uid, signal } = this.#options;
    return knocks.wasDismissed(keys.docId, uid, signal);
  }

  /** For as long as it takes: that it cannot be asked for says nothing. @throws {CallError} what does not pass */
  async #untilAnswered(ask: () => Promise<boolean>): Promise<boolean> {
    const { signal } = this.#options;
    for (;;) {
      try {
        const answer = await ask();
        signal.throwIfAborted();
        return answer;
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof CallError && isPassing(error.code))) throw error;
        await delay(ASK_AGAIN_MS, signal);
      }
    }
  }

  /** @param isComingIn they have pressed Join */
  step(isComingIn: boolean): void {
    const { onEarly } = this.#options;
    const standing = this.#bell.state.value;
    const isNews = standing !== this.#known;
    this.#known = standing;
    const { status, ...said } = standing;
    const mayRing = status === 'at-door' || (isTurnedAway(status) && !isNews);
    if (status === 'admitted' && isNews) void this.lookAnew();
    else if (isComingIn && mayRing) this.#bell.ring();
    else onEarly(status === 'admitted' ? 'rung' : status, said);
  }

  /** They sit in the call, and wait at no door. */
  pass(): void {
    this.#hasPassed = true;
    this.#bell.pass();
  }

  /** They wait no more: the page is going away, or it cannot go on. */
  leave(): void {
    this.#bell.leave();
  }

  /** There may be more to see than before. */
  async lookAnew(): Promise<void> {
    const { signal, follow } = this.#options;
    this.#isHidden = false;
    try {
      await follow();
    } catch (error) {
      // It is followed anew for another reason.
      if (signal.aborted || (error instanceof DOMException && error.name === 'AbortError')) return;
      if (!(error instanceof CallError)) throw error;
      await this.missed(error);
    }
  }

  /** The host has put a door there, and lets them in no more, as they can see. */
  putOut(): void {
    this.#standOutside();
    this.#options.putOut(true);
  }

  /** @param wasSeated they are told, and do not ring by themselves */
  #hide(wasSeated: boolean): void {
    this.#isHidden = true;
    this.#standOutside();
    if (wasSeated) this.#bell.putOut();
    this.#options.putOut(false);
  }

  #standOutside(): void {
    // Put out again, one stands there as if one had just come.
    if (this.#hasPassed) this.#bell = this.#makeBell();
    this.#hasPassed = false;
    // Rung once more, by whoever has pressed Join: the host has let in somebody else meanwhile.
    this.#bell.retreat();
  }

  /** There is nothing to ring at: the call is over, or one may walk in. */
  async #doorGone(): Promise<void> {
    const { store, keys, signal } = this.#options;
    try {
      await store.readCall(keys.docId, signal);
      await this.lookAnew();
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof CallError)) throw error;
      if (isUnseen(error)) await this.missed(error);
    }
  }
}

/** A call that is not to be seen is refused like one that there is not. */
function isUnseen(error: unknown): error is CallError {
  return error instanceof CallError && error.code === 'no-such-call';
}
