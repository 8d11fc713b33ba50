/** Where the pages lead: into calls, out of them, and to the start. */
import type { CallAddress } from '@parley/protocol';
import type { LitElement } from 'lit';
import type { KnownCalls } from '../memory/known-calls.ts';
import { withViewTransition } from '../ui/view-transition.ts';
import type { CallStateChangedEvent } from './events.ts';
import type { Destination, Route } from './route.ts';
import { Router } from './router.ts';
import type { ShownCall } from './shown-call.ts';

export interface SiteNavigationOptions {
  readonly known: KnownCalls;
  readonly call: ShownCall;
  /** The page that is drawn, which may be the one before; undefined: none is. */
  readonly drawn: () => Route | undefined;
  /** Asks whoever goes elsewhere in the middle of a call; `leave` goes there. */
  readonly ask: (leave: () => void) => void;
}

export class SiteNavigation {
  readonly #options: SiteNavigationOptions;
  readonly #router: Router;

  constructor(host: LitElement, options: SiteNavigationOptions) {
    const { known, call, ask } = options;
    this.#options = options;
    this.#router = new Router(host, {
      ...{ ask, isKept: () => call.hasEntered },
      knownHostKey: (id) => known.find(id)?.plan?.hostKey ?? undefined,
    });
  }

  get route(): Route {
    return this.#router.route;
  }

  readonly navigate = (destination: Destination): void => this.#router.navigate(destination);

  /** @param peerName for whom a call is to be started; empty: not known */
  readonly startFor = (peerName: string): void => this.navigate({ page: 'home', starting: { peerName } });

  readonly enter = (address: CallAddress, isResuming: boolean): void => {
    void withViewTransition(() => this.#enter(address, isResuming));
  };

  /** Nothing of the page before is seen in the call, and what is drawn of that already is shown at once. */
  readonly enterRung = (address: CallAddress): void => this.#enter(address, true);

  readonly onCallState = ({ state, roomName }: CallStateChangedEvent): void => {
    const { call, drawn } = this.#options;
    call.follow(state, roomName);
    const { route } = this;
    if (drawn() !== route) return;
    // The visit that it was for has begun: the next is another.
    call.isResuming = false;
    if (route.page === 'call' && route.id === call.opened?.id) call.handOver();
  };

  #enter(address: CallAddress, isResuming: boolean): void {
    this.#options.call.isResuming = isResuming;
    this.#router.navigate({ page: 'call', ...address }, isResuming ? { hasEntered: true } : undefined);
  }

  /** The call is found elsewhere from now on. */
  readonly moveCall = (address: CallAddress): void => this.#router.moveCall(address);

  readonly onHostKeyRefused = (): void => {
    // Whoever has pressed Join meanwhile has done so for this.
    this.#options.call.isResuming = true;
    this.#router.withoutHostKey();
  };
}
