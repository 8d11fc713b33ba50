/** The call that the site shows: how it stands, what other pages of this browser learn of it, and whether it is gone on with. */
import type { Call, CallState } from '@parley/call';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { inCallLock, openCallLock } from '../features/people/browser-user.ts';
import { isReload } from './platform.ts';

export class ShownCall implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #openLock = openCallLock();
  readonly #inCallLock = inCallLock();
  #state: CallState | undefined;
  #isWarm = false;
  /** Of the lasting room that it is; empty: it is none, or has none. */
  roomName = '';
  /** What was connected while it rang, for the visit that goes into it. */
  opened: Call | undefined;
  /** Whoever was in the call is in it again without another click. Only the page load itself can be a reload. */
  isResuming = isReload();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    this.#inCallLock.set(this.hasEntered);
    this.#openLock.set(this.isOpen || this.#isWarm);
  }

  hostDisconnected(): void {
    this.#inCallLock.set(false);
    this.#openLock.set(false);
  }

  /** Another is connected beside it, while it rings. */
  set isWarm(isWarm: boolean) {
    this.#isWarm = isWarm;
    this.#openLock.set(this.isOpen || isWarm);
  }

  /** Undefined: no call is shown, or not yet. */
  get state(): CallState | undefined {
    return this.#state;
  }

  get hasEntered(): boolean {
    const state = this.#state;
    return state !== undefined && 'role' in state && state.hasEntered;
  }

  /** It stands so now. */
  follow(state: CallState, roomName: string): void {
    this.#state = state;
    this.roomName = roomName;
    this.#host.requestUpdate();
  }

  /** Another page is drawn. */
  forget(): void {
    this.#state = undefined;
    this.roomName = '';
  }

  /** In its lobby and at its door, too: who sits or knocks there is this browser's user. */
  get isOpen(): boolean {
    const phase = this.#state?.phase;
    return phase !== undefined && phase !== 'ended' && phase !== 'failed';
  }
}
