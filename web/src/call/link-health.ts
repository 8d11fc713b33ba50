/** Watches a call's links, one after the other, and says when `recoveryStep` has something to do. */
import { every } from '../lib/lifetime.ts';
import { MIN_RESTART_INTERVAL_MS, type RecoveryStep, recoveryStep } from './recovery-policy.ts';

/** How often to look. A quarter of the shortest time in the policy. */
const TICK_MS = 500;

export class LinkHealth {
  readonly #onStep: (step: Exclude<RecoveryStep, 'none'>) => void;
  readonly #signal: AbortSignal;
  #state: RTCPeerConnectionState = 'new';
  #stateSince = 0;
  #bornAt = 0;
  #heardAt = 0;
  #restartedAt = Number.NEGATIVE_INFINITY;
  /** Somebody is there to be linked with. */
  #isExpected = false;
  /** Since when a link is missing that is expected; undefined: it is there, or nobody expects one. */
  #lostAt: number | undefined;

  constructor(onStep: (step: Exclude<RecoveryStep, 'none'>) => void, signal: AbortSignal) {
    this.#onStep = onStep;
    this.#signal = signal;
    every(TICK_MS, () => this.#look(), signal);
  }

  get isLinked(): boolean {
    return this.#state === 'connected';
  }

  linkBegan(): void {
    this.#bornAt = performance.now();
    this.#restartedAt = Number.NEGATIVE_INFINITY;
    this.stateChanged('new');
  }

  stateChanged(state: RTCPeerConnectionState): void {
    const now = performance.now();
    if (state === 'connected') {
      this.#isExpected = true;
      this.#lostAt = undefined;
      this.#heardAt = now;
    } else if (this.#isExpected) this.#lostAt ??= now;
    this.#state = state;
    this.#stateSince = now;
    this.#look();
  }

  /** A link is expected to come about now. */
  linkExpected(): void {
    this.#isExpected = true;
    if (this.#state !== 'connected') this.#lostAt ??= performance.now();
  }

  /** Nobody is there to be linked with: the link that there is will break, and that is no loss. */
  linkNotExpected(): void {
    this.#expectNothing();
    this.#state = 'new';
  }

  /** Something arrived from the other. */
  heard(): void {
    this.#heardAt = performance.now();
  }

  /**
   * The network changed: an old path may be dead long before ICE finds out. Browsers tell of one change by several
   * events, and of some that are none; a restart that is under way is the answer to all of them. An offer that nobody
   * has answered yet names ways in that may be gone, and is made anew.
   */
  networkChanged(): void {
    const now = performance.now();
    const isOffered = this.#state === 'new';
    if (this.#signal.aborted || (isOffered && this.#isExpected)) return;
    if (now - this.#restartedAt < MIN_RESTART_INTERVAL_MS) return;
    this.#onStep(isOffered ? 'replace' : 'restart');
    // After the step, since a new link has not been restarted.
    this.#restartedAt = now;
  }

  #expectNothing(): void {
    this.#isExpected = false;
    this.#lostAt = undefined;
  }

  #look(): void {
    if (this.#signal.aborted || (this.#lostAt === undefined && this.#state !== 'connected')) return;
    const now = performance.now();
    const step = recoveryStep({
      state: this.#state,
      inStateMs: now - this.#stateSince,
      silentMs: now - this.#heardAt,
      lostMs: this.#lostAt === undefined ? 0 : now - this.#lostAt,
      sinceRestartMs: now - this.#restartedAt,
      ageMs: now - this.#bornAt,
    });
    if (step === 'none') return;
    if (step === 'restart') this.#restartedAt = now;
    // A replacement takes a while to begin; until then the old link must not ask for another.
    if (step === 'replace') this.#bornAt = now;
    if (step === 'give-up') this.#expectNothing();
    this.#onStep(step);
  }
}
