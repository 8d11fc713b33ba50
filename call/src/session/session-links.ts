/** The links of a session, one after the other: what lives on them, how they fare, and what is done when they break. */
import type { LinkFeature } from '../channels/link-feature.ts';
import type { PresenceExchange } from '../channels/presence-exchange.ts';
import { childLifetime, ignoreAbort } from '../lib/lifetime.ts';
import type { Link } from '../link/link.ts';
import type { ProbeNetwork } from '../link/network-probe.ts';
import type { CallEvent, CallState, NoRouteCause } from './call-state.ts';
import { type HealthStep, LinkHealth } from './link-health.ts';
import { NetworkWatch } from './network-watch.ts';

export interface SessionLinksOptions {
  readonly presence: Pick<PresenceExchange, 'peer'>;
  readonly features: readonly LinkFeature[];
  readonly state: () => CallState;
  readonly dispatch: (event: CallEvent) => void;
  /** Asks the server for the document. */
  readonly ask: () => Promise<void>;
  readonly request: (wish: 'restart' | 'replacement') => void;
  /** The other has vanished without a word. */
  readonly onPeerGone: () => void;
  /** Default: this side's network is not looked at. */
  readonly probe?: ProbeNetwork | undefined;
  /** Only relays may be gone through, and there is none. */
  readonly lacksRelay: () => boolean;
  readonly signal: AbortSignal;
}

export class SessionLinks {
  readonly health: LinkHealth;
  readonly #options: SessionLinksOptions;
  readonly #network: NetworkWatch;
  #lifetime: AbortController | undefined;

  constructor(options: SessionLinksOptions) {
    this.#options = options;
    const { probe, signal } = options;
    this.health = new LinkHealth((step) => this.#recover(step), signal);
    this.#network = new NetworkWatch({
      ...{ probe, signal },
      onChange: () => this.health.networkChanged(),
      onKnown: () => this.#explain(),
    });
  }

  begin(link: Link): void {
    const { features, signal } = this.#options;
    this.#lifetime = childLifetime(signal);
    for (const feature of features) feature.begin(link);
    this.health.linkBegan(() => link.arrivedAt());
    link.state.subscribe((state) => state !== 'new' && this.#changed(state), this.#lifetime.signal);
  }

  end(): void {
    this.#lifetime?.abort();
    for (const feature of this.#options.features) feature.end();
    this.health.stateChanged('closed');
    this.#options.dispatch({ type: 'link-lost' });
  }

  /** Both descriptions are there. The other side may have been that fast that there is a link already. */
  negotiated(): void {
    this.health.negotiated();
    if (this.health.isLinked) this.#linked();
  }

  #changed(state: RTCPeerConnectionState): void {
    this.health.stateChanged(state);
    if (state === 'connected') this.#linked();
    else if (state === 'disconnected' || state === 'failed' || state === 'closed')
      this.#options.dispatch({ type: 'link-lost' });
  }

  #linked(): void {
    const { presence, dispatch } = this.#options;
    dispatch({ type: 'linked' });
    // They may have introduced themselves before this page knew that it is connected.
    if (presence.peer !== undefined) dispatch({ type: 'presence-received', peer: presence.peer });
  }

  #recover(step: HealthStep): void {
    const { state, dispatch, ask, request } = this.#options;
    switch (step) {
      case 'tell-stalled': {
        const before = state();
        // They may have reloaded, and the news of it be lost on a channel that is as dead as this one.
        if (before.phase === 'connected' && !before.isStalled) ask().catch(ignoreAbort);
        return dispatch({ type: 'stalled' });
      }
      case 'tell-heard':
        return dispatch({ type: 'unstalled' });
      case 'restart':
        return request('restart');
      case 'replace':
        return request('replacement');
      case 'probe':
        return this.#network.look();
      case 'tell-no-route':
        dispatch({ type: 'no-route', ...this.#cause() });
        return request('replacement');
      case 'give-up':
        // Who cannot ask, either, has lost the network and knows nothing of the other.
        ask().then(
          () => this.#tellGone(),
          () => this.health.linkExpected(),
        );
    }
  }

  #tellGone(): void {
    const { state, dispatch, request, onPeerGone } = this.#options;
    const { phase, because } = { because: undefined, ...state() };
    if (phase !== 'reconnecting' && phase !== 'connecting' && because !== 'no-route') return;
    dispatch({ type: 'peer-gone' });
    onPeerGone();
    request('replacement');
  }

  /** Of a way that is missed already. */
  #explain(): void {
    const { state, dispatch } = this.#options;
    const { because } = { because: undefined, ...state() };
    if (because === 'no-route') dispatch({ type: 'no-route', ...this.#cause() });
  }

  #cause(): { cause?: NoRouteCause } {
    if (this.#options.lacksRelay()) return { cause: 'no-relay' };
    return this.#network.refusesUdp ? { cause: 'own-network' } : {};
  }
}
