/** A call as its document has it: listened to, asked for where listening says nothing, and held against the time. */
import { type CallDoc, isOlder } from '@parley/protocol';
import { delay, whileAlive } from '../lib/lifetime.ts';
import type { ServerClock } from '../lib/server-clock.ts';
import { CallError, type CallErrorCode, isPassing } from '../ports/call-error.ts';
import type { CallStore } from '../ports/call-store.ts';
import { CallWatch } from './call-watch.ts';
import { TimeCheck, type TimeEnding } from './time-check.ts';

export interface FollowedCallOptions {
  readonly store: Pick<CallStore, 'watchCall' | 'readCall' | 'listenAnew'>;
  readonly clock: ServerClock;
  readonly docId: string;
  /** Newer than whatever was told before. */
  readonly onCall: (call: CallDoc) => void;
  /** It cannot be followed any more. Not before it was read once: then `first` rejects. */
  readonly onGone: (error: CallError) => void;
  /** Neither listening nor asking works. It goes on trying. */
  readonly onTrouble: (error: CallErrorCode) => void;
  /** What the time says, whatever anybody does. */
  readonly onEnding: (ending: TimeEnding) => void;
  /** Whether what happens next is expected from the document, and from nowhere else. */
  readonly isNewsAwaited: () => boolean;
  /** Whoever has a seat may be too early in it, once the call was moved. */
  readonly isSeated: () => boolean;
  readonly signal: AbortSignal;
}

export class FollowedCall {
  readonly #options: FollowedCallOptions;
  readonly #first = Promise.withResolvers<CallDoc>();
  readonly #watch: CallWatch;
  readonly #timeCheck: TimeCheck;
  #latest: CallDoc | undefined;
  #hasFirst = false;

  constructor(options: FollowedCallOptions) {
    this.#options = options;
    const { store, clock, docId, signal, isNewsAwaited, onEnding } = options;
    // Whoever waits for it hears of it there.
    this.#first.promise.catch(() => {});
    this.#timeCheck = new TimeCheck({
      ...{ clock, signal, onEnding },
      ask: () => this.ask(),
      ending: () => this.ending(),
    });
    // Last, since a store may tell at once.
    this.#watch = new CallWatch({
      ...{ store, docId, signal, isNewsAwaited },
      onCall: (call) => this.#update(call),
      onGone: (error) => {
        this.#first.reject(error);
        if (this.#hasFirst) options.onGone(error);
      },
      // Told for what it is: silence would only be waited out.
      onTrouble: (error) => {
        if (this.#hasFirst || isPassing(error.code)) options.onTrouble(error.code);
        else this.#first.reject(error);
      },
    });
  }

  /** The document as it is now; undefined: not read yet. */
  get latest(): CallDoc | undefined {
    return this.#latest;
  }

  /**
   * @param timeoutMs how long the database may take to say whether there is such a call
   * @param trouble why it could not be read lately
   * @throws {CallError}
   */
  async first(timeoutMs: number, trouble: () => CallErrorCode | undefined): Promise<CallDoc> {
    const { signal } = this.#options;
    const timeout = delay(timeoutMs, signal).then(() => {
      throw new CallError(trouble() ?? 'signaling-unreachable');
    });
    const call = await whileAlive(Promise.race([this.#first.promise, timeout]), signal);
    this.#hasFirst = true;
    return call;
  }

  /** Asks the server, also for the time. @throws {CallError} why there is no answer */
  ask(): Promise<void> {
    return this.#watch.ask();
  }

  ending(): TimeEnding | undefined {
    const schedule = this.#latest?.schedule;
    if (schedule == null) return undefined;
    const { clock, isSeated } = this.#options;
    const now = clock.now();
    if (now >= schedule.endsAt) return 'time-over';
    return isSeated() && now < schedule.opensAt ? 'moved' : undefined;
  }

  #update(call: CallDoc): void {
    if (this.#latest !== undefined && isOlder(call, this.#latest)) return;
    this.#latest = call;
    this.#first.resolve(call);
    this.#options.onCall(call);
    this.#timeCheck.look();
  }
}
