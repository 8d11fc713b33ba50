/**
 * The rounds of a call, as one session takes part in them: it writes offers, answers those of the other, and takes their
 * answers. When a round may begin, and what comes next, is the negotiator's to know.
 */
import {
  audienceOf,
  type CallDoc,
  type CallKeys,
  type CallTransition,
  expiryWhileSeated,
  lastRoundNumber,
  otherRole,
  type Round,
  visitOf,
} from '@parley/protocol';
import { delay, ignoreAbort } from '../lib/lifetime.ts';
import type { CreateLink } from '../link/link.ts';
import { CallError } from '../ports/call-error.ts';
import type { CallStore } from '../ports/call-store.ts';
import { type Addressee, sessionThere, whoeverIsThere } from './addressee.ts';
import { CurrentLink } from './current-link.ts';
import { Descriptions } from './descriptions.ts';
import type { Knocker } from './knocker.ts';
import type { NegotiatedLink, UnconfirmedAnswer } from './negotiated-link.ts';
import type { NegotiatorEvents } from './negotiator-events.ts';
import { type OwnSeat, sitterIn } from './own-seat.ts';
import { SignalBox } from './signal-box.ts';
import { UnusableDescriptions } from './unusable-descriptions.ts';

export interface RoundsOptions extends OwnSeat {
  readonly store: CallStore;
  readonly keys: CallKeys;
  readonly createLink: CreateLink;
  /** The document as it is now. */
  readonly call: () => CallDoc | undefined;
  /** Whoever sits in the other seat is not to be met any more. */
  readonly isPeerShunned: () => boolean;
  /** This session has written its part of one. */
  readonly onBegan: () => void;
  /** Both descriptions of one are there, so it is known who is at the other end. */
  readonly onComplete: () => void;
  /** A link of one has connected. */
  readonly onConnected: () => void;
  /** What came of one is of no use: another link is wished for. */
  readonly onFailed: () => void;
  readonly events: NegotiatorEvents;
  readonly signal: AbortSignal;
}

export class Rounds {
  readonly current: CurrentLink;
  readonly unusable = new UnusableDescriptions();
  readonly #options: RoundsOptions;
  readonly #box: SignalBox;
  readonly #descriptions: Descriptions;

