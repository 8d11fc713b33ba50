/**
 * Carries the negotiation forward, one step at a time: `nextStep` decides, this performs. It owns the link; whoever
 * wants the link mended asks for it and lets the document decide who does it.
 */
import {
  audienceOf,
  type CallDoc,
  type CallKeys,
  type CallTransition,
  earliestNextRound,
  expiryWhileSeated,
  hasMet,
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
import { Admission } from './admission.ts';
import { CurrentLink } from './current-link.ts';
import { Descriptions } from './descriptions.ts';
import type { Knocker } from './knocker.ts';
import type { NegotiatedLink, UnconfirmedAnswer } from './negotiated-link.ts';
import type { NegotiatorEvents } from './negotiator-events.ts';
import { type LinkWish, nextStep, type Standing, type Step } from './next-step.ts';
import { type OwnSeat, sitterIn } from './own-seat.ts';
import { RoundGate } from './round-gate.ts';
import { Setbacks } from './setbacks.ts';
import { SignalBox } from './signal-box.ts';
import { UnusableDescriptions } from './unusable-descriptions.ts';

export interface NegotiatorOptions extends OwnSeat {
  readonly store: CallStore;
  readonly keys: CallKeys;
  readonly uid: string;
  readonly createLink: CreateLink;
  /** Asks the server for the document and the time; what it says comes by `update`. */
  readonly ask: () => Promise<void>;
  /** Whom the host has asked to leave: nothing is offered to them, or answered. */
  readonly isShunned: (uid: string) => boolean;
  readonly events: NegotiatorEvents;
  readonly signal: AbortSignal;
}

export class Negotiator {
  readonly #options: NegotiatorOptions;
  readonly #box: SignalBox;
  readonly #descriptions: Descriptions;
  #call: CallDoc | undefined;
  readonly #current: CurrentLink;
  #admission: Admission | undefined;
  #hasSatDown = false;
  #isSeatShown = false;
  readonly #unusable = new UnusableDescriptions();
  #isBusy = false;
  /** Something has changed since the last step was decided on. */
  #isDue = false;
  readonly #setbacks: Setbacks;
  readonly #gate: RoundGate;

  constructor(options: NegotiatorOptions) {
    this.#options = options;
    this.#box = new SignalBox(options.keys, options.role, options.sessionKeys);
    const { store, keys, clock, createLink, ask, self, events, signal } = options;
    const onIgnored = (cause: unknown) => events.onIgnored(cause);
    this.#descriptions = new Descriptions({ box: this.#box, self, onIgnored, signal });
    this.#setbacks = new Setbacks({
      ...{ clock, ask, signal },
      call: () => this.#call,
      onTrouble: (error) => events.onTrouble(error),
      onRetry: () => void this.#advance(),
    });
    this.#gate = new RoundGate({ clock, onOpen: () => void this.#advance(), signal });
    this.#current = new CurrentLink({
      ...{ store, docId: keys.docId, box: this.#box, createLink, onIgnored, signal },
      onLink: (link) => events.onLink(link),
      onClosed: () => events.onLinkClosed(),
      onConnected: () => this.#gate.connected(),
    });
  }

  /** The document as it is now. */
  update(call: CallDoc): void {
    this.#call = call;
    const { role, session } = this.#options;
    if (call.seats[role]?.session === session) this.#isSeatShown = true;
    void this.#advance();
  }

  /** The other has left: a link with them is of no use any more, and another may have to wait for its round. */
  peerLeft(): void {
    if (this.#current.link?.stage === 'complete') this.#current.close();
  }

  /** Asks for an ICE restart of this link, or for another link in its place. */
  request(wish: LinkWish): void {
    this.#current.ask(wish);
    void this.#advance();
  }

  /** Links are to be made in another way than the present one was. */
  renewLink(): void {
    this.#current.outdate();
    this.request('replacement');
  }

  /** What failed may have failed for the network that was. */
  networkChanged(): void {
    this.#setbacks.forget();
    void this.#advance();
  }

  /** Lets somebody in who stands at the door, as soon as the guest's seat is free. */
  admit(knocker: Knocker): void {
    this.#admission = new Admission(knocker);
    void this.#advance();
  }

  /** Somebody is shunned from now on: if it is whoever sits there, they are disconnected until the seat is not theirs any more. */
  shun(): void {
    if (this.#isShunned) this.#current.close();
  }

  /** Whoever sits there is not to be met any more. Once they have left, somebody else is. */
  get #isShunned(): boolean {
    const { guest = null } = this.#call?.seats ?? {};
    return guest !== null && guest.leftAt === null && this.#options.isShunned(guest.uid);
  }

  /** They have pressed Join: the other may know every way to them now. */
  enter(): void {
    if (this.#current.link?.stage === 'complete')
      this.#descriptions.discloseTo({ isThere: true }, this.#current.link);
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
    if (call === undefined || this.#setbacks.isResting(call) || call.ended !== null || signal.aborted)
      return false;
    if (this.#isShunned) return false;
    try {
      const isTaken = await this.#perform(nextStep(call, this.#standing(), clock.now()), call);
      if (isTaken) this.#setbacks.succeeded();
      return isTaken;
    } catch (error) {
      if (signal.aborted) return false;
      if (!(error instanceof CallError)) throw error;
      return await this.#setbacks.recoverFrom(error, call);
    }
  }

  #standing(): Standing {
    const { uid, role, session } = this.#options;
    return {
      uid,
      role,
      session,
      hasEntered: this.#options.self().hasEntered,
      isSeatShown: this.#isSeatShown,
      link: this.#current.link,
      wants: this.#current.wish,
      hasSatDown: this.#hasSatDown,
      isAdmitting: this.#admission?.isCurrent === true,
      unreadable: this.#unusable.offers,
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
        if (!this.#mayBeginRound(earliestNextRound(call, this.#options.uid))) return false;
        await this.#offer(
          lastRoundNumber(call) + 1,
          step.on === 'same-link' ? this.#current.link : undefined,
        );
        return true;
      case 'sit':
        await this.#sit(lastRoundNumber(call), {
          type: 'renew',
          sitter: sitterIn(this.#options, call, hasMet(call)),
        });
        this.#hasSatDown = true;
        return true;
      case 'admit':
        return this.#admit(call);
      case 'leave-for-guest':
        await this.#leaveForGuest(step.session);
        return false;
      case 'part':
        this.#current.close();
        events.onParted();
        return true;
      case 'answer':
        this.#gate.roundOffered();
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
    const peer = this.#call?.seats[otherRole(this.#options.role)];
    const entered = peer?.entered === true ? peer : undefined;
    const chance = this.#gate.pass(entered, this.#current.link?.isConnected === true, earliestAt);
    if (chance === 'never') this.#options.events.onGaveUp('peer-restless');
    return chance === 'now';
  }

  /** They are let in for whom it is once the document shows the seat empty; until it is heard, it is said again. */
  async #leaveForGuest(session: string): Promise<void> {
    const { store, keys, signal } = this.#options;
    await store.commit(keys.docId, { type: 'leave', role: 'guest', session }, { signal });
  }

  /** @returns whether there was anything to do; if it comes to nothing, they have to be let in anew */
  async #admit(call: CallDoc): Promise<boolean> {
    const admission = this.#admission;
    if (admission === undefined) return false;
    const { knocker } = admission;
    this.#gate.paceFor(knocker.uid);
    if (!this.#mayBeginRound(earliestNextRound(call, this.#options.uid))) return false;
    this.#admission = undefined;
    try {
      if (await this.#box.isUsable(knocker.key))
        await this.#offer(lastRoundNumber(call) + 1, undefined, knocker);
    } catch (error) {
      // Unless somebody else is let in by now.
      if (admission.noteFailure(error)) this.#admission ??= admission;
      throw error;
    }
    return true;
  }

  /** @param knocker whom the offer lets in; undefined: it is for whoever sits there, or comes */
  async #offer(round: number, restarted: NegotiatedLink | undefined, knocker?: Knocker): Promise<void> {
    const { role, clock } = this.#options;
    const sitter = sitterIn(this.#options, this.#lasting, false);
    const to = knocker
      ? { isThere: true, key: knocker.key }
      : await whoeverIsThere(this.#call, otherRole(role), clock.now(), this.#box);
    // The link would be one that nobody closes.
    this.#options.signal.throwIfAborted();
    const active = restarted ?? this.#openLink();
    active.beginRound(round, 'offer', this.#candidatesExpiry(false));
    // What is asked for while this one is under way is asked for again: it may know nothing of the reason.
    const { wish } = this.#current;
    this.#current.wishNoMore();
    try {
      const offer = await this.#descriptions.offer(active, round, to, restarted !== undefined);
      const offered = { sitter, round, offer };
      const admitted = knocker && {
        uid: knocker.uid,
        knock: knocker.session,
        word: await this.#box.sealWord(knocker),
      };
      await this.#sit(
        round - 1,
        admitted ? { type: 'admit', ...offered, ...admitted } : { type: 'offer', ...offered },
      );
    } catch (error) {
      // Beaten to it. A restart keeps its link, which rolls back when it takes the other's offer.
      if (restarted === undefined) this.#current.close();
      if (wish !== 'nothing') this.#current.ask(wish);
      throw error;
    }
    active.round = round;
    active.stage = 'offered';
    this.#current.restartIsOffered();
    if (to.isThere) active.sendCandidates(to.key);
  }

  async #answer({ number: round, offer: sealed, offererSession }: Round): Promise<void> {
    const known = this.#current.link?.unconfirmed;
    const answered = known?.round === round ? known : await this.#makeAnswer(round, sealed, offererSession);
    if (answered === undefined) return;
    const sitter = sitterIn(this.#options, this.#lasting, true);
    try {
      await this.#sit(round, { type: 'answer', sitter, round, answer: answered.sealed });
    } catch (error) {
      // Whether one that was lost was heard, the document will show; until then the link is as good as it was.
      if (error instanceof CallError && error.code !== 'refused') throw error;
      if (this.#current.link?.isConnected === true) this.#current.link.unconfirmed = undefined;
      else this.#current.close();
      throw error;
    }
    this.#confirmAnswer();
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
    if (offer === undefined) return this.#unusable.noteOffer(round, audienceOf(sealed) === 'pair');
    if (offer.isRestart && this.#current.link?.id !== offer.link) return this.#unusable.noteOffer(round);
    // It is no fault of theirs, and the answer to it is an offer of another link.
    if (this.#current.link?.isOutdated === true && this.#current.link.id === offer.link)
      return this.#unusable.noteOffer(round, true);
    const active = this.#current.link?.id === offer.link ? this.#current.link : this.#openLink(offer.link);
    active.peerCan = offer.can;
    active.beginRound(round, 'answer', this.#candidatesExpiry(true));
    const answer = await this.#descriptions.answer(active, round, offer, to);
    if (answer === undefined) {
      this.#current.close();
      return this.#unusable.noteOffer(round);
    }
    active.unconfirmed = { round, sealed: answer, offer, theirs: to.key };
    return active.unconfirmed;
  }

  #confirmAnswer(): void {
    const active = this.#current.link;
    if (active?.unconfirmed === undefined) return;
    const { round, offer, theirs } = active.unconfirmed;
    active.unconfirmed = undefined;
    active.round = round;
    this.#complete(active);
    active.link.startConnecting();
    if (!offer.isComplete) active.receiveCandidates(theirs);
    active.sendCandidates(theirs);
    this.#options.events.onNegotiating(offer.name);
  }

  async #acceptAnswer({ number: round, answererSession }: Round, sealed: Uint8Array): Promise<void> {
    const { events } = this.#options;
    const active = this.#current.link;
    if (active === undefined || answererSession === null) return;
    const to = this.#sessionThere(answererSession);
    const answer = await this.#descriptions.read('answer', round, sealed, to);
    active.stage = 'complete';
    if (answer === undefined || !(await this.#descriptions.accept(active, answer)))
      return this.#replaceLater(active);
    active.peerCan = answer.can;
    this.#complete(active);
    if (!answer.isComplete) active.receiveCandidates(to.key);
    active.sendCandidates(to.key);
    events.onNegotiating(answer.name);
  }

  /** Both descriptions are there, so it is known who is at the other end. */
  #complete(active: NegotiatedLink): void {
    active.stage = 'complete';
    this.#settle();
    this.#descriptions.discloseTo({ isThere: true }, active);
  }

  /** Whoever wrote a description, by the seat that this session has. */
  #sessionThere(session: string): Addressee {
    return sessionThere(this.#call, otherRole(this.#options.role), session);
  }

  #openLink(id?: string): NegotiatedLink {
    this.#current.close();
    // They were asked to leave while this was under way.
    if (this.#isShunned) throw new CallError('refused');
    return this.#current.open(id);
  }

  /** Commits a transition that sits down, unless the round it builds on is already past. */
  async #sit(onRound: number, transition: CallTransition): Promise<void> {
    const { store, keys, signal, events } = this.#options;
    const current = this.#call === undefined ? 0 : lastRoundNumber(this.#call);
    if (current !== onRound || this.#isShunned) throw new CallError('refused');
    await store.commit(keys.docId, transition, { signal });
    signal.throwIfAborted();
    if (transition.type !== 'renew') this.#gate.roundBegan();
    events.onSeated();
  }

  #replaceLater(unusable: NegotiatedLink): void {
    delay(this.#unusable.noteAnswer(), this.#options.signal).then(() => {
      if (this.#current.link === unusable) this.request('replacement');
    }, ignoreAbort);
  }

  #settle(): void {
    this.#unusable.forget();
    // Two have found each other: nobody is let in later over either of them.
    this.#admission = undefined;
    this.#current.wishNoMore();
  }

  get #lasting() {
    return this.#call ?? { emptyTimeoutSeconds: 0, schedule: null };
  }

  #candidatesExpiry(met: boolean): number {
    return expiryWhileSeated(this.#options.clock.now(), visitOf(this.#lasting), met);
  }
}
