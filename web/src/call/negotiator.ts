/**
 * Carries the negotiation forward, one step at a time: `nextStep` decides, this performs. It owns the link; whoever
 * wants the link mended asks for it and lets the document decide who does it.
 */
import {
  audienceOf,
  CAPABILITIES,
  type CallDoc,
  type CallKeys,
  type CallTransition,
  CLOCK_TOLERANCE_MS,
  type Description,
  earliestNextRound,
  expiryWhileSeated,
  isHeld,
  otherRole,
  type Role,
  type Round,
  type SessionKeys,
  type Sitter,
} from '@parley/protocol';
import { delay, ignoreAbort } from '../lib/lifetime.ts';
import { CallError, type CallErrorCode } from './call-error.ts';
import type { CallStore } from './call-store.ts';
import type { CreateLink, Link, LinkHandlers, LocalDescription } from './link.ts';
import { NegotiatedLink, type UnconfirmedAnswer } from './negotiated-link.ts';
import { nextStep, type Standing, type Step } from './next-step.ts';
import { RoundPace } from './round-pace.ts';
import type { ServerClock } from './server-clock.ts';
import { type PeerKey, SignalBox } from './signal-box.ts';

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
  readonly sessionKeys: SessionKeys;
  readonly clock: ServerClock;
  readonly createLink: CreateLink;
  /** Asks the server for the document and the time; what it says comes by `update`. */
  readonly ask: () => Promise<void>;
  readonly self: () => Self;
  readonly events: NegotiatorEvents;
  readonly signal: AbortSignal;
}

/** The person at this end, just now. */
export interface Self {
  /** What they want to be called. */
  readonly name: string;
  /** They have pressed Join. Before that next to nothing is told of them. */
  readonly hasEntered: boolean;
}

/** Who reads what is sealed: the session that sits in the other seat, if one does. */
interface Addressee {
  readonly isThere: boolean;
  readonly key: PeerKey;
}

