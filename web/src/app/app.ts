/** The application: which page is shown, and what its wishes lead to. */
import { type CallId, type CallLink, type HostKey, joinLink, parseHostKey } from '@parley/protocol';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { CallError, type CallErrorCode } from '../call/call-error.ts';
import type { CallState } from '../call/call-state.ts';
import { createCall } from '../call/create-call.ts';
import { ServerClock } from '../call/server-clock.ts';
import type { ForgetRequestedEvent } from '../components/call-list-events.ts';
import type { EmptyTimeoutChangedEvent } from '../components/empty-timeout-field-events.ts';
import type { JoinCallRequestedEvent } from '../components/join-form-events.ts';
import type {
  ConnectingChosenEvent,
  EnterRequestedEvent,
  NameChangedEvent,
} from '../components/lobby-events.ts';
import type { ExtendRequestedEvent } from '../components/time-left-events.ts';
import { CallController, type CallServices } from '../controllers/call-controller.ts';
import { deviceMemory, hasLastingMemory } from '../lib/device-memory.ts';
import { amendEntry, historyMemory } from '../lib/history-memory.ts';
import { followInApp } from '../lib/in-app-links.ts';
import type { StartCallRequestedEvent } from '../pages/home-page-events.ts';
import { CallNotes } from './call-notes.ts';
import { keepEmptyTimeout, readEmptyTimeout } from './empty-timeout.ts';
import { failureCode } from './failure-code.ts';
import { iceServers } from './ice-servers.ts';
import { keepWishes, readWishes } from './kept-wishes.ts';
import { KnownCalls } from './known-calls.ts';
import { logIgnored, logTransition } from './log.ts';
import { isReload, onNetworkChange, platformProblem } from './platform.ts';
import { addressOf, type Route, routeOf } from './route.ts';
import { ScheduleView } from './schedule-view.ts';
import '../pages/home-page.ts';
import '../pages/call-page.ts';
import '../pages/lost-page.ts';

/** What another try on the same page would not mend. */
const NEEDS_RELOAD: readonly CallErrorCode[] = ['outdated-page', 'peer-unreadable'];

const NAME_KEY = 'parley:name';
const CONNECTING_KEY = 'parley:connecting';
const WHEN_JOINING = 'when-joining';

const TITLES: Readonly<Record<Route['page'], string>> = {
  home: 'Parley: video calls for two',
  call: 'Call · Parley',
  schedule: 'Schedule a call · Parley',
  'scheduled-call': 'Scheduled call · Parley',
  'broken-link': 'Nothing here · Parley',
  'not-found': 'Nothing here · Parley',
};

