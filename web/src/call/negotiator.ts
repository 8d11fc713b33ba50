/**
 * Carries the negotiation forward, one step at a time: `nextStep` decides, this performs. It owns the link; whoever
 * wants the link mended asks for it and lets the document decide who does it.
 */
import {
  type CallDoc,
  type CallKeys,
  type CallTransition,
  type Description,
  earliestNextRound,
  expiryWhileSeated,
  type Role,
  type Round,
  type Sitter,
} from '@parley/protocol';
import { delay, ignoreAbort } from '../lib/lifetime.ts';
import { CallError } from './call-error.ts';
import type { CallStore } from './call-store.ts';
import { DescriptionBox } from './description-box.ts';
import type { CreateLink, Link, LinkHandlers, LocalDescription } from './link.ts';
import { NegotiatedLink } from './negotiated-link.ts';
import { nextStep, type Standing, type Step } from './next-step.ts';
import type { ServerClock } from './server-clock.ts';

/** How long to wait for the news that explains a refusal before trying again without them. */
const NEWS_TIMEOUT_MS = 5_000;
/** Refusals in a row without any news: the rules and this program do not agree, and trying on would only cost. */
const MAX_REFUSALS = 3;
/** After a write that nobody answered: at once, then ever slower. */
const FIRST_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 15_000;

export interface NegotiatorOptions {
  readonly store: CallStore;
  readonly keys: CallKeys;
  readonly uid: string;
  readonly role: Role;
  readonly session: string;
  readonly clock: ServerClock;
  readonly createLink: CreateLink;
  /** What this person wants to be called just now. */
  readonly name: () => string;
  readonly events: NegotiatorEvents;
  readonly signal: AbortSignal;
}

interface NegotiatorEvents extends Omit<LinkHandlers, 'onCandidate'> {
  /** A write with this seat was accepted. */
  onSeated(): void;
  /** A link begins; whatever was heard of the one before is past. */
  onLink(link: Link): void;
  /** The link is no more: replaced, or the other has left. */
  onLinkClosed(): void;
  /** Both descriptions are there, and ICE is at work. */
  onNegotiating(peerName: string): void;
  /** The seat is another session's now. */
  onYielded(): void;
  /** The seat was somebody else's before this session sat in it. */
  onGaveWay(): void;
  /** A write failed; it will be tried again, unless the error is `refused`. */
  onTrouble(error: CallError): void;
  /** Something of the other's could not be used. */
  onIgnored(cause: unknown): void;
}

export class Negotiator {
  readonly #options: NegotiatorOptions;
  readonly #box: DescriptionBox;
  #call: CallDoc | undefined;
  #link: NegotiatedLink | undefined;
  #wants: Standing['wants'] = 'nothing';
  #isSeatShown = false;
  #unreadable: Standing['unreadable'] = { round: 0, count: 0 };
  #isBusy = false;
  /** Something has changed since the last step was decided on. */
  #isDue = false;
  /** The latest snapshot when a write failed: until there is another, nothing is tried again before its time. */
  #failedOn: CallDoc | undefined;
  #failureCount = 0;
  /** Answers in a row that could not be used. */
  #uselessAnswerCount = 0;

  constructor(options: NegotiatorOptions) {
    this.#options = options;
    this.#box = new DescriptionBox(options.keys);
    options.signal.addEventListener('abort', () => this.#closeLink(), { once: true });
  }

  /** The document as it is now. */
  update(call: CallDoc): void {
    this.#call = call;
    const { role, session } = this.#options;
    if (call.seats[role]?.session === session) this.#isSeatShown = true;
    void this.#advance();
  }

  /** Asks for an ICE restart of this link, or for another link in its place. */
  request(wish: 'restart' | 'replacement'): void {
    if (this.#wants !== 'replacement') this.#wants = wish;
    void this.#advance();
  }

  async #advance(): Promise<void> {
    this.#isDue = true;
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      while (this.#isDue) {
        this.#isDue = false;
        if (await this.#takeStep()) this.#isDue = true;
      }
    } finally {
      this.#isBusy = false;
    }
  }

  /** @returns whether there may be another step to take at once */
  async #takeStep(): Promise<boolean> {
    const { signal, clock } = this.#options;
    const call = this.#call;
    if (call === undefined || call === this.#failedOn || call.ended !== null || signal.aborted) return false;
    try {
      const isTaken = await this.#perform(nextStep(call, this.#standing(), clock.now()), call);
      if (isTaken) this.#failureCount = 0;
      return isTaken;
    } catch (error) {
      if (signal.aborted) return false;
      if (!(error instanceof CallError)) throw error;
      return this.#recoverFrom(error, call);
    }
  }

  #standing(): Standing {
    const { uid, role, session } = this.#options;
    return {
      uid,
      role,
      session,
      isSeatShown: this.#isSeatShown,
      link: this.#link,
      wants: this.#wants,
      unreadable: this.#unreadable,
    };
  }

