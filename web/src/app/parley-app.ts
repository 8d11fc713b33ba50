/** The application: which page is shown, and what all of them run on. */

import { provide } from '@lit/context';
import { type CallState, deviceMemory } from '@parley/call';
import type { CallAddress } from '@parley/protocol';
import { html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { NewCallRequestedEvent } from '../features/call-over/events.ts';
import type { Begun } from '../features/home/begun.ts';
import type { JoinCallRequestedEvent } from '../features/home/events.ts';
import { onNewUser, openCallLock } from '../features/people/browser-user.ts';
import type { LinkInsteadRequestedEvent, RungCallRequestedEvent } from '../features/people/events.ts';
import { nameLinkIn } from '../features/people/name-link.ts';
import type { PeopleDesk } from '../features/people/people-desk.ts';
import type { CallScheduledEvent, OpenCallRequestedEvent } from '../features/schedule/events.ts';
import { keepWishes, readWishes } from '../memory/kept-wishes.ts';
import { KnownCalls } from '../memory/known-calls.ts';
import { hasKeptName } from '../memory/people-choices.ts';
import { CallPreferences } from '../memory/preference.ts';
import { type Clock, clockContext } from '../ui/clock-context.ts';
import type { ConfirmDialog } from '../ui/confirm-dialog.ts';
import '../ui/notice.ts';
import { pageChrome } from '../ui/page-chrome.ts';
import { withViewTransition } from '../ui/view-transition.ts';
import { callErrorMessage } from '../words/errors.ts';
import { leaveCallWords, siteWords } from '../words/site.ts';
import type { CallVisitElement } from './call-visit-element.ts';
import type { CallStateChangedEvent } from './events.ts';
import { focusHeading } from './focus-heading.ts';
import { onIntent } from './intent.ts';
import { pageFrame } from './page-frame.ts';
import { PageModules } from './page-modules.ts';
import { PageSwitch } from './page-switch.ts';
import { isReload } from './platform.ts';
import type { Route } from './route.ts';
import { Router } from './router.ts';
import { Services } from './services.ts';

@customElement('parley-app')
export class ParleyApp extends LitElement {
  /** What calls run on. */
  services: Pick<Services, 'now' | 'connect'> = new Services();
  /** What was done on the start page before the application was there; undefined: nothing, or it is gone on with. */
  begun?: Begun | undefined;
  readonly #memory = deviceMemory('localStorage');
  /** The server's time, as far as it is known. */
  @provide({ context: clockContext }) private readonly now: Clock = () => this.services.now();
  readonly #known = new KnownCalls(this.#memory, this.now);
  readonly #preferences = new CallPreferences(this.#memory);
  /** The pages' own parts. */
  modules = new PageModules();
  reload = (): void => location.reload();
  readonly #pages = new PageSwitch({
    modules: { has: (page) => this.modules.has(page), fetch: (page) => this.modules.fetch(page) },
    onChange: () => this.requestUpdate(),
    reload: () => this.reload(),
  });
  readonly #openCall = openCallLock();
  /** Undefined: this browser has no name, and nobody has asked for one. */
  @state() private desk: PeopleDesk | undefined;
  /** What people are rung by could not be fetched. */
  @state() private arePeopleMissing = false;
  /** How the call stands that is shown; undefined: none is, or not yet. */
  @state() private callState: CallState | undefined;
  readonly #router = new Router(this, {
    knownHostKey: (id) => this.#known.find(id)?.plan?.hostKey ?? undefined,
    isKept: () => this.#isInCall,
    ask: (leave) => this.#askToLeave(leave),
  });
  /** Goes where the person wanted to go from a call that goes on; undefined: they are not asked. */
  #leave?: () => void;
  @query('parley-confirm-dialog') private readonly leaveDialog!: ConfirmDialog;
  @query('parley-call-visit') private readonly visit!: CallVisitElement | null;
  #drawn: Route | undefined;
  /** Whose heading was given the focus last. */
  #focused: Route | undefined;
  #lifetime = new AbortController();
  /** Whoever was in the call is in it again without another click. Only the page load itself can be a reload. */
  #isResuming = isReload();

  override connectedCallback(): void {
    super.connectedCallback();
    this.#lifetime = new AbortController();
    const { signal } = this.#lifetime;
    // Brought back from the browser's cache after it said goodbye: begin anew.
    addEventListener('pageshow', (event) => event.persisted && location.reload(), { signal });
    onNewUser(() => location.reload(), signal);
    // Whoever means to do something here connects and signs in meanwhile; whoever only looks is nobody's user.
    onIntent(this, () => this.#prepare(), signal);
    if (hasKeptName(this.#memory) || nameLinkIn(location) !== undefined) void this.#openDesk();
    void this.#tidyUp(this.#router.route);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#lifetime.abort();
    this.#openCall.set(false);
  }

  protected override willUpdate(): void {
    const { route } = this.#router;
    if (this.#pages.follow(route) && showsTimes(route, this.#known)) this.services.connect().catch(() => {});
    const { drawn } = this.#pages;
    if (drawn !== this.#drawn) this.callState = undefined;
    this.#drawn = drawn;
    // Only a call can be gone on with, and only the one that was meant.
    if (drawn === route && drawn.page !== 'call') this.#isResuming = false;
  }

  protected override updated(): void {
    // What the document said before.
    if (this.#drawn !== undefined) {
      this.replaceChildren();
      this.begun = undefined;
    }
    void this.#focusPage();
    this.desk?.setInCall(this.#isInCall);
    this.#openCall.set(this.#isCallOpen);
    pageChrome.show(pageFrame(this.#router.route, this.callState));
  }

  protected override render() {
    const words = leaveCallWords();
    return html`${this.#drawn === undefined || this.#pages.isIncomplete ? this.#missing() : this.#page(this.#drawn)}
      ${
        this.desk === undefined
          ? nothing
          : html`<parley-ring-sheet
              .desk=${this.desk}
              .preferences=${this.#preferences}
              @rung-call-requested=${this.#joinRung}
              @link-instead-requested=${({ peerName }: LinkInsteadRequestedEvent) => this.#startFor(peerName)}
            ></parley-ring-sheet>`
      }
      <parley-confirm-dialog
        question=${words.question}
        consequence=${words.consequence}
        refusal=${words.refusal}
        confirmation=${words.confirmation}
        @confirmed=${() => this.#leave?.()}
      ></parley-confirm-dialog>`;
  }

  /** Until it is there, what the document said before the application was. */
  #missing() {
    if (!this.#pages.isIncomplete) return html`<slot></slot>`;
    return html`<parley-notice role="alert" .message=${callErrorMessage('page-incomplete')}>
      <button class="button" type="button" @click=${() => this.reload()}>${siteWords().reload}</button>
    </parley-notice>`;
  }

  #page(route: Route) {
    const { connect } = this.services;
    switch (route.page) {
      case 'home':
        return html`<parley-home-page
          exportparts="own-picture"
          .connect=${connect}
          .known=${this.#known}
          .people=${this.desk}
          .arePeopleMissing=${this.arePeopleMissing}
          .memory=${this.#memory}
          .isOpening=${this.#router.route.page === 'call'}
          .starting=${route.starting}
          .begun=${this.begun}
          @join-call-requested=${({ address, isBack }: JoinCallRequestedEvent) => this.#enter(address, isBack)}
          @people-wanted=${this.#openDesk}
        ></parley-home-page>`;
      case 'call':
        return html`<parley-call-visit
          exportparts="own-picture"
          .address=${route}
          .connect=${connect}
          .known=${this.#known}
          .now=${this.now}
          .isResuming=${this.#isResuming}
          @call-state-changed=${this.#onCallState}
          @host-key-refused=${this.#onHostKeyRefused}
          @new-call-requested=${({ peerName }: NewCallRequestedEvent) => this.#startFor(peerName)}
        ></parley-call-visit>`;
      case 'schedule':
        return html`<parley-schedule-page
          .connect=${connect}
          .known=${this.#known}
          .memory=${this.#memory}
          @call-scheduled=${({ id }: CallScheduledEvent) => this.#router.navigate({ page: 'scheduled-call', id, isNew: true })}
        ></parley-schedule-page>`;
      case 'scheduled-call':
        return html`<parley-scheduled-call-page
          .callId=${route.id}
          .isNew=${route.isNew === true}
          .connect=${connect}
          .known=${this.#known}
          @open-call-requested=${({ id }: OpenCallRequestedEvent) => this.#router.navigate({ page: 'call', id })}
        ></parley-scheduled-call-page>`;
      case 'broken-link':
      case 'not-found':
        return html`<parley-lost-page .problem=${'problem' in route ? route.problem : undefined}></parley-lost-page>`;
    }
  }

  /** Whoever does not come back to a call should not keep what it left on the disk. */
  async #tidyUp(route: Route): Promise<void> {
    await this.modules.fetch(route.page);
    const found = await import('./left-behind.ts').catch(() => undefined);
    await found?.removeLeftFiles(route.page === 'call' ? route.id : undefined);
  }

  /** Whoever means to do something here connects, signs in and has the call's page meanwhile. */
  #prepare(): void {
    void this.modules.fetch('call');
    void this.modules.fetch('schedule');
    this.services.connect().catch(() => {});
  }

  /** The address that the element before has named took its place. */
  async #focusPage(): Promise<void> {
    const [before, drawn] = [this.#focused, this.#drawn];
    if (drawn === undefined || drawn === before) return;
    this.#focused = drawn;
    // On arrival the browser decides, as on any page; and a call is the same under another key.
    if (before === undefined || (before.page === 'call' && drawn.page === 'call')) return;
    // What a page draws for the first time is there a moment after the page.
    await new Promise((resolve) => setTimeout(resolve));
    if (this.#drawn === drawn) focusHeading(this.renderRoot);
  }

  /** Never rejects: the element that asked for it says what is wrong. */
  readonly #openDesk = async (): Promise<void> => {
    if (this.desk !== undefined) return;
    const { signal } = this.#lifetime;
    const parts = await import('../features/people/people-parts.ts').catch(() => undefined);
    this.arePeopleMissing = parts === undefined;
    if (parts === undefined || signal.aborted) return;
    const { connect } = this.services;
    const known = new parts.KnownPeople(this.#memory, this.now);
    this.desk ??= new parts.PeopleDesk({ connect, known, memory: this.#memory, signal });
    // Whoever is rung answers with one press.
    void this.modules.fetch('call');
  };

  get #isInCall(): boolean {
    const state = this.callState;
    return state !== undefined && 'role' in state && state.hasEntered;
  }

  /** In its lobby and at its door, too: who sits or knocks there is this browser's user. */
  get #isCallOpen(): boolean {
    const phase = this.callState?.phase;
    return phase !== undefined && phase !== 'ended' && phase !== 'failed';
  }

  #askToLeave(leave: () => void): void {
    this.#leave = () => {
      this.visit?.leave();
      leave();
    };
    this.leaveDialog.show();
  }

  #startFor(peerName: string): void {
    this.#router.navigate({ page: 'home', starting: { peerName } });
  }

  /** Both have said that they come: neither needs a lobby. */
  #joinRung({ id, peerName, isWithCamera }: RungCallRequestedEvent): void {
    const tab = deviceMemory('sessionStorage');
    keepWishes(tab, { ...readWishes(tab), ...(!isWithCamera && { camera: false }) });
    this.#known.keep({ id, isHost: false, usedAt: this.now(), plan: null, peerName });
    this.#enter({ id }, true);
  }

  #enter(address: CallAddress, isResuming: boolean): void {
    void withViewTransition(() => {
      this.#isResuming = isResuming;
      this.#router.navigate({ page: 'call', ...address }, isResuming ? { hasEntered: true } : undefined);
    });
  }

  #onCallState({ state }: CallStateChangedEvent): void {
    this.callState = state;
    // The visit that it was for has begun: the next is another.
    if (this.#drawn === this.#router.route) this.#isResuming = false;
  }

  #onHostKeyRefused(): void {
    // Whoever has pressed Join meanwhile has done so for this.
    this.#isResuming = true;
    this.#router.withoutHostKey();
  }
}

/** Of calls: the server's time is wanted for them, which comes with the services. A call needs these at once. */
function showsTimes({ page }: Route, known: KnownCalls): boolean {
  if (page === 'home') return known.all().length > 0;
  return page !== 'broken-link' && page !== 'not-found';
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-app': ParleyApp;
  }
}
