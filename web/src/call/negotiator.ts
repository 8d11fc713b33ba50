/**
 * Carries the negotiation forward, one step at a time: `nextStep` decides, this performs. It owns the link; whoever
 * wants the link mended asks for it and lets the document decide who does it.
 */
import {
  type CallDoc,
  type CallKeys,
  type CallTransition,
  CLOCK_TOLERANCE_MS,
  type Description,
  earliestNextRound,
  expiryWhileSeated,
  type Role,
  type Round,
  type Sitter,
} from '@parley/protocol';
import { delay, ignoreAbort } from '../lib/lifetime.ts';
import { CallError, type CallErrorCode } from './call-error.ts';
import type { CallStore } from './call-store.ts';
import { DescriptionBox } from './description-box.ts';
import type { CreateLink, Link, LinkHandlers, LocalDescription } from './link.ts';
import { NegotiatedLink, type UnconfirmedAnswer } from './negotiated-link.ts';
import { nextStep, type Standing, type Step } from './next-step.ts';
import { RoundPace } from './round-pace.ts';
import type { ServerClock } from './server-clock.ts';

/** Refusals in a row that nothing explains are told. It goes on trying, since what is behind them may pass. */
const MAX_UNTOLD_REFUSALS = 3;
/** After a write that came to nothing: ever slower. */
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
  /** Asks the server for the document and the time; what it says comes by `update`. */
  readonly ask: () => Promise<void>;
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
  /** It makes no sense to go on, for this reason. */
  onGaveUp(error: CallErrorCode): void;
  /** A write failed. It will be tried again. */
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
  readonly #pace = new RoundPace();

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
      return await this.#recoverFrom(error, call);
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
        if (!this.#mayBeginRound(earliestNextRound(call))) return false;
        await this.#offer((call.round?.number ?? 0) + 1, step.on === 'same-link' ? this.#link : undefined);
        return true;
      case 'answer':
        if (!this.#mayBeginRound()) return false;
        await this.#answer(step.round);
        return true;
      case 'confirm-answer':
        events.onSeated();
        this.#confirmAnswer();
        return true;
      case 'give-up':
        events.onGaveUp('peer-unreadable');
        return false;
      case 'accept-answer':
        await this.#acceptAnswer(step.round, step.answer);
        return true;
    }
  }

  /**
   * @param earliestAt when the referee takes one, by the server's clock
   * @returns whether a round may begin now; if not, it is decided on again in time
   */
  #mayBeginRound(earliestAt = 0): boolean {
    const { clock, signal, events } = this.#options;
    const pauseMs = this.#pace.waitMs(this.#link?.isConnected === true);
    if (pauseMs === undefined) {
      events.onGaveUp('peer-restless');
      return false;
    }
    const waitMs = Math.max(pauseMs, earliestAt - clock.now());
    if (waitMs > 0) delay(waitMs, signal).then(() => void this.#advance(), ignoreAbort);
    return waitMs <= 0;
  }

  async #offer(round: number, restarted: NegotiatedLink | undefined): Promise<void> {
    const sitter = this.#sitter(false);
    const { expiresAt } = sitter;
    const active = restarted ?? this.#openLink();
    active.beginRound(round, 'offer', expiresAt);
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
    active.sendCandidates();
  }

  async #answer({ number: round, offer: sealed }: Round): Promise<void> {
    const known = this.#link?.unconfirmed;
    const answered = known?.round === round ? known : await this.#makeAnswer(round, sealed);
    if (answered === undefined) return this.#setAside(round);
    try {
      await this.#sit(round, { type: 'answer', sitter: this.#sitter(true), round, answer: answered.sealed });
    } catch (error) {
      // Whether one that was lost was heard, the document will show; until then the link is as good as it was.
      if (error instanceof CallError && error.code !== 'refused') throw error;
      if (this.#link?.isConnected === true) this.#link.unconfirmed = undefined;
      else this.#closeLink();
      throw error;
    }
    this.#confirmAnswer();
  }

  /** @returns undefined when the offer is of no use */
  async #makeAnswer(round: number, sealed: Uint8Array): Promise<UnconfirmedAnswer | undefined> {
    const offer = await this.#ifUsable(() => this.#box.open('offer', round, sealed));
    // A restart is meant for the page that has the link, which this one has replaced.
    if (offer === undefined || (offer.isRestart && this.#link?.id !== offer.link)) return undefined;
    const active = this.#link?.id === offer.link ? this.#link : this.#openLink(offer.link);
    active.beginRound(round, 'answer', this.#sitter(true).expiresAt);
    const local = await this.#ifUsable(() => active.link.acceptOffer(offer.sdp));
    if (local === undefined) {
      this.#closeLink();
      return undefined;
    }
    const answer = await this.#box.seal('answer', round, this.#describe(active, local, false));
    active.unconfirmed = { round, sealed: answer, offer };
    return active.unconfirmed;
  }

  #confirmAnswer(): void {
    const active = this.#link;
    if (active?.unconfirmed === undefined) return;
    const { round, offer } = active.unconfirmed;
    active.unconfirmed = undefined;
    active.round = round;
    active.stage = 'complete';
    this.#settle();
    active.link.startConnecting();
    if (!offer.isComplete) active.receiveCandidates();
    active.sendCandidates();
    this.#options.events.onNegotiating(offer.name);
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
    this.#link.link.disclose('all');
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
    this.#pace.roundBegan();
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

  /** @returns whether there is something to decide again at once */
  async #recoverFrom(error: CallError, call: CallDoc): Promise<boolean> {
    const { signal, events } = this.#options;
    this.#failureCount += 1;
    if (error.code === 'refused' && (await this.#learnsWhy(call))) return true;
    if (error.code !== 'refused' || this.#failureCount > MAX_UNTOLD_REFUSALS) events.onTrouble(error);
    const failedOn = this.#call;
    this.#failedOn = failedOn;
    const retry = () => {
      if (this.#failedOn === failedOn) this.#failedOn = undefined;
      void this.#advance();
    };
    delay(backoffAfter(this.#failureCount), signal).then(retry, ignoreAbort);
    return false;
  }

  /**
   * The referee knows something that this page does not: the document as it is now, or the time. Its news may take long
   * on the listener's channel, so it is asked where the write went.
   */
  async #learnsWhy(call: CallDoc): Promise<boolean> {
    if (this.#call !== call) return true;
    const before = this.#options.clock.now() - performance.now();
    try {
      await this.#options.ask();
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      return false;
    }
    const after = this.#options.clock.now() - performance.now();
    return this.#call !== call || Math.abs(after - before) > CLOCK_TOLERANCE_MS / 2;
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