  async #perform(step: Step, call: CallDoc): Promise<boolean> {
    const { events } = this.#options;
    switch (step.do) {
      case 'nothing':
        return false;
      case 'yield':
        events.onYielded();
        return false;
      case 'give-way':
        events.onGaveWay();
        return false;
      case 'offer':
        if (this.#isTooSoon(call)) return false;
        await this.#offer((call.round?.number ?? 0) + 1, step.on === 'same-link' ? this.#link : undefined);
        return true;
      case 'answer':
        await this.#answer(step.round);
        return true;
      case 'accept-answer':
        await this.#acceptAnswer(step.round, step.answer);
        return true;
    }
  }

  /** Whether another round would come too soon after the present one, and be refused: then it is decided on again later. */
  #isTooSoon(call: CallDoc): boolean {
    const { clock, signal } = this.#options;
    const waitMs = earliestNextRound(call) - clock.now();
    if (waitMs <= 0) return false;
    delay(waitMs, signal).then(() => this.#advance(), ignoreAbort);
    return true;
  }

  async #offer(round: number, restarted: NegotiatedLink | undefined): Promise<void> {
    const sitter = this.#sitter(false);
    const { expiresAt } = sitter;
    const active = restarted ?? this.#openLink();
    const exchange = active.beginRound(round, 'offer', expiresAt);
    try {
      const local = await active.link.createOffer({ iceRestart: restarted !== undefined });
      const description = this.#describe(active, local, restarted !== undefined);
      const offer = await this.#box.seal('offer', round, description);
      await this.#sit(round - 1, { type: 'offer', sitter, round, offer });
    } catch (error) {
      // Beaten to it. A restart keeps its link, which rolls back when it takes the other's offer.
      if (restarted === undefined) this.#closeLink();
      throw error;
    }
    active.round = round;
    active.stage = 'offered';
    // A replacement may have been asked for while this restart was under way.
    if (restarted === undefined || this.#wants === 'restart') this.#wants = 'nothing';
    exchange.startSending();
  }

  async #answer({ number: round, offer: sealed }: Round): Promise<void> {
    const { events } = this.#options;
    const offer = await this.#ifUsable(() => this.#box.open('offer', round, sealed));
    // A restart is meant for the page that has the link, which this one has replaced.
    if (offer === undefined || (offer.isRestart && this.#link?.id !== offer.link))
      return this.#setAside(round);
    const sitter = this.#sitter(true);
    const { expiresAt } = sitter;
    const active = this.#link?.id === offer.link ? this.#link : this.#openLink(offer.link);
    const exchange = active.beginRound(round, 'answer', expiresAt);
    try {
      const local = await this.#ifUsable(() => active.link.acceptOffer(offer.sdp));
      if (local === undefined) {
        this.#closeLink();
        return this.#setAside(round);
      }
      const description = this.#describe(active, local, false);
      const answer = await this.#box.seal('answer', round, description);
      await this.#sit(round, { type: 'answer', sitter, round, answer });
    } catch (error) {
      this.#closeLink();
      throw error;
    }
    active.round = round;
    active.stage = 'complete';
    this.#settle();
    active.link.startConnecting();
    if (!offer.isComplete) exchange.startReceiving();
    exchange.startSending();
    events.onNegotiating(offer.name);
  }

  async #acceptAnswer({ number: round }: Round, sealed: Uint8Array): Promise<void> {
    const { events } = this.#options;
    const active = this.#link;
    if (active === undefined) return;
    const answer = await this.#ifUsable(() => this.#box.open('answer', round, sealed));
    active.stage = 'complete';
    const isTaken =
      answer?.link === active.id &&
      (await this.#ifUsable(() => active.link.acceptAnswer(answer.sdp).then(() => true))) === true;
    if (!isTaken) return this.#replaceLater(active);
    this.#settle();
    if (!answer.isComplete) active.receiveCandidates();
    events.onNegotiating(answer.name);
  }

  #openLink(id?: string): NegotiatedLink {
    const { store, keys, createLink, events, signal } = this.#options;
    this.#closeLink();
    const handlers = events;
    this.#link = new NegotiatedLink(
      { store, keys, createLink, handlers, onIgnored: events.onIgnored, signal },
      id,
    );
    events.onLink(this.#link.link);
    return this.#link;
  }

