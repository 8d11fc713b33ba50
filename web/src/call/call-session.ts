/**
 * One page load in one call: runs the state machine of call-state.ts. It tells the negotiator what the document says,
 * the link's health what arrives, and the page what became of it.
 */
import {
  type CallDoc,
  type CallId,
  type CallKeys,
  createRandomId,
  createSessionKeys,
  deriveCallKeys,
  entryFor,
  type HostKey,
  isOlder,
  otherRole,
  type Role,
  SEAT_RENEWAL_MS,
  type SessionKeys,
} from '@parley/protocol';
import type { DeviceMemory } from '../lib/device-memory.ts';
import { childLifetime, delay, every, ignoreAbort, whileAlive } from '../lib/lifetime.ts';
import { type ArrangedTime, ArrangedTimeReader } from './arranged-time.ts';
import { CallError, type CallErrorCode, isPassing } from './call-error.ts';
import {
  type CallEvent,
  type CallState,
  type EarlyReason,
  INITIAL_CALL_STATE,
  transition,
} from './call-state.ts';
import type { CallStore } from './call-store.ts';
import { CallWatch } from './call-watch.ts';
import { Conversation, type OwnPresence } from './conversation.ts';
import { Entrance } from './entrance.ts';
import { GuestWatch } from './guest-watch.ts';
import type { HostDesk } from './host-desk.ts';
import type { Identity } from './identity.ts';
import type { CreateLink, Link, OutgoingTracks } from './link.ts';
import { LinkHealth } from './link-health.ts';
import { Negotiator } from './negotiator.ts';
import type { RecoveryStep } from './recovery-policy.ts';
import { SeatChoice } from './seat-choice.ts';
import { SeatKeeper } from './seat-keeper.ts';
import type { SeatLocks } from './seat-locks.ts';
import type { ServerClock } from './server-clock.ts';
import { TimeCheck, type TimeEnding } from './time-check.ts';

/** How long the database may take to say whether there is such a call. */
const ARRIVAL_TIMEOUT_MS = 12_000;
const HEARTBEAT_MS = 1_000;
/** How long after "end for both" was not heard it is said again, each time by so much later. */
const END_RETRY_MS = 1_000;
const MAX_END_RETRY_MS = 10_000;

export interface CallSessionOptions {
  readonly store: CallStore;
  readonly identity: Identity;
  readonly locks: SeatLocks;
  readonly clock: ServerClock;
  readonly createLink: CreateLink;
  readonly desk: HostDesk;
  /** From the host link; undefined: this person came by the join link. */
  readonly hostKey?: HostKey | undefined;
  readonly onState: (state: CallState) => void;
  /** Of a scheduled call: when it takes place, and whenever that changes. */
  readonly onArrangedTime: (time: ArrangedTime) => void;
  /** What the other sends; null while there is no link. */
  readonly onIncoming: (stream: MediaStream | null) => void;
  /** Looking takes no seat and opens no connection. Default: it does, so that joining is quick. */
  readonly connectsOnlyWhenJoining?: () => boolean;
  /** Outlives a reload of this tab. */
  readonly memory: DeviceMemory;
  /** For the log: how often something of the other's could not be used. */
  readonly onIgnored?: (cause: unknown) => void;
}

/** Known once the call was read. */
interface Ground {
  readonly keys: CallKeys;
  readonly uid: string;
  readonly sessionKeys: SessionKeys;
  readonly entrance: Entrance;
  readonly seatChoice: SeatChoice;
  readonly guestWatch: GuestWatch;
}

/** Known once a seat was chosen. */
interface Place {
  readonly role: Role;
  readonly seat: SeatKeeper;
  readonly negotiator: Negotiator;
}

export class CallSession {
  readonly #options: CallSessionOptions;
  readonly #lifetime = new AbortController();
  readonly #session = createRandomId();
  readonly #health: LinkHealth;
  readonly #conversation: Conversation;
  #state: CallState = INITIAL_CALL_STATE;
  #call: CallDoc | undefined;
  #time: ArrangedTimeReader | undefined;
  #ground: Ground | undefined;
  #place: Place | undefined;
  /** Of the place, which is given up when somebody comes in where this person only looks. */
  #placeLifetime: AbortController | undefined;
  #isSittingFirmly = false;
  #watch: CallWatch | undefined;
  #hasEverLinked = false;
  /** Why the call could not be read or written lately; undefined: it could. */
  #trouble: CallErrorCode | undefined;
  #timeCheck: TimeCheck | undefined;

