/** Watches a call's links, one after the other, and says when `recoveryStep` has something to do. */
import { every } from '../lib/lifetime.ts';
import { type RecoveryStep, recoveryStep } from './recovery-policy.ts';

/** How often to look. A quarter of the shortest time in the policy. */
const TICK_MS = 500;

export class LinkHealth {
  readonly #onStep: (step: Exclude<RecoveryStep, 'none'>) => void;
  #state: RTCPeerConnectionState = 'new';
  #stateSince = 0;
  #bornAt = 0;
  #heardAt = 0;
  #restartedAt = Number.NEGATIVE_INFINITY;
  /** Undefined while there is a working link, or none is expected. */
  #lostAt: number | undefined;

  constructor(onStep: (step: Exclude<RecoveryStep, 'none'>) => void, signal: AbortSignal) {
    this.#onStep = onStep;
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
      this.#lostAt = undefined;
      this.#heardAt = now;
    } else if (this.#state === 'connected') this.#lostAt ??= now;
    this.#state = state;
    this.#stateSince = now;
    this.#look();
  }

  /** A link is expected to come about now. */
  linkExpected(): void {
    if (this.#state !== 'connected') this.#lostAt ??= performance.now();
  }

  /** Nobody is there to be linked with. */
  linkNotExpected(): void {
    this.#lostAt = undefined;
  }

  /** Something arrived from the other. */
  heard(): void {
    this.#heardAt = performance.now();
  }

  /** The network changed: an old path may be dead long before ICE finds out. */
  networkChanged(): void {
    if (this.#state === 'new') return;
    this.#restartedAt = performance.now();
    this.#onStep('restart');
  }

  #look(): void {
    if (this.#lostAt === undefined && this.#state !== 'connected') return;
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
    if (step === 'give-up') this.#lostAt = undefined;
    this.#onStep(step);
  }
}