@customElement('parley-app')
export class ParleyApp extends LitElement {
  @state() private route: Route = { page: 'home' };
  @state() private isCreating = false;
  @state() private error: CallErrorCode | undefined;
  readonly #clock = new ServerClock();
  readonly #memory = deviceMemory('localStorage');
  readonly #tabMemory = deviceMemory('sessionStorage');
  readonly #now = (): number => this.#clock.now();
  readonly #connectsOnlyWhenJoining = (): boolean => this.#memory.getItem(CONNECTING_KEY) === WHEN_JOINING;
  readonly #known = new KnownCalls(this.#memory, this.#now);
  readonly #notes = new CallNotes(this.#known, this.#now);
  readonly #schedule = new ScheduleView(this, {
    known: this.#known,
    now: this.#now,
    connect: () => this.#connect(),
    navigate: (path) => this.#navigate(path),
    focus: () => this.#focusPage(),
  });
  #services: Promise<CallServices> | undefined;
  #controller: CallController | undefined;
  #lifetime = new AbortController();
  /** Whoever was in the call is in it again without another click. Only the page load itself can be a reload. */
  #isResuming = isReload();

  override connectedCallback(): void {
    super.connectedCallback();
    // What the page said before the application was there.
    this.replaceChildren();
    this.#lifetime = new AbortController();
    const { signal } = this.#lifetime;
    addEventListener('popstate', () => this.#follow(), { signal });
    addEventListener('hashchange', () => this.#follow(), { signal });
    this.addEventListener('click', (event) => followInApp(event, (path) => this.#navigate(path)), { signal });
    this.#known.onChange(() => this.requestUpdate(), signal);
    this.#follow();
    addEventListener('pagehide', () => this.#controller?.unload(), { signal });
    // Brought back from the browser's cache after it said goodbye: begin anew.
    addEventListener('pageshow', (event) => event.persisted && location.reload(), { signal });
    onNetworkChange(() => this.#controller?.networkChanged(), signal);
    // Connecting and signing in take a while; by the first click they are done.
    this.#connect().catch(() => {});
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#lifetime.abort();
    this.#controller?.dispose();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('route')) return;
    this.#schedule.leave();
    this.#controller?.dispose();
    this.#controller = this.route.page === 'call' ? this.#join(this.route) : undefined;
    this.#isResuming = false;
  }

  protected override updated(): void {
    document.title = TITLES[this.route.page];
    if (this.#controller === undefined) return;
    this.#notes.note(this.#controller);
    // The list has it now, for as long as it is worth something.
    if (history.state?.hostKey !== undefined && this.#known.find(this.#controller.id)?.plan?.hostKey)
      amendEntry({ hostKey: undefined });
  }

  protected override render() {
    switch (this.route.page) {
      case 'home':
        return html`<parley-home-page
          .isBusy=${this.isCreating}
          .error=${this.error}
          .isForgetful=${!hasLastingMemory()}
          .emptyTimeoutSeconds=${readEmptyTimeout(this.#memory)}
          .calls=${this.#known.all()}
          .now=${this.#now}
          @forget-requested=${(event: ForgetRequestedEvent) => this.#forget(event.id)}
          @empty-timeout-changed=${(event: EmptyTimeoutChangedEvent) => keepEmptyTimeout(this.#memory, event.seconds)}
          @start-call-requested=${this.#start}
          @join-call-requested=${(event: JoinCallRequestedEvent) => this.#open(event.link)}
        ></parley-home-page>`;
      case 'call':
        return this.#controller === undefined ? nothing : this.#renderCall(this.#controller);
      case 'schedule':
        return this.#schedule.renderNew(readEmptyTimeout(this.#memory));
      case 'scheduled-call':
        return this.#schedule.renderCall(this.route.id);
      case 'broken-link':
        return html`<parley-lost-page
          .problem=${this.route.problem}
          @home-requested=${() => this.#navigate('/')}
        ></parley-lost-page>`;
      case 'not-found':
        return html`<parley-lost-page @home-requested=${() => this.#navigate('/')}></parley-lost-page>`;
    }
  }

  #renderCall(call: CallController) {
    return html`<parley-call-page
      .callId=${call.id}
      .joinUrl=${joinLink(location.origin, call.id)}
      .state=${call.state}
      .name=${call.name}
      .connectsOnlyWhenJoining=${this.#connectsOnlyWhenJoining()}
      .localMedia=${call.localMedia}
      .remoteStream=${call.remoteStream}
      .arrangedTime=${call.arrangedTime}
      .emptyTimeoutSeconds=${call.emptyTimeoutSeconds}
      .now=${call.now}
      @name-changed=${(event: NameChangedEvent) => this.#rename(call, event.name)}
      @enter-requested=${(event: EnterRequestedEvent) => this.#enter(call, event.name)}
      @join-beside-requested=${() => call.joinBeside()}
      @connecting-chosen=${(event: ConnectingChosenEvent) => this.#chooseConnecting(event.onlyWhenJoining)}
      @free-seat-requested=${() => call.freeGuestSeat()}
      @other-guest-noted=${() => call.noteOtherGuest()}
      @microphone-toggle-requested=${() => call.toggle('microphone')}
      @camera-toggle-requested=${() => call.toggle('camera')}
      @leave-requested=${() => call.leave()}
      @end-requested=${() => call.end()}
      @extend-requested=${(event: ExtendRequestedEvent) => call.extend(event.byMs)}
      @rejoin-requested=${() => this.#rejoin()}
      @home-requested=${() => this.#navigate('/')}
    ></parley-call-page>`;
  }

  #join({ id, hostKey }: CallLink): CallController {
    return new CallController(this, {
      id,
      hostKey,
      services: this.#connect(),
      isResumed: this.#isResuming && history.state?.hasEntered === true,
      name: this.#memory.getItem(NAME_KEY) ?? '',
      connectsOnlyWhenJoining: this.#connectsOnlyWhenJoining,
      wishes: readWishes(this.#tabMemory),
      onWish: (wishes) => keepWishes(this.#tabMemory, wishes),
      onTransition: (from, to) => this.#passOn(from, to),
      onIgnored: logIgnored,
    });
  }

  #rejoin(): void {
    if (this.route.page !== 'call') return;
    const state = this.#controller?.state;
    if (state?.phase === 'failed' && NEEDS_RELOAD.includes(state.error)) return location.reload();
    // A new session: the old one is over for good.
    this.#controller?.dispose();
    this.#controller = this.#join(this.route);
    this.requestUpdate();
  }

  #enter(call: CallController, name: string): void {
    this.#rename(call, name);
    call.enter();
  }

  /** Where this person is connected already, it holds from the next call on. */
  #chooseConnecting(onlyWhenJoining: boolean): void {
    this.#memory.setItem(CONNECTING_KEY, onlyWhenJoining ? WHEN_JOINING : '');
    this.requestUpdate();
  }

  #rename(call: CallController, name: string): void {
    this.#memory.setItem(NAME_KEY, name);
    call.setName(name);
  }

  #passOn(from: CallState, to: CallState): void {
    if (from.phase !== to.phase) logTransition(from.phase, to.phase);
    if (this.#forgoesOldKey(to)) return;
    const hasEntered = 'hasEntered' in to && to.hasEntered;
    // Browsers count these, and some throw when there are many: the other's words must not use them up.
    if (history.state?.hasEntered !== hasEntered) amendEntry({ hasEntered });
  }

  /** The list's key was replaced since. The link that was opened says nothing of being the host, and still works. */
  #forgoesOldKey(state: CallState): boolean {
    const isRefused = state.phase === 'failed' && state.error === 'wrong-host-key';
    if (!isRefused || this.route.page !== 'call' || history.state?.hostKey !== undefined) return false;
    // Whoever has pressed Join meanwhile has done so for this.
    this.#isResuming = true;
    this.route = { page: 'call', id: this.route.id };
    return true;
  }

  async #start({ emptyTimeoutSeconds }: StartCallRequestedEvent): Promise<void> {
    if (this.isCreating) return;
    this.isCreating = true;
    this.error = undefined;
    try {
      const { store, identity, clock } = await this.#connect();
      const id = await createCall({
        store,
        identity,
        clock,
        emptyTimeoutSeconds,
        signal: this.#lifetime.signal,
      });
      this.#open({ id });
    } catch (error) {
      if (!this.#lifetime.signal.aborted) this.error = failureCode(error);
    } finally {
      this.isCreating = false;
    }
  }

  /** What calls run on. Asked for again after it failed. */
  #connect(): Promise<CallServices> {
    this.#services ??= this.#connectAnew();
    this.#services.catch(() => {
      this.#services = undefined;
    });
    return this.#services;
  }

  async #connectAnew(): Promise<CallServices> {
    const problem = platformProblem(window);
    if (problem !== undefined) throw new CallError(problem);
    // The largest part of the application, and of no use until the page is there.
    const { connectFirebase } = await import('../firebase/connect-firebase.ts').catch((cause: unknown) => {
      throw new CallError('page-incomplete', { cause });
    });
    const { store, identity, desk, isLocal } = await connectFirebase(this.#clock, logIgnored);
    // Signing in early; whoever needs it meets the failure, if there is one.
    identity.signIn(this.#lifetime.signal).catch(() => {});
    const rtcConfiguration = { iceServers: iceServers(isLocal, import.meta.env.VITE_ICE_SERVERS) };
    return { store, identity, desk, clock: this.#clock, rtcConfiguration };
  }

  #forget(id: CallId): void {
    this.#known.forget(id);
    this.requestUpdate();
  }

  #open({ id, hostKey }: CallLink): void {
    this.#navigate(joinLink('', id), hostKey);
  }

  #navigate(path: string, hostKey?: HostKey): void {
    this.error = undefined;
    history.pushState(hostKey === undefined ? null : { hostKey }, '', path);
    this.#follow();
    scrollTo(0, 0);
  }

  /** To the heading of what is shown now, for whoever does not see that it is another page. */
  async #focusPage(): Promise<void> {
    await this.updateComplete;
    const page = this.renderRoot.querySelector<LitElement>(
      'parley-schedule-page, parley-scheduled-call-page',
    );
    await page?.updateComplete;
    page?.focus();
    scrollTo(0, 0);
  }

  #follow(): void {
    historyMemory().carryOver();
    const opened = routeOf(location);
    this.#tidyAddress(opened);
    const route = opened.page === 'call' ? { ...opened, hostKey: this.#hostKeyOf(opened) } : opened;
    // The same call under another spelling of its ID is not another call.
    if (route.page === 'call' && this.route.page === 'call' && isSameCall(route, this.route)) return;
    this.route = route;
  }

  /** Whoever copies the address to invite somebody must not give the host's role away. */
  #tidyAddress(route: Route): void {
    const address = addressOf(route);
    if (address === undefined || address === location.pathname + location.search + location.hash) return;
    const isHost = route.page === 'call' && route.hostKey !== undefined;
    amendEntry(isHost ? { hostKey: route.hostKey } : {}, address);
  }

  /** From the link, from this entry before it was reloaded, or from the list of this browser, which is the host already. */
  #hostKeyOf({ id, hostKey }: CallLink): HostKey | undefined {
    return (
      hostKey ??
      parseHostKey(String(history.state?.hostKey)) ??
      this.#known.find(id)?.plan?.hostKey ??
      undefined
    );
  }
}

function isSameCall(one: CallLink, other: CallLink): boolean {
  return one.id === other.id && one.hostKey === other.hostKey;
}
