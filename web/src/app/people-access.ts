/** What people are rung by, on every page: fetched when this browser has a name, or somebody asks for it. */
import {
  type Call,
  type CallServices,
  type DeviceMemory,
  deviceMemory,
  type PeopleServices,
  retryBriefly,
} from '@parley/call';
import type { CallId } from '@parley/protocol';
import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { LinkInsteadRequestedEvent, RungCallRequestedEvent } from '../features/people/events.ts';
import { takeNameLink } from '../features/people/name-link.ts';
import type { PeopleDesk } from '../features/people/people-desk.ts';
import { isTogether } from '../memory/has-entered.ts';
import { keepWishes, readWishes } from '../memory/kept-wishes.ts';
import type { KnownCalls } from '../memory/known-calls.ts';
import { hasKeptName } from '../memory/people-choices.ts';
import { CallPreferences } from '../memory/preference.ts';
import type { Clock } from '../ui/clock-context.ts';
import type { ShownCall } from './shown-call.ts';
import type { SiteNavigation } from './site-navigation.ts';
import type { WarmCall } from './warm-call.ts';

export interface PeopleAccessOptions {
  readonly memory: DeviceMemory;
  readonly known: KnownCalls;
  readonly now: Clock;
  readonly connect: () => Promise<CallServices & PeopleServices>;
  /** Somebody may be rung from now on. */
  readonly onOpen: () => void;
  /** Into a call that both have agreed on, or to one whose link is sent instead. */
  readonly navigation: Pick<SiteNavigation, 'enterRung' | 'startFor' | 'navigate' | 'route'>;
  readonly call: ShownCall;
}

export class PeopleAccess implements ReactiveController {
  /** Undefined: this browser has no name, and nobody has asked for one. */
  desk: PeopleDesk | undefined;
  /** It could not be fetched. */
  isMissing = false;
  readonly #host: ReactiveControllerHost;
  readonly #options: PeopleAccessOptions;
  /** What people chose for all their calls. */
  readonly preferences: CallPreferences;
  /** By which a name is kept or comes back: held here until what it is for is there. */
  readonly #nameLink = takeNameLink();
  /** What is rung for; undefined: this browser has no name. */
  #warm: WarmCall | undefined;
  /** As the page was drawn last. */
  #isInCall = false;
  #lifetime = new AbortController();

  constructor(host: ReactiveControllerHost, options: PeopleAccessOptions) {
    this.#host = host;
    this.#options = options;
    this.preferences = new CallPreferences(options.memory);
    host.addController(this);
  }

  hostConnected(): void {
    this.#lifetime = new AbortController();
    if (hasKeptName(this.#options.memory) || this.#nameLink !== undefined) void this.open();
  }

  hostUpdated(): void {
    const { call } = this.#options;
    if (call.hasEntered && !this.#isInCall) this.desk?.taken();
    this.#isInCall = call.hasEntered;
    if (call.isOpen) this.#warm?.expect(undefined);
    call.isWarm = this.#warm?.isOpen === true;
  }

  hostDisconnected(): void {
    this.#lifetime.abort();
    this.#warm?.expect(undefined);
  }

  /** The page was opened by the link of an e-mail, or by Google's answer, which has not done what it is for. */
  get isForName(): boolean {
    const link = this.desk === undefined ? this.#nameLink : this.desk.keeping.link.value;
    return link !== undefined;
  }

  /** The call whose page is drawn before anybody answers; undefined: there is none. */
  get ahead(): Call | undefined {
    return this.#warm?.connected;
  }

  /** Never rejects: the element that asked for it says what is wrong. */
  readonly open = async (): Promise<void> => {
    if (this.desk !== undefined) return;
    const { signal } = this.#lifetime;
    const { connect, memory, now, call, onOpen } = this.#options;
    const [parts, warm] = await Promise.all([
      retryBriefly(() => import('../features/people/people-parts.ts')),
      retryBriefly(() => import('./warm-call.ts')),
    ]).catch(() => []);
    this.isMissing = parts === undefined;
    this.#host.requestUpdate();
    if (parts === undefined || warm === undefined || signal.aborted || this.desk !== undefined) return;
    const known = new parts.KnownPeople(memory, now);
    const googleClientId = import.meta.env.VITE_GOOGLE_CLIENT_ID || undefined;
    const desk = new parts.PeopleDesk({
      ...{ connect, known, memory, nameLink: this.#nameLink, googleClientId, signal },
      isInCall: () => call.hasEntered,
      isThere: (id) => this.#warm?.isMet(id) === true,
      untilDevicesAnswer: async () => this.#warm?.untilDevicesAnswer(),
      leaveIfAlone: (id) => this.#leaveIfAlone(id),
    });
    this.desk = desk;
    this.#warm = new warm.WarmCall({
      connect,
      onChange: () => this.#host.requestUpdate(),
      onMet: (id) => desk.meet(id),
    });
    desk.awaited.subscribe((awaited) => this.#warm?.expect(call.isOpen ? undefined : awaited), signal);
    onOpen();
  };

  /** Who rings, and whom one rings, over whatever page is shown. */
  ringSheet() {
    if (this.desk === undefined) return nothing;
    const { startFor } = this.#options.navigation;
    return html`<parley-ring-sheet
      .desk=${this.desk}
      .preferences=${this.preferences}
      .isUsingDevices=${this.#warm?.isUsingDevices === true}
      @rung-call-requested=${this.#join}
      @link-instead-requested=${({ peerName }: LinkInsteadRequestedEvent) => startFor(peerName)}
    ></parley-ring-sheet>`;
  }

  #leaveIfAlone(id: CallId): boolean {
    const { call, navigation } = this.#options;
    const { route } = navigation;
    if (call.state !== undefined && isTogether(call.state)) return false;
    if (route.page === 'call' && route.id === id) navigation.navigate({ page: 'home' });
    return true;
  }

  /** Both have said that they come: neither needs a lobby. */
  readonly #join = ({ id, peerName, isWithCamera }: RungCallRequestedEvent): void => {
    const { known, now, navigation, call } = this.#options;
    call.hold(this.#warm?.take(id));
    this.desk?.taken();
    const tab = deviceMemory('sessionStorage');
    keepWishes(tab, { ...readWishes(tab), ...(!isWithCamera && { camera: false }) });
    const rungAt = now();
    known.keep({ isHost: false, plan: null, ...known.find(id), id, usedAt: rungAt, peerName, rungAt });
    navigation.enterRung({ id });
  };
}
