/**
 * The call that somebody rings for, connected while it rings, so that an answer leads into it as quickly as Join does from its lobby.
 * Who rings is in it and waits, with the devices that the browser lets the page use; who is rung only looks, without any, until they answer.
 * Nothing of either is heard or seen before.
 */
import { areAllowed, type Call, type CallServices, DEVICES, deviceMemory } from '@parley/call';
import type { CallId } from '@parley/protocol';
import type { AwaitedCall } from '../features/people/awaited-ring.ts';
import { readConnectsOnlyWhenJoining } from '../memory/connection-wishes.ts';
import { isTogether } from '../memory/has-entered.ts';
import { comeInto, openSiteCall } from './open-site-call.ts';

/** Shorter than the first picture of the other takes, so that it is not late for that. */
const DEVICES_WAIT_MS = 150;

export interface WarmCallOptions {
  readonly connect: () => Promise<CallServices>;
  /** Whether one is open, or connected, is another than before. */
  readonly onChange: () => void;
  /** Whoever was rung is in it. */
  readonly onMet: (id: CallId) => void;
}

export class WarmCall {
  readonly #options: WarmCallOptions;
  #call: Call | undefined;
  #isConnected = false;
  /** This person has answered. */
  #isAnswered = false;
  /** What was taken from here is not opened a second time. */
  #taken: CallId | undefined;
  #lifetime = new AbortController();

  constructor(options: WarmCallOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#call !== undefined;
  }

  /** Open and connected, so that there is most of what its page shows; undefined: none is. */
  get connected(): Call | undefined {
    return this.#isConnected ? this.#call : undefined;
  }

  /** A device of this person's is in use for it. */
  get isUsingDevices(): boolean {
    const media = this.#call?.media.value;
    return media !== undefined && DEVICES.some((device) => media[device].status === 'on');
  }

  /** It is connected, and the other is in it. */
  isMet(id: CallId): boolean {
    return this.#call?.id === id && isTogether(this.#call.state.value);
  }

  /** This person's devices have answered, which what is drawn meanwhile would keep waiting; or they take a while. */
  async untilDevicesAnswer(): Promise<void> {
    const { media } = this.#call ?? {};
    if (media === undefined) return;
    const answered = new AbortController();
    await new Promise<void>((resolve) => {
      setTimeout(resolve, DEVICES_WAIT_MS);
      media.subscribe(() => {
        const isAsking = DEVICES.some((device) => media.value[device].status === 'asking');
        if (!isAsking) resolve();
      }, answered.signal);
    });
    answered.abort();
  }

  /** @param awaited undefined: none is rung for */
  expect(awaited: AwaitedCall | undefined): void {
    const { answer } = awaited ?? {};
    const isSame = awaited?.id === this.#call?.id;
    // An answer that was not heard is taken back, and with it what was shown.
    const isTakenBack = this.#isAnswered && answer === undefined;
    if (!isSame || isTakenBack) this.#open(awaited);
    if (answer !== undefined && this.#call !== undefined && !this.#isAnswered) {
      this.#isAnswered = true;
      comeInto(this.#call, answer.isWithCamera);
    }
  }

  /** From now on it is the caller's to close; undefined: it is not open, or over. */
  take(id: CallId): Call | undefined {
    this.#taken = id;
    const call = this.#call;
    if (call?.id !== id) return undefined;
    this.#forget();
    this.#options.onChange();
    const { phase } = call.state.value;
    if (phase !== 'ended' && phase !== 'failed') return call;
    call.close();
    return undefined;
  }

  #open(awaited: AwaitedCall | undefined): void {
    this.#call?.close();
    this.#forget();
    const { connect, onMet, onChange } = this.#options;
    const isTooEarly = readConnectsOnlyWhenJoining(deviceMemory('localStorage'));
    if (awaited !== undefined && awaited.id !== this.#taken && !isTooEarly) {
      const { id, isRungFor } = awaited;
      const call = openSiteCall({ id }, connect(), { hasEntered: isRungFor, asksLater: true });
      this.#call = call;
      const { signal } = this.#lifetime;
      call.state.subscribe(({ phase }) => phase === 'connected' && this.#noteConnected(), signal);
      if (isRungFor) {
        void askIfAllowed(call, signal);
        call.media.subscribe(onChange, signal);
        call.state.subscribe(() => call.peer?.hasEntered && onMet(id), signal);
      }
    }
    onChange();
  }

  #noteConnected(): void {
    if (this.#isConnected) return;
    this.#isConnected = true;
    this.#options.onChange();
  }

  #forget(): void {
    this.#lifetime.abort();
    this.#lifetime = new AbortController();
    this.#call = undefined;
    this.#isConnected = false;
    this.#isAnswered = false;
  }
}

/** A question that the browser asks belongs to an answer, which may never come. */
async function askIfAllowed(call: Call, signal: AbortSignal): Promise<void> {
  const wished = DEVICES.filter((device) => call.wishes.value[device]);
  if ((await areAllowed(wished, navigator.permissions)) && !signal.aborted) call.askForDevices();
}
