/** Who stands at the host's door, and what the host says to them. */
import { type CallKeys, isWaiting, type KnockAnswer, openKnock, sealWord } from '@parley/protocol';
import { Cell, type Readable } from '../lib/cell.ts';
import { delay, every, ignoreAbort } from '../lib/lifetime.ts';
import type { ServerClock } from '../lib/server-clock.ts';
import type { Knocker } from '../negotiation/knocker.ts';
import { CallError, isPassing } from '../ports/call-error.ts';
import type { CallStore } from '../ports/call-store.ts';
import type { KnockStore, ListedKnock } from '../ports/knock-store.ts';

/** Somebody who asks to be let in. */
export interface Visitor {
  readonly uid: string;
  /** What they want to be called; empty: nothing. */
  readonly name: string;
  /** When they rang, in milliseconds since the epoch by the server's clock. */
  readonly since: number;
  /** They were told that it takes a moment. */
  readonly isAskedToWait: boolean;
  /** They have typed the words that the host reads out, and are told the call's ID when they are let in. */
  readonly isByWords?: true;
}

export interface WaitingListOptions {
  readonly knocks: KnockStore;
  readonly store: Pick<CallStore, 'listenAnew'>;
  readonly keys: CallKeys;
  readonly clock: ServerClock;
  /** A knock that nobody with the link has made. */
  readonly onIgnored: (cause: unknown) => void;
  /** Something could not be said, or heard. It is tried again. */
  readonly onTrouble: (error: CallError) => void;
  readonly signal: AbortSignal;
}

/** How often the server is asked who is there, since a listener may be dead without a word. */
const ASK_MS = 30_000;
/** Whoever has vanished is seen to be gone by the time, without news. */
const LOOK_MS = 5_000;
/** What did not get through is said again after so long, for so long: then it is not true any more. */
const SAY_AGAIN_MS = 3_000;
const SAY_FOR_MS = 60_000;
/** A dead listener is replaced after so long. */
const RELISTEN_MS = 5_000;

export class WaitingList {
  readonly #options: WaitingListOptions;
  readonly #visitors = new Cell<readonly Visitor[]>([]);
  #knocks: readonly ListedKnock[] = [];
  /** What is being said to whom: the last word counts. */
  readonly #replies = new Map<string, symbol>();
  /** By the ring that they are of: opened once. */
  readonly #names = new Map<string, string | null>();

  constructor(options: WaitingListOptions) {
    this.#options = options;
    this.#listen();
    every(ASK_MS, () => void this.#ask(), options.signal);
    every(LOOK_MS, () => void this.#show(), options.signal);
  }

  /** Who waits, the first who rang first. */
  get visitors(): Readable<readonly Visitor[]> {
    return this.#visitors;
  }

  knockerOf(uid: string): Knocker | undefined {
    const knock = this.#knocks.find((known) => known.uid === uid);
    return knock && { uid, session: knock.session, key: knock.key, rings: knock.rings };
  }

  /** What is being said to them is not true any more. */
  withdrawReply(uid: string): void {
    this.#replies.delete(uid);
  }

  /** Says it to whoever waits there, again while it does not get through. @param word empty: none */
  async reply(uid: string, answer: Exclude<KnockAnswer, 'admitted'>, word: string): Promise<void> {
    const { knocks, keys, signal, onTrouble } = this.#options;
    const knock = this.#knocks.find((known) => known.uid === uid);
    if (knock === undefined) return;
    const current = Symbol(uid);
    this.#replies.set(uid, current);
    const isCurrent = () => this.#replies.get(uid) === current && performance.now() < until;
    const until = performance.now() + SAY_FOR_MS;
    const sealed = await sealWord(keys, knock, word);
    const reply = { type: 'reply', session: knock.session, answer, word: sealed } as const;
    while (isCurrent()) {
      try {
        return await knocks.commitKnock(keys.docId, uid, reply, { signal });
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof CallError)) throw error;
        // They may have rung anew, from another page: that shows.
        if (error.code === 'refused') return;
        onTrouble(error);
        if (!isPassing(error.code)) return;
        await delay(SAY_AGAIN_MS, signal).catch(ignoreAbort);
        if (signal.aborted) return;
      }
    }
  }

  #listen(): void {
    const { knocks, keys, signal } = this.#options;
    const observer = {
      onKnocks: (all: readonly ListedKnock[]) => this.#update(all),
      onError: () => {
        delay(RELISTEN_MS, signal).then(() => this.#listen(), ignoreAbort);
      },
    };
    knocks.watchKnocks(keys.docId, observer, signal);
  }

  async #ask(): Promise<void> {
    const { knocks, store, keys, signal } = this.#options;
    try {
      const before = this.#knocks;
      const all = await knocks.readKnocks(keys.docId, signal);
      if (before !== this.#knocks) return;
      // The listener should have said so by now.
      if (versionOf(all) !== versionOf(before)) store.listenAnew();
      this.#update(all);
    } catch (error) {
      // The call's own document meets the same fate, and tells.
      if (!signal.aborted && !(error instanceof CallError)) throw error;
    }
  }

  #update(all: readonly ListedKnock[]): void {
    this.#knocks = all;
    void this.#show();
  }

  async #show(): Promise<void> {
    const { clock, signal } = this.#options;
    const all = this.#knocks;
    const waiting = all.filter((knock) => isWaiting(knock, clock.now()));
    const names = await Promise.all(waiting.map((knock) => this.#nameOf(knock)));
    if (all !== this.#knocks || signal.aborted) return;
    const visitors = waiting
      .flatMap(({ uid, rungAt, reply }, index): Visitor[] => {
        const name = names[index];
        // Nobody with the link has written it.
        return name == null ? [] : [{ uid, name, since: rungAt, isAskedToWait: reply !== null }];
      })
      .sort((one, other) => one.since - other.since);
    if (JSON.stringify(visitors) !== JSON.stringify(this.#visitors.value)) this.#visitors.set(visitors);
  }

  async #nameOf(knock: ListedKnock): Promise<string | null> {
    const ring = `${knock.uid} ${knock.session} ${knock.rings}`;
    const known = this.#names.get(ring);
    if (known !== undefined) return known;
    const name = await openKnock(this.#options.keys, knock).catch((cause: unknown) => {
      this.#options.onIgnored(cause);
      return null;
    });
    this.#names.set(ring, name);
    return name;
  }
}

function versionOf(knocks: readonly ListedKnock[]): string {
  return knocks
    .map(({ uid, session, rungAt, renewedAt, leftAt, reply }) =>
      [uid, session, rungAt, renewedAt, leftAt, reply?.at].join(' '),
    )
    .join();
}