  #closeLink(): void {
    const link = this.#link;
    if (link === undefined) return;
    this.#link = undefined;
    link.close();
    this.#options.events.onLinkClosed();
  }

  /** Commits a transition that sits down, unless the round it builds on is already past. */
  async #sit(onRound: number, transition: CallTransition): Promise<void> {
    const { store, keys, signal, events } = this.#options;
    if ((this.#call?.round?.number ?? 0) !== onRound) throw new CallError('refused');
    await store.commit(keys.docId, transition, { signal });
    signal.throwIfAborted();
    events.onSeated();
  }

  #describe({ id }: NegotiatedLink, local: LocalDescription, isRestart: boolean): Description {
    return { link: id, isRestart, sdp: local.sdp, isComplete: local.isComplete, name: this.#options.name() };
  }

  /** What came of something of the other's; undefined when it could not be used. */
  async #ifUsable<T>(use: () => Promise<T>): Promise<T | undefined> {
    try {
      const result = await use();
      this.#options.signal.throwIfAborted();
      return result;
    } catch (error) {
      this.#options.signal.throwIfAborted();
      this.#options.events.onIgnored(error);
      return undefined;
    }
  }

  /** At once, then ever slower: each is a write that is paid for, and whoever answers like this may go on for ever. */
  #replaceLater(unusable: NegotiatedLink): void {
    const backoffMs = this.#uselessAnswerCount === 0 ? 0 : backoffAfter(this.#uselessAnswerCount);
    this.#uselessAnswerCount += 1;
    delay(backoffMs, this.#options.signal).then(() => {
      if (this.#link === unusable) this.request('replacement');
    }, ignoreAbort);
  }

  #settle(): void {
    this.#uselessAnswerCount = 0;
    this.#wants = 'nothing';
    this.#unreadable = { round: 0, count: 0 };
  }

  #setAside(round: number): void {
    this.#unreadable = { round, count: this.#unreadable.count + 1 };
  }

  /** @returns whether there are news on which to decide again at once */
  #recoverFrom(error: CallError, call: CallDoc): boolean {
    const { signal, events } = this.#options;
    this.#failureCount += 1;
    if (error.code === 'refused' && this.#call !== call) return true;
    const failedOn = this.#call;
    this.#failedOn = failedOn;
    const isHopeless = error.code === 'refused' && this.#failureCount > MAX_REFUSALS;
    if (error.code !== 'refused' || isHopeless) events.onTrouble(error);
    if (isHopeless) return false;
    const backoffMs = backoffAfter(this.#failureCount);
    const retry = () => {
      if (this.#failedOn === failedOn) this.#failedOn = undefined;
      void this.#advance();
    };
    delay(error.code === 'refused' ? NEWS_TIMEOUT_MS : backoffMs, signal).then(retry, ignoreAbort);
    return false;
  }

  /** @param met whether what this session writes is the answer that brings the two together */
  #sitter(met: boolean): Sitter {
    const { clock, role, session } = this.#options;
    const lasting = this.#call ?? { emptyTimeoutSeconds: 0, schedule: null };
    const expiresAt = expiryWhileSeated(clock.now(), lasting, met);
    return { role, session, entered: true, key: null, expiresAt };
  }
}

function backoffAfter(count: number): number {
  return Math.min(FIRST_BACKOFF_MS * 2 ** (count - 1), MAX_BACKOFF_MS);
}
