/** What people are rung by, on every page: fetched when this browser has a name, or somebody asks for it. */
import { type DeviceMemory, deviceMemory, type PeopleServices } from '@parley/call';
import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { LinkInsteadRequestedEvent, RungCallRequestedEvent } from '../features/people/events.ts';
import { nameLinkIn } from '../features/people/name-link.ts';
import type { PeopleDesk } from '../features/people/people-desk.ts';
import { keepWishes, readWishes } from '../memory/kept-wishes.ts';
import type { KnownCalls } from '../memory/known-calls.ts';
import { hasKeptName } from '../memory/people-choices.ts';
import { CallPreferences } from '../memory/preference.ts';
import type { Clock } from '../ui/clock-context.ts';
import type { SiteNavigation } from './site-navigation.ts';

export interface PeopleAccessOptions {
  readonly memory: DeviceMemory;
  readonly known: KnownCalls;
  readonly now: Clock;
  readonly connect: () => Promise<PeopleServices>;
  /** Somebody may be rung from now on. */
  readonly onOpen: () => void;
  /** Into a call that both have agreed on, or to one whose link is sent instead. */
  readonly navigation: Pick<SiteNavigation, 'enter' | 'startFor'>;
}

export class PeopleAccess implements ReactiveController {
  /** Undefined: this browser has no name, and nobody has asked for one. */
  desk: PeopleDesk | undefined;
  /** It could not be fetched. */
  isMissing = false;
  readonly #host: ReactiveControllerHost;
  readonly #options: PeopleAccessOptions;
  readonly #preferences: CallPreferences;
  #lifetime = new AbortController();

  constructor(host: ReactiveControllerHost, options: PeopleAccessOptions) {
    this.#host = host;
    this.#options = options;
    this.#preferences = new CallPreferences(options.memory);
    host.addController(this);
  }

  hostConnected(): void {
    this.#lifetime = new AbortController();
    if (hasKeptName(this.#options.memory) || nameLinkIn(location) !== undefined) void this.open();
  }

  hostDisconnected(): void {
    this.#lifetime.abort();
  }

  /** Never rejects: the element that asked for it says what is wrong. */
  readonly open = async (): Promise<void> => {
    if (this.desk !== undefined) return;
    const { signal } = this.#lifetime;
    const { connect, memory, now, onOpen } = this.#options;
    const parts = await import('../features/people/people-parts.ts').catch(() => undefined);
    this.isMissing = parts === undefined;
    this.#host.requestUpdate();
    if (parts === undefined || signal.aborted) return;
    const known = new parts.KnownPeople(memory, now);
    this.desk ??= new parts.PeopleDesk({ connect, known, memory, signal });
    onOpen();
  };

  /** Who rings, and whom one rings, over whatever page is shown. */
  ringSheet() {
    if (this.desk === undefined) return nothing;
    const { startFor } = this.#options.navigation;
    return html`<parley-ring-sheet
      .desk=${this.desk}
      .preferences=${this.#preferences}
      @rung-call-requested=${this.#join}
      @link-instead-requested=${({ peerName }: LinkInsteadRequestedEvent) => startFor(peerName)}
    ></parley-ring-sheet>`;
  }

  /** Both have said that they come: neither needs a lobby. */
  readonly #join = ({ id, peerName, isWithCamera }: RungCallRequestedEvent): void => {
    const { known, now, navigation } = this.#options;
    const tab = deviceMemory('sessionStorage');
    keepWishes(tab, { ...readWishes(tab), ...(!isWithCamera && { camera: false }) });
    known.keep({ id, isHost: false, usedAt: now(), plan: null, peerName });
    navigation.enter({ id }, true);
  };
}