  constructor(options: RoundsOptions) {
    this.#options = options;
    const { store, keys, role, sessionKeys, self, createLink, onConnected, events, signal } = options;
    const onIgnored = (cause: unknown) => events.onIgnored(cause);
    this.#box = new SignalBox(keys, role, sessionKeys);
    this.#descriptions = new Descriptions({ box: this.#box, self, onIgnored, signal });
    this.current = new CurrentLink({
      ...{ store, docId: keys.docId, box: this.#box, createLink, onConnected, onIgnored, signal },
      onLink: (link) => events.onLink(link),
      onClosed: () => events.onLinkClosed(),
    });
  }

  /** They have pressed Join: the other may know every way to them now. */
  enter(): void {
    const { link } = this.current;
    if (link?.stage === 'complete') this.#descriptions.discloseTo({ isThere: true }, link);
  }

  /** The next one lets somebody in, unless nothing can be sealed for them. @throws {CallError} */
  async admit(round: number, knocker: Knocker): Promise<void> {
    if (await this.#box.isUsable(knocker.key)) await this.offer(round, undefined, knocker);
  }

  /**
   * @param restarted the link that is restarted; undefined: the offer is of a new one
   * @param knocker whom it lets in; undefined: it is for whoever sits there, or comes
   * @throws {CallError}
   */
  async offer(round: number, restarted?: NegotiatedLink, knocker?: Knocker): Promise<void> {
    const { role, clock } = this.#options;
    const sitter = sitterIn(this.#options, this.#lasting, false);
    const to = knocker
      ? { isThere: true, key: knocker.key }
      : await whoeverIsThere(this.#options.call(), otherRole(role), clock.now(), this.#box);
    // The link would be one that nobody closes.
    this.#options.signal.throwIfAborted();
    const active = restarted ?? this.#openLink();
    active.beginRound(round, 'offer', this.#candidatesExpiry(false));
    // What is asked for while this one is under way is asked for again: it may know nothing of the reason.
    const { wish } = this.current;
    this.current.wishNoMore();
    try {
      const offer = await this.#descriptions.offer(active, round, to, restarted !== undefined);
      const offered = { sitter, round, offer };
      const admitted = knocker && {
        uid: knocker.uid,
        knock: knocker.session,
        word: await this.#box.sealWord(knocker),
      };
      await this.sit(
        round - 1,
        admitted ? { type: 'admit', ...offered, ...admitted } : { type: 'offer', ...offered },
      );
    } catch (error) {
      // Beaten to it. A restart keeps its link, which rolls back when it takes the other's offer.
      if (restarted === undefined) this.current.close();
      if (wish !== 'nothing') this.current.ask(wish);
      throw error;
    }
    active.round = round;
    active.stage = 'offered';
    this.current.restartIsOffered();
    if (to.isThere) active.candidates?.startSending(to.key);
  }

  /** @throws {CallError} */
  async answer({ number: round, offer: sealed, offererSession }: Round): Promise<void> {
    const known = this.current.link?.unconfirmed;
    const answered = known?.round === round ? known : await this.#makeAnswer(round, sealed, offererSession);
    if (answered === undefined) return;
    const sitter = sitterIn(this.#options, this.#lasting, true);
    try {
      await this.sit(round, { type: 'answer', sitter, round, answer: answered.sealed });
    } catch (error) {
      // Whether one that was lost was heard, the document will show; until then the link is as good as it was.
      if (error instanceof CallError && error.code !== 'refused') throw error;
      if (this.current.link?.isConnected === true) this.current.link.unconfirmed = undefined;
      else this.current.close();
      throw error;
    }
    this.confirmAnswer();
  }

  /** The answer that was sent was accepted. */
  confirmAnswer(): void {
    const active = this.current.link;
    if (active?.unconfirmed === undefined) return;
    const { round, offer, theirs } = active.unconfirmed;
    active.unconfirmed = undefined;
    active.round = round;
    this.#complete(active);
    active.link.startConnecting();
    if (!offer.isComplete) active.candidates?.startReceiving(theirs);
    active.candidates?.startSending(theirs);
    this.#options.events.onNegotiating(offer.name);
  }

  /** Both descriptions are there, if the other's can be used. */
  async acceptAnswer({ number: round, answererSession }: Round, sealed: Uint8Array): Promise<void> {
    const { events } = this.#options;
    const active = this.current.link;
    if (active === undefined || answererSession === null) return;
    const to = this.#sessionThere(answererSession);
    const answer = await this.#descriptions.read('answer', round, sealed, to);
    active.stage = 'complete';
    if (answer === undefined || !(await this.#descriptions.accept(active, answer)))
      return this.#replaceLater(active);
    active.peerCan = answer.can;
    this.#complete(active);
    if (!answer.isComplete) active.candidates?.startReceiving(to.key);
    active.candidates?.startSending(to.key);
    events.onNegotiating(answer.name);
  }

  /** Commits a transition that sits down, unless the round it builds on is already past. @throws {CallError} */
  async sit(onRound: number, transition: CallTransition): Promise<void> {
    const { store, keys, signal, events, call, isPeerShunned, onBegan } = this.#options;
    const known = call();
    const current = known === undefined ? 0 : lastRoundNumber(known);
    if (current !== onRound || isPeerShunned()) throw new CallError('refused');
    await store.commit(keys.docId, transition, { signal });
    signal.throwIfAborted();
    if (transition.type !== 'renew') onBegan();
    events.onSeated();
  }

  /** @returns undefined when the offer is of no use, which is noted */
  async #makeAnswer(
    round: number,
    sealed: Uint8Array,
    session: string,
  ): Promise<UnconfirmedAnswer | undefined> {
    const to = this.#sessionThere(session);
    const offer = await this.#descriptions.read('offer', round, sealed, to);
    // What was sealed for a page that this one has replaced says nothing about the two that are there.
    if (offer === undefined) return this.unusable.noteOffer(round, audienceOf(sealed) === 'pair');
    if (offer.isRestart && this.current.link?.id !== offer.link) return this.unusable.noteOffer(round);
    // It is no fault of theirs, and the answer to it is an offer of another link.
    if (this.current.link?.isOutdated === true && this.current.link.id === offer.link)
      return this.unusable.noteOffer(round, true);
    const active = this.current.link?.id === offer.link ? this.current.link : this.#openLink(offer.link);
    active.peerCan = offer.can;
    active.beginRound(round, 'answer', this.#candidatesExpiry(true));
    const answer = await this.#descriptions.answer(active, round, offer, to);
    if (answer === undefined) {
      this.current.close();
      return this.unusable.noteOffer(round);
    }
    active.unconfirmed = { round, sealed: answer, offer, theirs: to.key };
    return active.unconfirmed;
  }

  #complete(active: NegotiatedLink): void {
    active.stage = 'complete';
    this.unusable.forget();
    this.#options.onComplete();
    this.current.wishNoMore();
    this.#descriptions.discloseTo({ isThere: true }, active);
  }

  /** Whoever wrote a description, by the seat that this session has. */
  #sessionThere(session: string): Addressee {
    return sessionThere(this.#options.call(), otherRole(this.#options.role), session);
  }

  #openLink(id?: string): NegotiatedLink {
    this.current.close();
    // They were asked to leave while this was under way.
    if (this.#options.isPeerShunned()) throw new CallError('refused');
    return this.current.open(id);
  }

  #replaceLater(unusable: NegotiatedLink): void {
    delay(this.unusable.noteAnswer(), this.#options.signal).then(() => {
      if (this.current.link === unusable) this.#options.onFailed();
    }, ignoreAbort);
  }

  get #lasting() {
    return this.#options.call() ?? { emptyTimeoutSeconds: 0, schedule: null };
  }

  #candidatesExpiry(met: boolean): number {
    return expiryWhileSeated(this.#options.clock.now(), visitOf(this.#lasting), met);
  }
}
