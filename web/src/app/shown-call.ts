/** The call that the site shows: how it stands, what other pages of this browser learn of it, and whether it is gone on with. */
import type { Call, CallState } from '@parley/call';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { inCallLock, openCallLock } from '../features/people/browser-user.ts';
import { isSeated } from '../memory/has-entered.ts';
import { isReload } from './platform.ts';
import type { Route } from './route.ts';

export class ShownCall implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onOver: () => void;
  readonly #openLock = openCallLock();
  readonly #inCallLock = inCallLock();
  #state: CallState | undefined;
  #isWarm = false;
  #opened: Call | undefined;
  /** The page was bound for it already. */
  #isBoundForOpened = false;
  /** Of the lasting room that it is; empty: it is none, or has none. */
  roomName = '';
  /** Whoever was in the call is in it again without another click. Only the page load itself can be a reload. */
  isResuming = isReload();

  /** @param onOver it can be left at any moment for the start */
  constructor(host: ReactiveControllerHost, onOver: () => void) {
    this.#host = host;
    this.#onOver = onOver;
    host.addController(this);
  }

  hostUpdated(): void {
    this.#inCallLock.set(this.hasEntered);
    this.#holdOpenLock();
  }

  hostDisconnected(): void {
    this.drop();
    this.#inCallLock.set(false);
    this.#openLock.set(false);
  }

  /** Another is connected beside it, while it rings. */
  set isWarm(isWarm: boolean) {
    this.#isWarm = isWarm;
    this.#holdOpenLock();
  }

  /** What was connected while it rang, until a visit has gone into it. */
  get opened(): Call | undefined {
    return this.#opened;
  }

  /** No visit has begun with the one before. */
  hold(opened: Call | undefined): void {
    this.drop();
    this.#opened = opened;
    this.#holdOpenLock();
  }

  /** A visit has gone into it, and closes it. */
  handOver(): void {
    this.#opened = undefined;
    this.#isBoundForOpened = false;
  }

  /** What is held for a page that is given up before it was drawn is nobody's. @param route undefined: there will be no page */
  bindFor(route: Route | undefined): void {
    const isBound = route?.page === 'call' && route.id === this.#opened?.id;
    if (this.#isBoundForOpened && !isBound) this.drop();
    this.#isBoundForOpened = isBound;
  }

  /** What is held is closed. */
  drop(): void {
    this.#opened?.close();
    this.handOver();
  }

  /** Undefined: no call is shown, or not yet. */
  get state(): CallState | undefined {
    return this.#state;
  }

  get hasEntered(): boolean {
    return this.#state !== undefined && isSeated(this.#state);
  }

  /** It stands so now. */
  follow(state: CallState, roomName: string): void {
    this.#state = state;
    this.roomName = roomName;
    if (isOver(state)) this.#onOver();
    this.#host.requestUpdate();
  }

  /** Another page is drawn. */
  forget(): void {
    this.#state = undefined;
    this.roomName = '';
  }

  /** In its lobby and at its door, too: who sits or knocks there is this browser's user. */
  get isOpen(): boolean {
    return this.#state !== undefined && !isOver(this.#state);
  }

  /** Taken and not visited yet, it is open as well. */
  #holdOpenLock(): void {
    this.#openLock.set(this.isOpen || this.#isWarm || this.#opened !== undefined);
  }
}

function isOver({ phase }: CallState): boolean {
  return phase === 'ended' || phase === 'failed';
}