const NOBODY: Addressee = { isThere: false, key: null };

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
  readonly #box: SignalBox;
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
  #pace = new RoundPace();
  /** The last user who has come in on the other side. */
  #pacedUid: string | undefined;

  constructor(options: NegotiatorOptions) {
    this.#options = options;
    this.#box = new SignalBox(options.keys, options.role, options.sessionKeys);
    options.signal.addEventListener('abort', () => this.#closeLink(), { once: true });
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
    if (this.#link?.stage === 'complete') this.#closeLink();
  }

  /** Asks for an ICE restart of this link, or for another link in its place. */
  request(wish: 'restart' | 'replacement'): void {
    if (this.#wants !== 'replacement') this.#wants = wish;
    void this.#advance();
  }

  /** They have pressed Join: the other may know every way to them now. */
  enter(): void {
    if (this.#link?.stage === 'complete') this.#link.link.disclose('all');
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
      hasEntered: this.#options.self().hasEntered,
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
        if (!this.#mayBeginRound(earliestNextRound(call, this.#options.uid))) return false;
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
    const { clock, signal, events, role } = this.#options;
    const peer = this.#call?.seats[otherRole(role)];
    if (peer?.entered === true) this.#paceFor(peer.uid);
    const pauseMs = this.#pace.waitMs(this.#link?.isConnected === true);
    if (pauseMs === undefined && peer?.entered === true) {
      events.onGaveUp('peer-restless');
      return false;
    }
    // Whoever only looks ends nothing here: the one who is waited for may still come.
    const waitMs = Math.max(pauseMs ?? MAX_BACKOFF_MS, earliestAt - clock.now());
    if (waitMs > 0) delay(waitMs, signal).then(() => void this.#advance(), ignoreAbort);
    return waitMs <= 0;
  }

  /** Who comes in does not pay for rounds of somebody else. A seat that was entered is kept, so this happens seldom. */
  #paceFor(uid: string): void {
    if (uid !== this.#pacedUid) this.#pace = new RoundPace();
    this.#pacedUid = uid;
  }

  async #offer(round: number, restarted: NegotiatedLink | undefined): Promise<void> {
    const sitter = this.#sitter(false);
    const to = await this.#whoeverIsThere();
    // The link would be one that nobody closes.
    this.#options.signal.throwIfAborted();
    const active = restarted ?? this.#openLink();
    active.beginRound(round, 'offer', sitter.expiresAt);
    try {
      this.#discloseTo(to, active);
      const local = await active.link.createOffer({ iceRestart: restarted !== undefined });
      const description = this.#describe(to, active, local, restarted !== undefined);
      const offer = await this.#box.sealDescription('offer', round, description, to.key);
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
    if (to.isThere) active.sendCandidates(to.key);
  }

  async #answer({ number: round, offer: sealed, offererSession }: Round): Promise<void> {
    const known = this.#link?.unconfirmed;
    const answered = known?.round === round ? known : await this.#makeAnswer(round, sealed, offererSession);
    if (answered === undefined) return;
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

  /** @returns undefined when the offer is of no use, which is noted */
  async #makeAnswer(
    round: number,
    sealed: Uint8Array,
    session: string,
  ): Promise<UnconfirmedAnswer | undefined> {
    const to = this.#sessionThere(session);
    const offer = await this.#ifUsable(() => this.#box.openDescription('offer', round, sealed, to.key));
    // What was sealed for a page that this one has replaced says nothing about the two that are there.
    if (offer === undefined) return this.#setAside(round, audienceOf(sealed) === 'pair');
    if (offer.isRestart && this.#link?.id !== offer.link) return this.#setAside(round);
    const active = this.#link?.id === offer.link ? this.#link : this.#openLink(offer.link);
    active.peerCan = offer.can;
    active.beginRound(round, 'answer', this.#sitter(true).expiresAt);
    const answer = await this.#ifUsable(async () => {
      this.#discloseTo(to, active);
      const local = await active.link.acceptOffer(offer.sdp);
      return this.#box.sealDescription('answer', round, this.#describe(to, active, local, false), to.key);
    });
    if (answer === undefined) {
      this.#closeLink();
      return this.#setAside(round);
    }
    active.unconfirmed = { round, sealed: answer, offer, theirs: to.key };
    return active.unconfirmed;
  }

  #confirmAnswer(): void {
    const active = this.#link;
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
    const active = this.#link;
    if (active === undefined || answererSession === null) return;
    const to = this.#sessionThere(answererSession);
    const answer = await this.#ifUsable(() => this.#box.openDescription('answer', round, sealed, to.key));
    active.stage = 'complete';
    const isTaken =
      answer?.link === active.id &&
      (await this.#ifUsable(() => active.link.acceptAnswer(answer.sdp).then(() => true))) === true;
    if (!isTaken) return this.#replaceLater(active);
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
    this.#discloseTo({ isThere: true }, active);
  }

  #discloseTo({ isThere }: Pick<Addressee, 'isThere'>, { link }: NegotiatedLink): void {
    if (!isThere) link.disclose('nothing');
    else link.disclose(this.#options.self().hasEntered ? 'all' : 'public');
  }

  /** Who would read an offer. A seat that its holder has left, or that holds no key but noise, is nobody's. */
  async #whoeverIsThere(): Promise<Addressee> {
    const { role, clock } = this.#options;
    const seat = this.#call?.seats[otherRole(role)] ?? null;
    if (!isHeld(seat, clock.now())) return NOBODY;
    if (seat.key !== null && !(await this.#box.isUsable(seat.key))) return NOBODY;
    return { isThere: true, key: seat.key };
  }

  /** Whoever wrote a description, by the seat that this session has. */
  #sessionThere(session: string): Addressee {
    const seat = this.#call?.seats[otherRole(this.#options.role)];
    return seat?.session === session ? { isThere: true, key: seat.key } : NOBODY;
  }

  #openLink(id?: string): NegotiatedLink {
    const { store, keys, createLink, events, signal } = this.#options;
    const { docId } = keys;
    const box = this.#box;
    this.#closeLink();
    const shared = { store, docId, box, createLink, signal };
    const handlers = {
      ...events,
      onState: (state: RTCPeerConnectionState) => {
        if (state === 'connected') this.#pace.connected();
        events.onState(state);
      },
    };
    this.#link = new NegotiatedLink({ ...shared, handlers, onIgnored: events.onIgnored }, id);
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

  #describe(to: Addressee, { id }: NegotiatedLink, local: LocalDescription, isRestart: boolean): Description {
    const { name, hasEntered } = this.#options.self();
    const { sdp, isComplete } = local;
    return {
      link: id,
      isRestart,
      sdp,
      isComplete,
      name: to.isThere && hasEntered ? name : '',
      can: CAPABILITIES,
    };
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

  /** @param isForAnother it was not meant for this session, and says nothing about the two programs */
  #setAside(round: number, isForAnother = false): undefined {
    this.#unreadable = { round, count: this.#unreadable.count + (isForAnother ? 0 : 1) };
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
    const { hasEntered: entered } = this.#options.self();
    return { role, session, entered, key: this.#options.sessionKeys.publicKey, expiresAt };
  }
}

function backoffAfter(count: number): number {
  return Math.min(FIRST_BACKOFF_MS * 2 ** (count - 1), MAX_BACKOFF_MS);
}