  constructor(options: CallSessionOptions) {
    this.#options = options;
    this.#health = new LinkHealth((step) => this.#recover(step), this.#lifetime.signal);
    this.#conversation = new Conversation({
      hasEntered: () => this.#hasEntered,
      onPresence: (peer) => {
        if (peer.hasEntered) this.#noteGuest(true);
        this.#dispatch({ type: 'presence-received', peer });
      },
      onIgnored: options.onIgnored,
    });
  }

  get state(): CallState {
    return this.#state;
  }

  /** How long the call outlives the last person in it; undefined: it has not been read yet. */
  get emptyTimeoutSeconds(): number | undefined {
    return this.#call?.emptyTimeoutSeconds;
  }

  /** Takes a seat and connects, sending neither sound nor picture. Never rejects: what goes wrong is a state. */
  async arrive(id: CallId): Promise<void> {
    const { signal } = this.#lifetime;
    try {
      this.#ground = await this.#prepare(id);
      await this.#takePlace(this.#ground);
      every(HEARTBEAT_MS, () => this.#conversation.beat(), signal);
      every(HEARTBEAT_MS, () => this.#noteGuest(), signal);
      every(SEAT_RENEWAL_MS, () => void this.#renew(), signal);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** From now on the other sees and hears this person, as soon as they have entered too. */
  enter(): void {
    if (this.#state.phase === 'early' && this.#state.because === 'other-tab')
      this.#ground?.seatChoice.choose('here');
    this.#dispatch({ type: 'entered' });
    this.#conversation.introduce();
    this.#ground?.entrance.look();
    this.#place?.negotiator.enter();
    if (this.#call !== undefined) this.#sitFirmly(this.#call);
    this.#expectLink();
  }

  /** In another tab of this browser this person has one seat; here they take the other. */
  joinBeside(): void {
    this.#ground?.seatChoice.choose('beside');
    this.enter();
  }

  /** The host lets somebody else have the guest's seat at once, which is kept for whoever has just left it. */
  async freeGuestSeat(): Promise<void> {
    try {
      await this.#place?.seat.freeForAnyone();
    } catch (error) {
      if (this.#lifetime.signal.aborted) return;
      if (!(error instanceof CallError)) throw error;
      // It may be taken or free already, which the document shows.
      if (error.code !== 'refused') this.meetTrouble(error.code);
    }
  }

  /** The host has seen that the guest is another than before. */
  noteOtherGuest(): void {
    this.#dispatch({ type: 'other-guest-noted' });
  }

  setTracks(tracks: OutgoingTracks): void {
    this.#conversation.setTracks(tracks);
  }

  setPresence(presence: OwnPresence): void {
    this.#conversation.setPresence(presence);
  }

  /** Gives up the seat; the call goes on, and one may come back. */
  leave(): void {
    this.#sayGoodbye();
    this.#dispatch({ type: 'ended', reason: 'left' });
  }

  /** The page is going away, perhaps only to be reloaded. */
  unload(): void {
    this.#sayGoodbye();
  }

  /** Lets go of everything without a word, as a browser does that dies. */
  abandon(): void {
    this.#lifetime.abort();
  }

  /**
   * Ends the call for both, however often it has to be said until it is heard. Only the host may.
   * @throws {CallError} when it will not be heard, and the call goes on
   */
  async end(): Promise<void> {
    const { signal } = this.#lifetime;
    for (let tryCount = 1; this.#place !== undefined && !signal.aborted; tryCount += 1) {
      try {
        await this.#place.seat.end();
        return this.#dispatch({ type: 'ended', reason: 'host-ended' });
      } catch (error) {
        // The document said that it has ended before the write was acknowledged.
        if (signal.aborted) return;
        // A refusal may be for this page's idea of the time, which asking puts right.
        const isWorthAnother = error instanceof CallError && isPassing(error.code);
        if (!isWorthAnother || (error.code === 'refused' && tryCount > 1)) throw error;
        await this.#watch?.ask().catch(ignoreAbort);
        if (error.code === 'refused') continue;
        this.meetTrouble(error.code);
        await delay(Math.min(END_RETRY_MS * tryCount, MAX_END_RETRY_MS), signal).catch(ignoreAbort);
      }
    }
  }

  /** The browser says that it is online again, or that it has another network. */
  networkChanged(): void {
    this.#health.networkChanged();
  }

  /** Something did not work. A call that could go on tells and survives it. */
  meetTrouble(error: CallErrorCode): void {
    this.#trouble = error;
    // It is tried again, and `arrive` sees to it that this does not go on for ever.
    if (this.#state.phase !== 'arriving') this.#dispatch({ type: 'trouble-began', error });
    else if (!isPassing(error)) this.#dispatch({ type: 'failed', error });
  }

  #endTrouble(): void {
    this.#trouble = undefined;
    this.#dispatch({ type: 'trouble-ended' });
  }

  #giveUpArriving(signal: AbortSignal): void {
    if (this.#state.phase !== 'arriving') return;
    // The server is there, and somebody else is at the document, for as long as they please: that says nothing final.
    if (this.#trouble === 'contended') return this.#giveUpArrivingLater(signal);
    this.#dispatch({ type: 'failed', error: this.#trouble ?? 'signaling-unreachable' });
  }

  #giveUpArrivingLater(signal: AbortSignal): void {
    delay(ARRIVAL_TIMEOUT_MS, signal).then(() => this.#giveUpArriving(signal), ignoreAbort);
  }

  async #prepare(id: CallId): Promise<Ground> {
    const { identity, clock, desk, hostKey, locks, memory, onIgnored } = this.#options;
    const { connectsOnlyWhenJoining = () => false } = this.#options;
    const { signal } = this.#lifetime;
    const [keys, uid, sessionKeys] = await Promise.all([
      deriveCallKeys(id),
      identity.signIn(signal),
      createSessionKeys(),
    ]);
    const { docId } = keys;
    this.#time = new ArrangedTimeReader({ keys, uid, onChange: this.#options.onArrangedTime, onIgnored });
    const call = await this.#read(docId);
    const onEarly = (because: EarlyReason) => this.#dispatch({ type: 'early', because });
    const isComingIn = () => this.#hasEntered;
    const ask = async () => this.#watch?.ask();
    const shared = { docId, uid, clock, desk, hostKey, ask, signal };
    const entrance = new Entrance(call, { ...shared, onEarly, isComingIn, connectsOnlyWhenJoining });
    const seatChoice = new SeatChoice({
      ...{ docId, locks, entrance, isComingIn },
      call: () => this.#call,
      onOtherTab: (canSitBeside) => this.#dispatch({ type: 'early', because: 'other-tab', canSitBeside }),
    });
    const guestWatch = new GuestWatch({
      ...{ docId, clock, memory },
      onOtherGuest: () => this.#dispatch({ type: 'other-guest-came' }),
      onKept: (isKept) => this.#dispatch({ type: 'seat-noted', isKept }),
    });
    return { keys, uid, sessionKeys, entrance, seatChoice, guestWatch };
  }

  async #takePlace(ground: Ground): Promise<void> {
    const { store, clock, createLink, onIncoming, onIgnored } = this.#options;
    const { keys, uid, sessionKeys } = ground;
    this.#placeLifetime = childLifetime(this.#lifetime.signal);
    const { signal } = this.#placeLifetime;
    const role = await ground.seatChoice.make(signal);
    this.#dispatch({ type: 'admitted' });
    const events = {
      onSeated: () => {
        this.#dispatch({ type: 'seated', role });
        this.#endTrouble();
        if (this.#call === undefined) return;
        // The document may have shown our seat before the write was acknowledged.
        this.#noteAbsence(this.#call);
        this.#sitFirmly(this.#call);
      },
      onLink: (link: Link) => {
        this.#conversation.begin(link);
        this.#health.linkBegan();
      },
      onLinkClosed: () => this.#forgetLink(),
      onNegotiating: (peerName: string) => {
        this.#dispatch({ type: 'negotiating', peerName });
        this.#expectLink();
        // The other side may have been that fast: the link can stand before our own write is acknowledged.
        if (this.#health.isLinked) this.#noteLink();
      },
      onState: (state: RTCPeerConnectionState) => this.#linkChanged(state),
      onOpen: () => this.#conversation.introduce(),
      onMessage: (data: unknown) => this.#receive(data),
      onIncoming,
      onYielded: () => this.#dispatch({ type: 'ended', reason: 'taken-over' }),
      onGaveWay: () => this.#giveWay(ground),
      onGaveUp: (error: CallErrorCode) => this.#dispatch({ type: 'failed', error }),
      onTrouble: ({ code }: CallError) => this.meetTrouble(code),
      onIgnored: (cause: unknown) => onIgnored?.(cause),
    };
    const self = () => ({ name: this.#conversation.ownName, hasEntered: this.#hasEntered });
    const ask = async () => this.#watch?.ask();
    const session = this.#session;
    const shared = { store, clock, role, session, sessionKeys, self, signal };
    const seat = new SeatKeeper({ ...shared, docId: keys.docId });
    const negotiator = new Negotiator({ ...shared, keys, uid, createLink, ask, events });
    this.#place = { role, seat, negotiator };
    if (this.#call !== undefined) this.#update(this.#call);
    this.#giveUpArrivingLater(signal);
  }

  /** The seat is somebody else's. If that is only for now, this person waits for it as if they had just come. */
  #giveWay(ground: Ground): void {
    const { uid } = ground;
    const visitor = { uid, now: this.#options.clock.now(), entered: this.#hasEntered };
    const entry = this.#call && entryFor(this.#call, 'guest', visitor);
    const isForNow = entry === 'kept' || entry === 'looked-at';
    if (!isForNow || this.#state.phase !== 'arriving')
      return this.#dispatch({ type: 'failed', error: 'call-full' });
    this.#placeLifetime?.abort();
    this.#place = undefined;
    this.#takePlace(ground).catch((error: unknown) => this.#fail(error));
  }

  get #hasEntered(): boolean {
    return 'hasEntered' in this.#state && this.#state.hasEntered;
  }

  #fail(error: unknown): void {
    if (this.#lifetime.signal.aborted || this.#placeLifetime?.signal.aborted) return;
    if (!(error instanceof CallError)) throw error;
    this.#dispatch({ type: 'failed', error: error.code });
  }

  /** Follows the document. @returns its first state */
  async #read(docId: string): Promise<CallDoc> {
    const { signal } = this.#lifetime;
    const first = Promise.withResolvers<CallDoc>();
    this.#watch = new CallWatch({
      store: this.#options.store,
      docId,
      signal,
      onCall: (call) => {
        first.resolve(call);
        this.#update(call);
      },
      onGone: (error) => {
        first.reject(error);
        if (this.#ground !== undefined) this.#loseCall(error);
      },
      isNewsAwaited: () => this.#state.phase !== 'connected',
      // Told for what it is: silence would only be waited out.
      onTrouble: (error) => {
        const isWaitedOut = this.#ground !== undefined || isPassing(error.code);
        if (isWaitedOut) this.meetTrouble(error.code);
        else first.reject(error);
      },
    });
    this.#timeCheck = new TimeCheck({
      clock: this.#options.clock,
      ask: async () => this.#watch?.ask(),
      ending: () => this.#timeEnding(),
      onEnding: (ending) => this.#endInTime(ending),
      signal,
    });
    const timeout = delay(ARRIVAL_TIMEOUT_MS, signal).then(() => {
      throw new CallError(this.#trouble ?? 'signaling-unreachable');
    });
    return whileAlive(Promise.race([first.promise, timeout]), signal);
  }

  #update(call: CallDoc): void {
    if (this.#call !== undefined && isOlder(call, this.#call)) return;
    this.#call = call;
    if (call.ended !== null) return this.#dispatch({ type: 'ended', reason: call.ended.reason });
    void this.#time?.update(call);
    this.#ground?.entrance.update(call);
    this.#timeCheck?.look();
    if (this.#place === undefined) return;
    this.#noteGuest();
    this.#noteAbsence(call);
    this.#sitFirmly(call);
    this.#expectLink();
    this.#place.negotiator.update(call);
  }

  /** What the time says of a scheduled call, whatever anybody does. */
  #timeEnding(): TimeEnding | undefined {
    const schedule = this.#call?.schedule;
    if (schedule == null) return undefined;
    const now = this.#options.clock.now();
    if (now >= schedule.endsAt) return 'time-over';
    return this.#place !== undefined && now < schedule.opensAt ? 'moved' : undefined;
  }

  #endInTime(ending: TimeEnding): void {
    if (ending === 'moved') this.#sayGoodbye();
    this.#dispatch({ type: 'ended', reason: ending });
  }

  /**
   * Two who only look may have no way to each other that may be told; then there is nothing to mend. Once one of them
   * has come in, there should be a link.
   */
  #expectLink(): void {
    const state = this.#state;
    if (state.phase !== 'connecting') return;
    const peer = this.#call?.seats[otherRole(state.role)];
    if (this.#hasEntered || peer?.entered === true) this.#health.linkExpected();
  }

  /** Looking holds a seat softly; whoever has entered holds it firmly, as soon as the document shows that it is theirs. */
  #sitFirmly(call: CallDoc): void {
    const seat = this.#place && call.seats[this.#place.role];
    const isOwn = seat != null && seat.session === this.#session && seat.leftAt === null;
    if (!isOwn || seat.entered || !this.#hasEntered || this.#isSittingFirmly) return;
    this.#isSittingFirmly = true;
    void this.#renew().finally(() => {
      this.#isSittingFirmly = false;
    });
  }

  /** Only the host is told. @param saysEntered the guest says over the link that they have entered */
  #noteGuest(saysEntered = false): void {
    if (this.#place?.role !== 'host' || this.#call === undefined) return;
    this.#ground?.guestWatch.noteGuest(this.#call, saysEntered);
    this.#ground?.guestWatch.noteKept(this.#call);
  }

  #noteAbsence(call: CallDoc): void {
    if (!('role' in this.#state)) return;
    const peer = call.seats[otherRole(this.#state.role)];
    // Whoever vanished has also left, once their seat is freed for them; that they vanished says more.
    const isKnown = this.#state.phase === 'waiting' && this.#state.because !== 'nobody-came';
    if (peer === null || peer.leftAt === null || isKnown) return;
    this.#health.linkNotExpected();
    this.#dispatch({ type: 'peer-left' });
    this.#place?.negotiator.peerLeft();
  }

  /** The document cannot be followed any more. A running call does not need it until its link breaks. */
  #loseCall({ code }: CallError): void {
    const ending = this.#timeEnding();
    if (ending === 'time-over') this.#dispatch({ type: 'ended', reason: ending });
    else if (this.#state.phase === 'connected') this.#dispatch({ type: 'trouble-began', error: code });
    else if (code === 'no-such-call') this.#dispatch({ type: 'ended', reason: 'lapsed' });
    else this.#dispatch({ type: 'failed', error: code });
  }

  #linkChanged(state: RTCPeerConnectionState): void {
    this.#health.stateChanged(state);
    if (state === 'connected') {
      this.#noteLink();
    } else if (state === 'disconnected' || state === 'failed' || state === 'closed') {
      this.#dispatch({ type: 'link-lost' });
    }
  }

  #noteLink(): void {
    this.#hasEverLinked = true;
    this.#dispatch({ type: 'linked' });
    // They may have introduced themselves before this page knew that it is connected.
    const { peer } = this.#conversation;
    if (peer !== undefined) this.#dispatch({ type: 'presence-received', peer });
  }

  #forgetLink(): void {
    this.#conversation.end();
    this.#health.stateChanged('closed');
    this.#options.onIncoming(null);
    this.#dispatch({ type: 'link-lost' });
  }

  #receive(data: unknown): void {
    this.#health.heard();
    this.#dispatch({ type: 'unstalled' });
    this.#conversation.receive(data);
  }

  #recover(step: Exclude<RecoveryStep, 'none'>): void {
    switch (step) {
      case 'tell-stalled':
        // They may have reloaded, and the news of it be lost on a channel that is as dead as this one.
        if (this.#state.phase === 'connected' && !this.#state.isStalled)
          this.#watch?.ask().catch(ignoreAbort);
        return this.#dispatch({ type: 'stalled' });
      case 'restart':
        return this.#place?.negotiator.request('restart');
      case 'replace':
        return this.#place?.negotiator.request('replacement');
      case 'give-up':
        if (!this.#hasEverLinked) return this.#dispatch({ type: 'no-route' });
        this.#dispatch({ type: 'peer-gone' });
        if (this.#call !== undefined) this.#place?.seat.leaveForGuest(this.#call);
        return this.#place?.negotiator.request('replacement');
    }
  }

  async #renew(): Promise<void> {
    if (this.#call === undefined || this.#place === undefined || !('role' in this.#state)) return;
    try {
      await this.#place.seat.renew(this.#call);
      this.#endTrouble();
    } catch (error) {
      if (this.#lifetime.signal.aborted) return;
      if (!(error instanceof CallError)) throw error;
      // The seat was freed under us: another round takes it again.
      if (error.code === 'refused') this.#place.negotiator.request('restart');
      else this.meetTrouble(error.code);
    }
  }

  /** Also while arriving: the write that sits down may be on its way already. */
  #sayGoodbye(): void {
    const isOver = this.#state.phase === 'ended' || this.#state.phase === 'failed';
    if (this.#call !== undefined && !isOver) this.#place?.seat.sayGoodbye(this.#call);
  }

  #dispatch(event: CallEvent): void {
    const before = this.#state;
    const after = transition(before, event);
    if (after === before) return;
    this.#state = after;
    this.#options.onState(after);
    if (after.phase === 'ended' || after.phase === 'failed') this.#lifetime.abort();
  }
}
