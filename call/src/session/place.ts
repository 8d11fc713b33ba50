/**
 * The place of a session: one seat, from when it was chosen until it is given up, and the negotiation from there. What the document
 * shows of the other is made an event of here.
 */
import { type CallDoc, type CallKeys, otherRole, type Role } from '@parley/protocol';
import { DoorKeeper } from '../door/door-keeper.ts';
import type { HostDoor } from '../door/host-door.ts';
import type { CreateLink } from '../link/link.ts';
import { Negotiator } from '../negotiation/negotiator.ts';
import type { NegotiatorEvents } from '../negotiation/negotiator-events.ts';
import type { LinkWish } from '../negotiation/next-step.ts';
import type { OwnSeat } from '../negotiation/own-seat.ts';
import { CallError } from '../ports/call-error.ts';
import type { CallStore } from '../ports/call-store.ts';
import type { CallEvent, CallState } from './call-state.ts';
import type { Farewell } from './farewell.ts';
import { FirmSeat } from './firm-seat.ts';
import type { GuestWatch } from './guest-watch.ts';
import { SeatKeeper } from './seat-keeper.ts';
import type { SessionLinks } from './session-links.ts';
import type { SignalingTrouble } from './signaling-trouble.ts';
import { UnansweringGuest } from './unanswering-guest.ts';

export interface PlaceOptions extends OwnSeat {
  readonly store: CallStore;
  readonly keys: CallKeys;
  readonly uid: string;
  readonly createLink: CreateLink;
  /** The document as it is now. */
  readonly call: () => CallDoc | undefined;
  /** Asks the server for it. */
  readonly ask: () => Promise<void>;
  readonly state: () => CallState;
  readonly dispatch: (event: CallEvent) => void;
  readonly links: SessionLinks;
  readonly trouble: SignalingTrouble;
  readonly hostDoor: HostDoor;
  readonly guestWatch: GuestWatch;
  readonly farewell: Farewell;
  /** The seat is this session's. */
  readonly onSeated: () => void;
  /** The seat was somebody else's before this session sat in it. */
  readonly onGaveWay: () => void;
  readonly onIgnored: (cause: unknown) => void;
  /** Ends when the place is given up. */
  readonly signal: AbortSignal;
}

export class Place {
  readonly role: Role;
  readonly #options: PlaceOptions;
  readonly #seat: SeatKeeper;
  readonly #negotiator: Negotiator;
  readonly #unanswering = new UnansweringGuest();
  readonly #firmSeat: FirmSeat;

