/**
 * The call that somebody rings for, connected while it rings, so that an answer leads into it as quickly as Join does from its lobby.
 * Who rings is in it and waits; who is rung only looks. No device of either is asked for meanwhile, so nothing of them is heard or seen.
 */
import type { Call, CallServices } from '@parley/call';
import type { CallId } from '@parley/protocol';
import type { AwaitedCall } from '../features/people/people-desk.ts';
import { connectsOnlyWhenJoining, openSiteCall } from './open-site-call.ts';

export interface WarmCallOptions {
  readonly connect: () => Promise<CallServices>;
  /** Whether one is open is another than before. */
  readonly onChange: () => void;
}

export class WarmCall {
  readonly #options: WarmCallOptions;
  #call: Call | undefined;
  /** What was taken from here is not opened a second time. */
  #taken: CallId | undefined;

  constructor(options: WarmCallOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#call !== undefined;
  }

  /** @param awaited undefined: none is rung for */
  expect(awaited: AwaitedCall | undefined): void {
    if (awaited?.id === this.#call?.id) return;
    this.#call?.close();
    const isWanted = awaited !== undefined && awaited.id !== this.#taken && !connectsOnlyWhenJoining();
    this.#call = isWanted ? this.#open(awaited) : undefined;
    this.#options.onChange();
  }

  /** From now on it is the caller's to close; undefined: it is not open, or over. */
  take(id: CallId): Call | undefined {
    this.#taken = id;
    const call = this.#call;
    if (call?.id !== id) return undefined;
    this.#call = undefined;
    this.#options.onChange();
    const { phase } = call.state.value;
    if (phase !== 'ended' && phase !== 'failed') return call;
    call.close();
    return undefined;
  }

  #open({ id, isRungFor: hasEntered }: AwaitedCall): Call {
    return openSiteCall({ id }, this.#options.connect(), { hasEntered, asksLater: true });
  }
}
