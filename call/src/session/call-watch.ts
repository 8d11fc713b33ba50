/**
 * Follows a call's document: by listening, and by asking when listening does not say what it should. A listener's
 * channel may be down or silently dead while plain requests get through, so its silence proves nothing: before anything
 * is concluded from it the server is asked.
 */
import { type CallDoc, isOlder } from '@parley/protocol';
import { childLifetime, delay, every, ignoreAbort } from '../lib/lifetime.ts';
import { CallError } from '../ports/call-error.ts';
import type { CallStore } from '../ports/call-store.ts';

/**
 * How long a listener may take to say what the server is known to have; usually that is a tenth of a second. While it
 * is behind the server is asked every twice as long, each time for the price of a read.
 */
const PATIENCE_MS = 3_000;
/** How often a channel that stays silent is opened anew. */
const RESTART_INTERVAL_MS = 15_000;

/**
 * Somebody who waits for the other writes nothing, and so learns by nothing else that the channel is dead. While they wait
 * the server is asked now and then: after a quarter of the time that there was nothing to hear, within these bounds.
 */
const MIN_QUIET_MS = 20_000;
const MAX_QUIET_MS = 120_000;
const LOOK_MS = 1_000;

export interface CallWatchOptions {
  readonly store: Pick<CallStore, 'watchCall' | 'readCall' | 'listenAnew'>;
  readonly docId: string;
  /** Newer than whatever was told before, or the same again. */
  readonly onCall: (call: CallDoc) => void;
  /** There is no such call any more, or it is of a later version. Final. */
  readonly onGone: (error: CallError) => void;
  /** Neither listening nor asking works. It goes on trying. */
  readonly onTrouble: (error: CallError) => void;
  /** Whether what happens next is expected from the document, and from nowhere else. */
  readonly isNewsAwaited: () => boolean;
  readonly signal: AbortSignal;
}

export class CallWatch {
  readonly #options: CallWatchOptions;
  #latest: CallDoc | undefined;
  #restartedAt = Number.NEGATIVE_INFINITY;
  #listening: AbortController | undefined;
  #chasing: AbortController | undefined;
  #asking: Promise<void> | undefined;
  #heardAt = performance.now();
  #askedAt = performance.now();

  constructor(options: CallWatchOptions) {
    this.#options = options;
    this.#listen();
    this.#chase();
    every(LOOK_MS, () => this.#askIfQuiet(), options.signal);
  }

  /**
   * Asks the server for the document, and for the time: after a refusal, or when the clock is in doubt.
   * @throws {CallError} why there is no answer
   */
  ask(): Promise<void> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  #askIfQuiet(): void {
    const now = performance.now();
    const quietMs = Math.min(Math.max((now - this.#heardAt) / 4, MIN_QUIET_MS), MAX_QUIET_MS);
    const isDue = now - this.#heardAt >= quietMs && now - this.#askedAt >= quietMs;
    // Whether it can be asked is nothing to tell of here: nobody is kept from anything by it yet.
    if (isDue && this.#options.isNewsAwaited()) this.ask().catch(() => {});
  }

  async #ask(): Promise<void> {
    const { store, docId, signal, onGone } = this.#options;
    this.#askedAt = performance.now();
    try {
      const call = await store.readCall(docId, signal);
      signal.throwIfAborted();
      const isNews = this.#latest === undefined || isOlder(this.#latest, call);
      this.#tell(call);
      if (isNews) this.#chase();
    } catch (error) {
      if (!signal.aborted && error instanceof CallError && isFinal(error)) onGone(error);
      throw error;
    }
  }

  #listen(): void {
    const { store, docId, signal } = this.#options;
    this.#listening?.abort();
    this.#listening = childLifetime(signal);
    const observer = {
      onCall: (call: CallDoc) => {
        this.#heardAt = performance.now();
        if (this.#latest === undefined || !isOlder(call, this.#latest)) this.#chasing?.abort();
        this.#tell(call);
      },
      onError: (error: CallError) => void this.#replaceListener(error),
    };
    store.watchCall(docId, observer, this.#listening.signal);
  }

  /** The listener is no more. What it died of may be past, or of the channel only. */
  async #replaceListener(error: CallError): Promise<void> {
    const { signal, onGone, onTrouble } = this.#options;
    if (error.code === 'outdated-page') return onGone(error);
    try {
      await this.ask();
      await delay(PATIENCE_MS, signal);
      this.#listen();
      this.#chase();
    } catch (cause) {
      if (signal.aborted || !(cause instanceof CallError) || isFinal(cause)) return;
      onTrouble(cause);
      delay(PATIENCE_MS, signal).then(() => this.#replaceListener(error), ignoreAbort);
    }
  }

  /** Until the listener has caught up: asks, and has the channel opened anew when asking works and it stays behind. */
  #chase(): void {
    if (this.#chasing?.signal.aborted === false) return;
    this.#chasing = childLifetime(this.#options.signal);
    this.#keepAsking(this.#chasing.signal).catch(ignoreAbort);
  }

  async #keepAsking(signal: AbortSignal): Promise<void> {
    const { store, onTrouble } = this.#options;
    for (;;) {
      await delay(PATIENCE_MS, signal);
      try {
        await this.ask();
        // What was news is perhaps on its way.
        await delay(PATIENCE_MS, signal);
        if (performance.now() - this.#restartedAt >= RESTART_INTERVAL_MS) {
          this.#restartedAt = performance.now();
          store.listenAnew();
        }
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof CallError)) throw error;
        if (isFinal(error)) return;
        onTrouble(error);
      }
    }
  }

  #tell(call: CallDoc): void {
    if (this.#latest !== undefined && isOlder(call, this.#latest)) return;
    this.#latest = call;
    this.#options.onCall(call);
  }
}

/** Asking again would not help. */
function isFinal({ code }: CallError): boolean {
  return code === 'no-such-call' || code === 'outdated-page';
}
