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
  isAdmitted,
  type LinkSettings,
  SEAT_RENEWAL_MS,
  type SessionKeys,
  sealRoomName,
} from '@parley/protocol';
import type { LinkFeature } from '../channels/link-feature.ts';
import { type OwnPresence, PresenceExchange } from '../channels/presence-exchange.ts';
import { HostDoor } from '../door/host-door.ts';
import { type DoorSaid, Threshold } from '../door/threshold.ts';
import { Cell, type Readable } from '../lib/cell.ts';
import { childLifetime, every } from '../lib/lifetime.ts';
import type { ServerClock } from '../lib/server-clock.ts';
import type { CreateLink, OutgoingTracks } from '../link/link.ts';
import type { ProbeNetwork } from '../link/network-probe.ts';
import type { DeviceMemory } from '../memory/device-memory.ts';
import { CallError, type CallErrorCode } from '../ports/call-error.ts';
import type { CallStore } from '../ports/call-store.ts';
import type { HostClaims } from '../ports/host-claims.ts';
import type { Identity } from '../ports/identity.ts';
import type { KnockStore } from '../ports/knock-store.ts';
import type { RelaySource } from '../ports/relay-source.ts';
import type { SeatLocks } from '../ports/seat-locks.ts';
import { RelaySupply } from '../relays/relay-supply.ts';
import type { ArrangedTime } from './arranged-time.ts';
import { type CallFacts, factsOf } from './call-facts.ts';
import { CallReadings } from './call-readings.ts';
import {
  type CallEvent,
  type CallState,
  type EarlyReason,
  INITIAL_CALL_STATE,
  isFinal,
  transition,
} from './call-state.ts';
import { Entrance } from './entrance.ts';
import { Farewell } from './farewell.ts';
import { FollowedCall } from './followed-call.ts';
import { GuestWatch } from './guest-watch.ts';
import { OwnPages } from './own-pages.ts';
import { Place } from './place.ts';
import { relaysForSeat } from './relays-for-seat.ts';
import type { RoomView } from './room-reader.ts';
import { SeatChoice } from './seat-choice.ts';
import { SessionLinks } from './session-links.ts';
import { ARRIVAL_TIMEOUT_MS, SignalingTrouble } from './signaling-trouble.ts';
import type { TimeEnding } from './time-check.ts';

/** Often enough that silence is noticed soon; some hundred bytes each. */
const HEARTBEAT_MS = 500;

export interface CallSessionOptions {
  readonly store: CallStore;
  readonly identity: Identity;
  readonly locks: SeatLocks;
  readonly clock: ServerClock;
  readonly createLink: CreateLink;
  readonly hostClaims: HostClaims;
  readonly knocks: KnockStore;
  /** Default: none. */
  readonly relays?: RelaySource | undefined;
  /** From the host link; undefined: this person came by the join link. */
  readonly hostKey?: HostKey | undefined;
  /** Looking takes no seat and opens no connection. Default: it does, so that joining is quick. */
  readonly connectsOnlyWhenJoining?: () => boolean;
  /** Links go through relays alone, as `createLink` makes them. Default: they do not. */
  readonly hidesAddress?: () => boolean;
  /** Looks at this side's network, to say why there is no way. Default: it is not looked at. */
  readonly probe?: ProbeNetwork | undefined;
  /** What lives on the links, beside what the two say of themselves. */
  readonly features?: readonly LinkFeature[];
  /** Outlives a reload of this tab. */
  readonly memory: DeviceMemory;
  /** Another user sits in the guest's seat than before; told before anything of the host's is sent to them. */
  readonly onOtherGuest?: () => void;
  /** For the log: how often something of the other's could not be used. */
  readonly onIgnored?: ((cause: unknown) => void) | undefined;
}

/** Known once the call was read. */
interface Ground {
  readonly keys: CallKeys;
  readonly uid: string;
  readonly sessionKeys: SessionKeys;
  readonly entrance: Entrance;
  readonly seatChoice: SeatChoice;
  readonly guestWatch: GuestWatch;
  readonly threshold: Threshold;
}

