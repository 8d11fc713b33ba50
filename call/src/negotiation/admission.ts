/** Somebody at the door whom the host lets in: it is tried for a while, and once more where the referee's reasons may pass. */
import { CallError } from '../ports/call-error.ts';
import type { Knocker } from './knocker.ts';

/** Whom the host has let in is let in within this time, or anew: by then they have forgotten it. */
const ADMISSION_MS = 60_000;

/** So often is somebody let in anew whom the referee refused: its reasons may pass. */
const MAX_REFUSALS = 2;

export class Admission {
  readonly knocker: Knocker;
  readonly #until = performance.now() + ADMISSION_MS;
  #refusalCount = 0;

  constructor(knocker: Knocker) {
    this.knocker = knocker;
  }

  /** The host has not forgotten it yet. */
  get isCurrent(): boolean {
    return performance.now() < this.#until;
  }

  /**
   * What did not get through is said again. The referee may know a later document or time; but whoever is refused again and
   * again has gone, or rung anew.
   * @returns whether it is to be tried again
   */
  noteFailure(error: unknown): boolean {
    if (!(error instanceof CallError)) return false;
    if (error.code === 'refused') this.#refusalCount += 1;
    return this.#refusalCount <= MAX_REFUSALS;
  }
}
