/** Between the address and the page that is shown. The address is read when it comes from outside, and only then. */
import { amendEntry, historyMemory } from '@parley/call';
import { type CallAddress, type CallId, type HostKey, parseHostKey } from '@parley/protocol';
import type { LitElement, ReactiveController } from 'lit';
import { takeFirstRoute } from './first-route.ts';
import { followInApp } from './in-app-links.ts';
import { addressOf, type Destination, parseRoute, type Route } from './route.ts';

export interface RouterOptions {
  /** That of a call whose host this browser is already. */
  readonly knownHostKey: (id: CallId) => HostKey | undefined;
  /** Whether the person must be asked before another page takes this one's place. */
  readonly isKept: () => boolean;
  /** Asks; `leave` goes where they wanted to go. */
  readonly ask: (leave: () => void) => void;
}

export class Router implements ReactiveController {
  route: Route = { page: 'home' };
  readonly #element: LitElement;
  readonly #options: RouterOptions;
  #lifetime = new AbortController();

  constructor(element: LitElement, options: RouterOptions) {
    this.#element = element;
    this.#options = options;
    element.addController(this);
  }

  hostConnected(): void {
    this.#lifetime = new AbortController();
    const { signal } = this.#lifetime;
    // Another fragment in the address bar is told of by this event, too.
    addEventListener('popstate', () => this.#onPopState(), { signal });
    const onClick = (event: MouseEvent) => followInApp(event, (path) => this.#openIfMeant(path));
    this.#element.addEventListener('click', onClick, { signal });
    this.#element.addEventListener('home-requested', () => this.navigate({ page: 'home' }), { signal });
    this.#follow(takeFirstRoute() ?? parseRoute(location));
  }

  hostDisconnected(): void {
    this.#lifetime.abort();
  }

  /** @param entry what is to be kept with the address */
  navigate(destination: Destination, entry?: { readonly hasEntered: true }): void {
    const hostKey = destination.page === 'call' ? destination.hostKey : undefined;
    const state = hostKey === undefined ? entry : { hostKey, ...entry };
    history.pushState(state ?? null, '', addressOf(destination));
    this.#show(destination);
    scrollTo(0, 0);
  }

  /** The call that is shown, as somebody who has its join link sees it. */
  withoutHostKey(): void {
    if (this.route.page === 'call') this.#change({ page: 'call', id: this.route.id });
  }

  /** The call that is shown has another link: this entry of the tab's history leads there as well. */
  moveCall(address: CallAddress): void {
    if (this.route.page !== 'call') return;
    const { hostKey } = address;
    amendEntry({ hostKey }, addressOf({ page: 'call', ...address }));
    this.#change({ page: 'call', ...address });
  }

  /** The person went back, or the address was changed. Where the page is kept, it has its entry again before they are asked. */
  #onPopState(): void {
    const { route } = this;
    const next = parseRoute(location);
    const isElsewhere = next.page !== 'call' || route.page !== 'call' || next.id !== route.id;
    if (route.page !== 'call' || !isElsewhere || !this.#options.isKept()) return this.#follow(next);
    // The entry that was left cannot be told from one before it or after it: it is written once more after where one is now.
    history.pushState({ hostKey: route.hostKey, hasEntered: true }, '', addressOf(route));
    historyMemory().carryOver();
    this.#options.ask(() => history.back());
  }

  #openIfMeant(path: string): void {
    if (this.#options.isKept()) this.#options.ask(() => this.#open(path));
    else this.#open(path);
  }

  /** A link to another page of this site. */
  #open(path: string): void {
    history.pushState(null, '', path);
    this.#follow(parseRoute(location));
    scrollTo(0, 0);
  }

  /** @param route what the address stands for now */
  #follow(route: Route): void {
    if ('id' in route) tidyAddress(route);
    this.#show(route);
  }

  #show(route: Route): void {
    historyMemory().carryOver();
    this.#change(route.page === 'call' ? { ...route, hostKey: this.#hostKeyOf(route) } : route);
  }

  #change(route: Route): void {
    // The same call under another spelling of its ID is not another call.
    if (route.page === 'call' && this.route.page === 'call' && isSameCall(route, this.route)) return;
    this.route = route;
    this.#element.requestUpdate();
  }

  /** From the link, from this entry before it was reloaded, or from the list of this browser, which is the host already. */
  #hostKeyOf({ id, hostKey }: CallAddress): HostKey | undefined {
    return hostKey ?? parseHostKey(String(history.state?.hostKey)) ?? this.#options.knownHostKey(id);
  }
}

/** Whoever copies the address to invite somebody must not give the host's role away. */
function tidyAddress(route: Extract<Destination, { readonly id: CallId }>): void {
  const address = addressOf(route);
  if (address === location.pathname + location.search + location.hash) return;
  const isHost = route.page === 'call' && route.hostKey !== undefined;
  amendEntry(isHost ? { hostKey: route.hostKey } : {}, address);
}

function isSameCall(one: CallAddress, other: CallAddress): boolean {
  return one.id === other.id && one.hostKey === other.hostKey;
}
