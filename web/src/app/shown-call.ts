/** The call that the site shows: how it stands, what other pages of this browser learn of it, and whether it is gone on with. */
import type { CallState } from '@parley/call';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { openCallLock } from '../features/people/browser-user.ts';
import { isReload } from './platform.ts';

export class ShownCall implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #lock = openCallLock();
  #state: CallState | undefined;
  /** Whoever was in the call is in it again without another click. Only the page load itself can be a reload. */
  isResuming = isReload();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    this.#lock.set(this.#isOpen);
  }

  hostDisconnected(): void {
    this.#lock.set(false);
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
  follow(state: CallState): void {
    this.#state = state;
    this.#host.requestUpdate();
  }

  /** Another page is drawn. */
  forget(): void {
    this.#state = undefined;
  }

  /** In its lobby and at its door, too: who sits or knocks there is this browser's user. */
  get #isOpen(): boolean {
    const phase = this.#state?.phase;
    return phase !== undefined && phase !== 'ended' && phase !== 'failed';
  }
}