export class CallSession {
  readonly #options: CallSessionOptions;
  readonly #lifetime = new AbortController();
  readonly #session = createRandomId();
  readonly #links: SessionLinks;
  readonly #presence: PresenceExchange;
  readonly #relays: RelaySupply;
  readonly #state = new Cell(INITIAL_CALL_STATE);
  /** From this place: the other and this person have come in, as both said over the link. The document may not show it. */
  #wasTogether = false;
  readonly #readings = new CallReadings();
  #ground: Ground | undefined;
  /** Undefined: no seat was chosen, or not yet another. */
  #place: Place | undefined;
  /** Of the place, which is given up when somebody comes in where this person only looks. */
  #placeLifetime: AbortController | undefined;
  #followed: FollowedCall | undefined;
  readonly #trouble: SignalingTrouble;
  readonly #farewell = new Farewell();
  #following: AbortController | undefined;
  readonly #hostDoor: HostDoor;

  constructor(options: CallSessionOptions) {
    this.#options = options;
    const told = { state: () => this.#state.value, dispatch: (event: CallEvent) => this.#dispatch(event) };
    this.#trouble = new SignalingTrouble(told);
    this.#presence = new PresenceExchange({
      hasEntered: () => this.#hasEntered,
      isOver: () => this.#isOver,
      onGoodbye: () => this.#farewell.heard(),
      onMet: (peer) => {
        this.#farewell.met(peer);
        if (!peer.hasEntered) return;
        this.#place?.noteGuest(true);
        this.#hostDoor.meet();
      },
      onPresence: (peer) => this.#dispatch({ type: 'presence-received', peer }),
      onTogether: (peer) => {
        this.#wasTogether = true;
        for (const feature of options.features ?? []) feature.together?.(peer);
      },
      onHeard: () => {
        this.#links.health.heard();
        this.#dispatch({ type: 'unstalled' });
      },
      onIgnored: options.onIgnored,
    });
    this.#hostDoor = new HostDoor({
      ...{ knocks: options.knocks, store: options.store, clock: options.clock },
      onIgnored: (cause) => options.onIgnored?.(cause),
      onTrouble: ({ code }) => this.meetTrouble(code),
    });
    this.#relays = new RelaySupply({
      onFirst: () => this.#links.health.relaysCame(),
      onIgnored: (cause) => options.onIgnored?.(cause),
    });
    this.#links = new SessionLinks({
      presence: this.#presence,
      features: [this.#relays, this.#presence, ...(options.features ?? [])],
      ...told,
      ask: async () => this.#followed?.ask(),
      request: (wish) => this.#place?.request(wish),
      probe: options.probe,
      lacksRelay: () => options.hidesAddress?.() === true && !this.#relays.isThere,
      onPeerGone: () => this.#place?.leaveForGuest(),
      signal: this.#lifetime.signal,
    });
  }

  /** Who stands at the door, and what the host says to them. */
  get door(): HostDoor {
    return this.#hostDoor;
  }

  get state(): Readable<CallState> {
    return this.#state;
  }

  /** The site has relays, as far as is known. */
  get hasRelays(): Readable<boolean> {
    return this.#relays.isOffered;
  }

  /** When a scheduled call takes place; undefined: it is a call of now, or has not been read yet. */
  get time(): Readable<ArrangedTime | undefined> {
    return this.#readings.time;
  }

  /** The lasting room that the call is; undefined: it is none, or has not been read yet. */
  get room(): Readable<RoomView | undefined> {
    return this.#readings.room;
  }

  /** What was decided for this person's link; undefined: the call has not been read yet. */
  get link(): Readable<LinkSettings | undefined> {
    return this.#readings.link;
  }

  /** How long the call outlives the last person in it; undefined: it has not been read yet. */
  get emptyTimeoutSeconds(): number | undefined {
    return this.#call?.emptyTimeoutSeconds;
  }

  /** Whether it is this user's call, also one that was over before they came; false: it is not, or has not been read yet. */
  get isHost(): boolean {
    return this.#readings.isHost;
  }

  /** Of the document; undefined: it has not been read yet. */
  get facts(): CallFacts | undefined {
    const call = this.#call;
    return call && this.#ground && factsOf(this.#ground.keys.docId, call);
  }

  /** Takes a seat and connects, sending neither sound nor picture. Never rejects: what goes wrong is a state. */
  async arrive(id: CallId): Promise<void> {
    const { signal } = this.#lifetime;
    try {
      this.#ground = await this.#prepare(id);
      await this.#takePlace(this.#ground);
      every(HEARTBEAT_MS, () => this.#presence.beat(), signal);
      every(HEARTBEAT_MS, () => this.#place?.noteGuest(), signal);
      every(HEARTBEAT_MS, () => this.#noteLeaving(), signal);
      every(SEAT_RENEWAL_MS, () => void this.#place?.renewInTime(), signal);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** From now on the other sees and hears this person, as soon as they have entered too. */
  enter(): void {
    if (this.#state.value.phase === 'early' && this.#state.value.because === 'other-tab')
      this.#ground?.seatChoice.choose('here');
    this.#dispatch({ type: 'entered' });
    this.#presence.introduce();
    this.#ground?.entrance.look();
    this.#place?.enter();
  }

  /** In another tab of this browser this person has one seat; here they take the other. */
  joinBeside(): void {
    this.#ground?.seatChoice.choose('beside');
    this.enter();
  }

  /** The host lets somebody else have the guest's seat at once, which is kept for whoever has just left it. */
  async freeGuestSeat(): Promise<void> {
    await this.#place?.freeGuestSeat();
  }

  /** @param name cut to 60 UTF-16 code units; empty: none. Only the host of a room may. @throws {CallError} */
  async renameRoom(name: string): Promise<void> {
    const { keys } = this.#ground ?? {};
    if (keys === undefined || this.#readings.room.value?.isHost !== true) return;
    const { store } = this.#options;
    const { signal } = this.#lifetime;
    const roomName = await sealRoomName(keys, name);
    await store.commit(keys.docId, { type: 'rename', roomName }, { signal });
  }

  /** The host has seen that the guest is another than before. */
  noteOtherGuest(): void {
    this.#dispatch({ type: 'other-guest-noted' });
  }

  /** The link is missing, or seems dead: another way is looked for now. */
  tryAgain(): void {
    const state = this.#state.value;
    // Nobody is there to be found.
    const isAlone =
      state.phase === 'waiting' && state.because !== 'peer-gone' && state.because !== 'no-route';
    if (this.#place === undefined || isAlone) return;
    this.#dispatch({ type: 'tried-again' });
    this.#links.health.tryAgain();
  }

  /** Links are to be made in another way than the present one was. */
  renewLink(): void {
    this.#place?.renewLink();
  }

  setTracks(tracks: OutgoingTracks): void {
    this.#presence.setTracks(tracks);
  }

  setPresence(presence: OwnPresence): void {
    this.#presence.setPresence(presence);
  }

  /** Gives up the seat; the call goes on, and one may come back. */
  leave(): void {
    this.#presence.sayGoodbye();
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
    await this.#place?.end();
  }

  /** The browser says that it has no network. */
  wentOffline(): void {
    this.#links.health.wentOffline();
  }

  /** The browser says that it is online again, or that it has another network. */
  networkChanged(): void {
    this.#place?.networkChanged();
    this.#links.health.networkChanged();
  }

  /** Something did not work. A call that could go on tells and survives it. */
  meetTrouble(error: CallErrorCode): void {
    this.#trouble.meet(error);
  }

  async #prepare(id: CallId): Promise<Ground> {
    const { identity, clock, hostClaims, hostKey, locks, memory, relays, onIgnored } = this.#options;
    const { connectsOnlyWhenJoining = () => false } = this.#options;
    const { signal } = this.#lifetime;
    const [keys, uid, sessionKeys] = await Promise.all([
      deriveCallKeys(id),
      identity.signIn(signal),
      createSessionKeys(),
    ]);
    const { docId } = keys;
    if (relays !== undefined && !connectsOnlyWhenJoining())
      this.#relays.askEarly((life) => relays.issueRelays(docId, life), signal);
    this.#readings.begin({ keys, uid, hasHostKey: hostKey !== undefined, onIgnored });
    const onEarly = (because: EarlyReason, { word, mayAskAt }: DoorSaid = {}) =>
      this.#dispatch({ type: 'early', because, ...(word && { word }), ...(mayAskAt && { mayAskAt }) });
    const threshold = new Threshold({
      ...{ keys, uid, sessionKeys, clock, signal, onEarly, session: this.#session },
      ...{ store: this.#options.store, knocks: this.#options.knocks },
      name: () => this.#presence.ownName,
      call: () => this.#call,
      isSeated: () => {
        const guest = this.#call?.seats.guest;
        const isIn = guest?.entered === true || this.#wasTogether;
        return isIn && guest?.leftAt === null && 'role' in this.#state.value;
      },
      onNews: () => this.#ground?.entrance.look(),
      follow: () => this.#follow(docId).first(ARRIVAL_TIMEOUT_MS, () => this.#trouble.latest),
      putOut: (isSeen) => {
        if (!isSeen) this.#ground?.entrance.update(undefined);
        this.#dispatch({ type: 'unseated' });
        if (this.#place !== undefined && this.#ground !== undefined) this.#takeAnotherPlace(this.#ground);
        if (!isSeen) this.#following?.abort();
      },
      onLost: (error) => this.#loseCall(error),
      onDismissed: () => this.#dispatch({ type: 'ended', reason: 'dismissed' }),
      onTakenOver: () => this.#dispatch({ type: 'ended', reason: 'taken-over' }),
      onIgnored: (cause) => onIgnored?.(cause),
    });
    const call = await threshold.firstSight();
    const isComingIn = () => this.#hasEntered;
    const ask = async () => this.#followed?.ask();
    const pages = new OwnPages(memory, docId, this.#session);
    const shared = { docId, uid, clock, hostClaims, hostKey, ask, signal, threshold, pages };
    const entrance = new Entrance(call, { ...shared, onEarly, isComingIn, connectsOnlyWhenJoining });
    const seatChoice = new SeatChoice({
      ...{ docId, locks, entrance, isComingIn, pages },
      call: () => this.#call,
      onOtherTab: (canSitBeside) => this.#dispatch({ type: 'early', because: 'other-tab', canSitBeside }),
    });
    const guestWatch = new GuestWatch({
      ...{ docId, clock, memory },
      onOtherGuest: () => {
        this.#options.onOtherGuest?.();
        this.#dispatch({ type: 'other-guest-came' });
      },
      onKept: (isKept) => this.#dispatch({ type: 'seat-noted', isKept }),
    });
    return { keys, uid, sessionKeys, entrance, seatChoice, guestWatch, threshold };
  }

  async #takePlace(ground: Ground): Promise<void> {
    const { store, clock, createLink, relays } = this.#options;
    const { keys, uid, sessionKeys, guestWatch, threshold } = ground;
    this.#placeLifetime = childLifetime(this.#lifetime.signal);
    this.#wasTogether = false;
    const { signal } = this.#placeLifetime;
    const role = await ground.seatChoice.make(signal);
    // The call was hidden from this person meanwhile.
    if (this.#following?.signal.aborted === true) return this.#takeAnotherPlace(ground);
    this.#dispatch({ type: 'admitted' });
    if (relays !== undefined) this.#relays.keep((life) => relaysForSeat(relays, keys.docId, life), signal);
    this.#place = new Place({
      ...{ store, keys, uid, role, sessionKeys, clock, createLink, guestWatch, signal },
      ...{
        session: this.#session,
        links: this.#links,
        hostDoor: this.#hostDoor,
        trouble: this.#trouble,
        farewell: this.#farewell,
      },
      ...{ state: () => this.#state.value, dispatch: (event: CallEvent) => this.#dispatch(event) },
      self: () => ({ name: this.#presence.ownName, hasEntered: this.#hasEntered }),
      call: () => this.#call,
      ask: async () => this.#followed?.ask(),
      onSeated: () => threshold.pass(),
      onGaveWay: () => this.#giveWay(ground),
      onIgnored: (cause) => this.#options.onIgnored?.(cause),
    });
    if (this.#call !== undefined) this.#update(this.#call);
    this.#trouble.giveUpArrivingLater(signal);
  }

  /** The seat is somebody else's. If that is only for now, this person waits for it as if they had just come. */
  #giveWay(ground: Ground): void {
    const { uid } = ground;
    const visitor = { uid, now: this.#options.clock.now(), entered: this.#hasEntered };
    const entry = this.#call && entryFor(this.#call, 'guest', visitor);
    const isForNow = entry === 'kept' || entry === 'looked-at';
    if (!isForNow || this.#state.value.phase !== 'arriving')
      return this.#dispatch({ type: 'failed', error: 'call-full' });
    this.#takeAnotherPlace(ground);
  }

  #takeAnotherPlace(ground: Ground): void {
    this.#placeLifetime?.abort();
    this.#place = undefined;
    this.#takePlace(ground).catch((error: unknown) => this.#fail(error));
  }

  get #hasEntered(): boolean {
    return 'hasEntered' in this.#state.value && this.#state.value.hasEntered;
  }

  get #isOver(): boolean {
    return isFinal(this.#state.value);
  }

  #fail(error: unknown): void {
    if (this.#lifetime.signal.aborted || this.#placeLifetime?.signal.aborted) return;
    if (!(error instanceof CallError)) throw error;
    this.#dispatch({ type: 'failed', error: error.code });
  }

  #follow(docId: string): FollowedCall {
    const { store, clock } = this.#options;
    this.#following?.abort();
    this.#following = childLifetime(this.#lifetime.signal);
    this.#followed = new FollowedCall({
      ...{ store, clock, docId, signal: this.#following.signal },
      onCall: (call) => this.#update(call),
      onGone: (error) => void (this.#ground?.threshold.missed(error) ?? this.#loseCall(error)),
      onTrouble: (error) => this.meetTrouble(error),
      onEnding: (ending) => this.#endInTime(ending),
      isNewsAwaited: () => this.#state.value.phase !== 'connected',
      isSeated: () => this.#place !== undefined,
    });
    return this.#followed;
  }

  /** The document as it is now; undefined: not read yet. */
  get #call(): CallDoc | undefined {
    return this.#followed?.latest;
  }

  #update(call: CallDoc): void {
    this.#readings.update(call);
    if (call.ended !== null) return this.#dispatch({ type: 'ended', reason: call.ended.reason });
    this.#ground?.entrance.update(call);
    if (this.#place === undefined) return;
    const { uid = '', threshold } = this.#ground ?? {};
    if (this.#place.role === 'guest' && !isAdmitted(call, uid)) return threshold?.putOut();
    this.#place.update(call);
  }

  /** What the time says of a scheduled call, whatever anybody does. */
  #endInTime(ending: TimeEnding): void {
    if (ending === 'moved') this.#sayGoodbye();
    this.#dispatch({ type: 'ended', reason: ending });
  }

  /** Whoever might have been back by now has left. */
  #noteLeaving(): void {
    const state = this.#state.value;
    if (state.phase === 'waiting' && state.mayBeBack === true && this.#farewell.isFinal)
      this.#dispatch({ type: 'peer-left' });
  }

  /** The document cannot be followed any more. A running call does not need it until its link breaks. */
  #loseCall({ code }: CallError): void {
    const ending = this.#followed?.ending();
    if (ending === 'time-over') this.#dispatch({ type: 'ended', reason: ending });
    else if (this.#state.value.phase === 'connected') this.#dispatch({ type: 'trouble-began', error: code });
    else if (code === 'no-such-call') this.#dispatch({ type: 'ended', reason: 'lapsed' });
    else this.#dispatch({ type: 'failed', error: code });
  }

  /** Also while arriving: the write that sits down may be on its way already. */
  #sayGoodbye(): void {
    if (this.#isOver) return;
    this.#place?.sayGoodbye();
    this.#ground?.threshold.leave();
  }

  #dispatch(event: CallEvent): void {
    const after = transition(this.#state.value, event);
    if (after === this.#state.value) return;
    this.#state.set(after);
    if (!isFinal(after)) return;
    this.#ground?.threshold.leave();
    this.#lifetime.abort();
  }
}
