/**
 * Carries the negotiation forward, one step at a time: `nextStep` decides which, this when, and `Rounds` takes part in them.
 * Whoever wants the link mended asks for it and lets the document decide who does it.
 */
import {
  type CallDoc,
  type CallKeys,
  earliestNextRound,
  hasMet,
  lastRoundNumber,
  otherRole,
} from '@parley/protocol';
import type { CreateLink } from '../link/link.ts';
import { CallError } from '../ports/call-error.ts';
import type { CallStore } from '../ports/call-store.ts';
import { Admission } from './admission.ts';
import type { Knocker } from './knocker.ts';
import type { NegotiatorEvents } from './negotiator-events.ts';
import { type LinkWish, nextStep, type Standing, type Step } from './next-step.ts';
import { type OwnSeat, sitterIn } from './own-seat.ts';
import { RoundGate } from './round-gate.ts';
import { Rounds } from './rounds.ts';
import { Setbacks } from './setbacks.ts';

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
  readonly #rounds: Rounds;
  #call: CallDoc | undefined;
  #admission: Admission | undefined;
  #hasSatDown = false;
  #isSeatShown = false;
  #isBusy = false;
  /** Something has changed since the last step was decided on. */
  #isDue = false;
  readonly #setbacks: Setbacks;
  readonly #gate: RoundGate;

  constructor(options: NegotiatorOptions) {
    this.#options = options;
    const { clock, ask, events, signal } = options;
    this.#setbacks = new Setbacks({
      ...{ clock, ask, signal },
      call: () => this.#call,
      onTrouble: (error) => events.onTrouble(error),
      onRetry: () => void this.#advance(),
    });
    this.#gate = new RoundGate({ clock, onOpen: () => void this.#advance(), signal });
    this.#rounds = new Rounds({
      ...options,
      call: () => this.#call,
      isPeerShunned: () => this.#isShunned,
      onBegan: () => this.#gate.roundBegan(),
      onConnected: () => this.#gate.connected(),
      onComplete: () => {
        // Two have found each other: nobody is let in later over either of them.
        this.#admission = undefined;
      },
      onFailed: () => this.request('replacement'),
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
    if (this.#rounds.current.link?.stage === 'complete') this.#rounds.current.close();
  }

  /** Asks for an ICE restart of this link, or for another link in its place. */
  request(wish: LinkWish): void {
    this.#rounds.current.ask(wish);
    void this.#advance();
  }

  /** Links are to be made in another way than the present one was. */
  renewLink(): void {
    this.#rounds.current.outdate();
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
    if (this.#isShunned) this.#rounds.current.close();
  }

  /** Whoever sits there is not to be met any more. Once they have left, somebody else is. */
  get #isShunned(): boolean {
    const { guest = null } = this.#call?.seats ?? {};
    return guest !== null && guest.leftAt === null && this.#options.isShunned(guest.uid);
  }

  /** They have pressed Join: the other may know every way to them now. */
  enter(): void {
    this.#rounds.enter();
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
      link: this.#rounds.current.link,
      wants: this.#rounds.current.wish,
      hasSatDown: this.#hasSatDown,
      isAdmitting: this.#admission?.isCurrent === true,
      unreadable: this.#rounds.unusable.offers,
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
        await this.#rounds.offer(
          lastRoundNumber(call) + 1,
          step.on === 'same-link' ? this.#rounds.current.link : undefined,
        );
        return true;
      case 'sit':
        await this.#rounds.sit(lastRoundNumber(call), {
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
        this.#rounds.current.close();
        events.onParted();
        return true;
      case 'answer':
        this.#gate.roundOffered();
        if (!this.#mayBeginRound()) return false;
        await this.#rounds.answer(step.round);
        return true;
      case 'confirm-answer':
        events.onSeated();
        this.#rounds.confirmAnswer();
        return true;
      case 'give-up':
        events.onGaveUp('peer-unreadable');
        return false;
      case 'accept-answer':
        await this.#rounds.acceptAnswer(step.round, step.answer);
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
    const chance = this.#gate.pass(entered, this.#rounds.current.link?.isConnected === true, earliestAt);
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
      await this.#rounds.admit(lastRoundNumber(call) + 1, knocker);
    } catch (error) {
      // Unless somebody else is let in by now.
      if (admission.noteFailure(error)) this.#admission ??= admission;
      throw error;
    }
    return true;
  }
}