  constructor(options: PlaceOptions) {
    this.#options = options;
    const { role, store, keys, clock, call, ask, hostDoor, links, trouble, farewell, dispatch, signal } =
      options;
    this.role = role;
    const seat = new SeatKeeper({ ...options, docId: keys.docId, isLinked: () => links.health.isLinked });
    const isShunned = (uid: string) => hostDoor.isShunned(uid);
    const negotiator = new Negotiator({ ...options, isShunned, events: this.#events() });
    this.#seat = seat;
    this.#negotiator = negotiator;
    const isSoft = (latest: CallDoc) => this.#isSoft(latest);
    this.#firmSeat = new FirmSeat({ call, isSoft, renew: () => this.#renew(), signal });
    const keeper = new DoorKeeper({
      ...{ store, keys, clock, call, ask, signal, sitter: (known) => seat.sitter(known) },
      onTrouble: (error) => trouble.meet(error),
    });
    hostDoor.sit({
      ...{ role, keys, keeper, signal },
      admit: (knocker) => negotiator.admit(knocker),
      shun: () => {
        links.health.linkNotExpected();
        farewell.heard();
        dispatch({ type: 'peer-dismissed' });
        negotiator.shun();
      },
    });
  }

  /** The document as it is now. */
  update(call: CallDoc): void {
    this.#options.hostDoor.update(call);
    this.noteGuest();
    this.#noteAbsence(call);
    this.#firmSeat.hold();
    this.#expectLink();
    this.#negotiator.update(call);
  }

  /** They have pressed Join. */
  enter(): void {
    this.#negotiator.enter();
    this.#firmSeat.hold();
    this.#expectLink();
  }

  /** Asks for an ICE restart of the link, or for another link in its place. */
  request(wish: LinkWish): void {
    this.#negotiator.request(wish);
  }

  renewLink(): void {
    this.#negotiator.renewLink();
  }

  networkChanged(): void {
    this.#negotiator.networkChanged();
  }

  /** Only the host is told. @param saysEntered the guest says over the link that they have entered */
  noteGuest(saysEntered = false): void {
    const { role, call: latest, guestWatch } = this.#options;
    const call = latest();
    if (role !== 'host' || call === undefined) return;
    // Behind a door the host has said who comes.
    if (call.door === undefined) guestWatch.noteGuest(call, saysEntered);
    guestWatch.noteKept(call);
    const { session, clock, links } = this.#options;
    if (this.#unanswering.isGone(call, session, links.health.isLinked, clock.now()))
      this.#seat.leaveForGuest(call);
  }

  /** The guest has vanished without a word. */
  leaveForGuest(): void {
    const call = this.#options.call();
    if (call !== undefined) this.#seat.leaveForGuest(call);
  }

  /** Somebody else may have the guest's seat at once, which is kept for whoever has just left it. */
  async freeGuestSeat(): Promise<void> {
    try {
      await this.#seat.freeForAnyone();
    } catch (error) {
      if (this.#options.signal.aborted) return;
      if (!(error instanceof CallError)) throw error;
      // It may be taken or free already, which the document shows.
      if (error.code !== 'refused') this.#options.trouble.meet(error.code);
    }
  }

  /** Ends the call for both. @throws {CallError} when it will not be heard, and the call goes on */
  async end(): Promise<void> {
    const { call, ask, trouble, dispatch } = this.#options;
    const isEnded = await this.#seat.end({ call, ask, onTrouble: (error) => trouble.meet(error) });
    if (isEnded) dispatch({ type: 'ended', reason: 'host-ended' });
  }

  sayGoodbye(): void {
    const call = this.#options.call();
    if (call !== undefined) this.#seat.sayGoodbye(call);
  }

  /** Gives a sign of life, if one is due. */
  async renewInTime(): Promise<void> {
    const call = this.#options.call();
    if (call !== undefined && !this.#seat.holdsByItself(call)) await this.#renew();
  }

  /** @returns whether it was lost, so that saying it again may do */
  async #renew(): Promise<boolean> {
    const { state, trouble, signal } = this.#options;
    const call = this.#options.call();
    if (call === undefined || !('role' in state())) return false;
    try {
      await this.#seat.renew(call);
      trouble.end();
    } catch (error) {
      if (signal.aborted) return false;
      if (!(error instanceof CallError)) throw error;
      // The seat was freed under us: another round takes it again.
      if (error.code === 'refused') this.#negotiator.request('restart');
      else trouble.meet(error.code);
      return error.code !== 'refused';
    }
    return false;
  }

  #events(): NegotiatorEvents {
    const { role, call: latest, dispatch, links, trouble, onSeated, onGaveWay, onIgnored } = this.#options;
    return {
      onSeated: () => {
        onSeated();
        dispatch({ type: 'seated', role });
        trouble.end();
        const call = latest();
        if (call === undefined) return;
        // The document may have shown our seat before the write was acknowledged.
        this.#noteAbsence(call);
        this.#firmSeat.hold();
      },
      onLink: (link) => links.begin(link),
      onLinkClosed: () => links.end(),
      onNegotiating: (peerName) => {
        dispatch({ type: 'negotiating', peerName });
        this.#expectLink();
        links.negotiated();
      },
      onYielded: () => dispatch({ type: 'ended', reason: 'taken-over' }),
      onGaveWay,
      onParted: () => this.#part(),
      onGaveUp: (error) => dispatch({ type: 'failed', error }),
      onTrouble: ({ code }) => trouble.meet(code),
      onIgnored,
    };
  }

  /**
   * Two who only look may have no way to each other that may be told; then there is nothing to mend. Once one of them
   * has come in, there should be a link.
   */
  #expectLink(): void {
    const { role, call, state, self, links } = this.#options;
    if (state().phase !== 'connecting') return;
    const isPeerIn = call()?.seats[otherRole(role)]?.entered === true;
    const { hasEntered } = self();
    if (hasEntered || isPeerIn) links.health.linkExpected(hasEntered && isPeerIn);
  }

  /** Looking holds a seat softly; whoever has entered holds it firmly, as soon as the document shows that it is theirs. */
  #isSoft(call: CallDoc): boolean {
    const { role, session, self } = this.#options;
    const seat = call.seats[role];
    const isOwn = seat !== null && seat.session === session && seat.leftAt === null;
    return isOwn && !seat.entered && self().hasEntered;
  }

  #noteAbsence(call: CallDoc): void {
    const { role, state, self, dispatch, links, farewell } = this.#options;
    const now = state();
    if (!('role' in now)) return;
    const peer = call.seats[otherRole(role)];
    // Whoever vanished has also left, once their seat is freed for them; that they vanished says more.
    const { because } = { because: undefined, ...now };
    const isKnown = because === 'peer-left' || because === 'peer-dismissed' || because === 'peer-gone';
    if (peer === null || peer.leftAt === null || isKnown) return;
    links.health.linkNotExpected();
    // Who only looks is not told goodbye.
    dispatch({ type: 'peer-left', mayBeBack: farewell.went() && self().hasEntered });
    this.#negotiator.peerLeft();
  }

  /** Whoever was at the other end was put out, or before the door. */
  #part(): void {
    const { state, dispatch, links } = this.#options;
    links.health.linkNotExpected();
    const now = state();
    if ('role' in now && now.phase !== 'waiting') dispatch({ type: 'peer-left' });
  }
}
