/**
 * What only the host of a call may do with it, beside its door and its link: end it for both, move its end, call a room something. None of
 * it throws: what keeps it from being done is the state's `trouble`.
 */
import { type CallId, MAX_SCHEDULED_LENGTH_MS } from '@parley/protocol';
import type { CallServices } from './call-options.ts';
import { rescheduleCall } from './creation/schedule-call.ts';
import type { ArrangedTime } from './session/arranged-time.ts';
import type { CallSession } from './session/call-session.ts';
import { failureCode } from './session/failure-code.ts';

export interface HostControlsOptions {
  readonly id: () => CallId;
  readonly services: () => Promise<Pick<CallServices, 'store' | 'identity'>>;
  /** Undefined: none has begun. */
  readonly session: () => Pick<CallSession, 'renameRoom' | 'meetTrouble'> | undefined;
  readonly time: () => ArrangedTime | undefined;
  readonly signal: AbortSignal;
}

export class HostControls {
  readonly #options: HostControlsOptions;
  #ending: Promise<void> | undefined;

  constructor(options: HostControlsOptions) {
    this.#options = options;
  }

  /** While it is not known whether the end of the call was heard; never rejects. Undefined: it is known, or not ended. */
  get ending(): Promise<void> | undefined {
    return this.#ending;
  }

  /** @param end says it, however often it has to be said */
  async end(end: () => Promise<void> | undefined): Promise<void> {
    const ending = this.#end(end);
    this.#ending = ending;
    await ending;
    if (this.#ending === ending) this.#ending = undefined;
  }

  async extend(byMs: number): Promise<void> {
    const { id, services, time: arranged, signal } = this.#options;
    const time = arranged();
    if (time === undefined) return;
    const endsAt = Math.min(time.endsAt + byMs, time.startsAt + MAX_SCHEDULED_LENGTH_MS);
    try {
      const { store, identity } = await services();
      await rescheduleCall({ store, identity, signal }, id(), { ...time, endsAt });
    } catch (error) {
      this.#meet(error);
    }
  }

  async renameRoom(name: string): Promise<void> {
    try {
      await this.#options.session()?.renameRoom(name);
    } catch (error) {
      this.#meet(error);
    }
  }

  async #end(end: () => Promise<void> | undefined): Promise<void> {
    try {
      await end();
    } catch (error) {
      this.#options.session()?.meetTrouble(failureCode(error));
    }
  }

  #meet(error: unknown): void {
    if (!this.#options.signal.aborted) this.#options.session()?.meetTrouble(failureCode(error));
  }
}
