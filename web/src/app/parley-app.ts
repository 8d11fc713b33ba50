/** The application: which page is shown, and what all of them run on. */

import { provide } from '@lit/context';
import { deviceMemory, removeLeftFiles } from '@parley/call';
import type { CallAddress } from '@parley/protocol';
import { html, LitElement, nothing } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { NewCallRequestedEvent } from '../features/call-over/events.ts';
import type { JoinCallRequestedEvent } from '../features/home/events.ts';
import type { LinkInsteadRequestedEvent, RungCallRequestedEvent } from '../features/people/events.ts';
import { PeopleDesk } from '../features/people/people-desk.ts';
import type { CallScheduledEvent, OpenCallRequestedEvent } from '../features/schedule/events.ts';
import { keepWishes, readWishes } from '../memory/kept-wishes.ts';
import { KnownCalls } from '../memory/known-calls.ts';
import { KnownPeople } from '../memory/known-people.ts';
import { CallPreferences } from '../memory/preference.ts';
import { type Clock, clockContext } from '../ui/clock-context.ts';
import type { ConfirmDialog } from '../ui/confirm-dialog.ts';
import '../ui/confirm-dialog.ts';
import { FollowCells } from '../ui/follow-cells.ts';
import { pageChrome } from '../ui/page-chrome.ts';
import { withViewTransition } from '../ui/view-transition.ts';
import { leaveCallWords } from '../words/site.ts';
import { CallVisit } from './call-visit.ts';
import { focusHeading } from './focus-heading.ts';
import { pageFrame } from './page-frame.ts';
import { isReload } from './platform.ts';
import type { Route } from './route.ts';
import { Router } from './router.ts';
import { Services } from './services.ts';
import '../features/home/home-page.ts';
import '../features/call/call-page.ts';
import '../features/people/ring-sheet.ts';
import '../features/schedule/schedule-page.ts';
import '../features/schedule/scheduled-call-page.ts';
import './lost-page.ts';

@customElement('parley-app')
export class ParleyApp extends LitElement {
  /** What calls run on. */
  services: Pick<Services, 'now' | 'connect'> = new Services();
  readonly #memory = deviceMemory('localStorage');
  /** The server's time, as far as it is known. */
  @provide({ context: clockContext }) private readonly now: Clock = () => this.services.now();
  readonly #known = new KnownCalls(this.#memory, this.now);
  readonly #preferences = new CallPreferences(this.#memory);
  @state() private desk: PeopleDesk | undefined;
  readonly #router = new Router(this, {
    knownHostKey: (id) => this.#known.find(id)?.plan?.hostKey ?? undefined,
    isKept: () => this.#isInCall,
    ask: (leave) => this.#askToLeave(leave),
  });
  /** Goes where the person wanted to go from a call that goes on; undefined: they are not asked. */
  #leave?: () => void;
  @query('parley-confirm-dialog') private readonly leaveDialog!: ConfirmDialog;
  #shown: Route | undefined;
  /** Whose heading was given the focus last. */
  #focused: Route | undefined;
  #visit: CallVisit | undefined;
  #lifetime = new AbortController();
  /** Whoever was in the call is in it again without another click. Only the page load itself can be a reload. */
  #isResuming = isReload();

  constructor() {
    super();
    // The tab says how the call stands.
    new FollowCells(this, () => (this.#visit === undefined ? [] : [this.#visit.call.state]));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // What the page said before the application was there.
    this.replaceChildren();
    this.#lifetime = new AbortController();
    const { signal } = this.#lifetime;
    // Brought back from the browser's cache after it said goodbye: begin anew.
    addEventListener('pageshow', (event) => event.persisted && location.reload(), { signal });
    // Whoever does not come back to a call should not keep what it left on the disk.
    const { route } = this.#router;
    void removeLeftFiles(route.page === 'call' ? route.id : undefined);
    this.desk = new PeopleDesk({
      ...{ connect: this.services.connect, memory: this.#memory, signal },
      known: new KnownPeople(this.#memory, this.now),
    });
    // Connecting and signing in take a while; by the first click they are done.
    this.services.connect().catch(() => {});
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#lifetime.abort();
    this.#visit?.close();
  }

  protected override willUpdate(): void {
    const { route } = this.#router;
    if (route === this.#shown) return;
    this.#shown = route;
    this.#visit?.close();
    this.#visit = route.page === 'call' ? this.#visitCall(route) : undefined;
    this.#isResuming = false;
  }

  protected override updated(): void {
    void this.#focusPage();
    this.desk?.setInCall(this.#isInCall);
    pageChrome.show(pageFrame(this.#router.route, this.#visit?.call.state.value));
  }

  protected override render() {
    const words = leaveCallWords();
    return html`${this.#page()}
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

  #page() {
    const { route } = this.#router;
    switch (route.page) {
      case 'home':
        return html`<parley-home-page
          exportparts="own-picture"
          .connect=${this.services.connect}
          .known=${this.#known}
          .people=${this.desk}
          .memory=${this.#memory}
          .starting=${route.starting}
          @join-call-requested=${this.#join}
        ></parley-home-page>`;
      case 'call':
        return html`<parley-call-page
          exportparts="own-picture"
          .call=${this.#visit?.call}
          .talk=${this.#visit?.talk}
          @rejoin-requested=${this.#rejoin}
          @new-call-requested=${({ peerName }: NewCallRequestedEvent) => this.#startFor(peerName)}
        ></parley-call-page>`;
      case 'schedule':
        return html`<parley-schedule-page
          .connect=${this.services.connect}
          .known=${this.#known}
          .memory=${this.#memory}
          @call-scheduled=${({ id }: CallScheduledEvent) => this.#router.navigate({ page: 'scheduled-call', id, isNew: true })}
        ></parley-schedule-page>`;
      case 'scheduled-call':
        return html`<parley-scheduled-call-page
          .callId=${route.id}
          .isNew=${route.isNew === true}
          .connect=${this.services.connect}
          .known=${this.#known}
          @open-call-requested=${({ id }: OpenCallRequestedEvent) => this.#router.navigate({ page: 'call', id })}
        ></parley-scheduled-call-page>`;
      case 'broken-link':
      case 'not-found':
        return html`<parley-lost-page .problem=${'problem' in route ? route.problem : undefined}></parley-lost-page>`;
    }
  }

  /** The address that the element before has named took its place. */
  async #focusPage(): Promise<void> {
    const { route } = this.#router;
    const before = this.#focused;
    this.#focused = route;
    // On arrival the browser decides, as on any page; and a call is the same under another key.
    if (before === undefined || before === route || (before.page === 'call' && route.page === 'call')) return;
    // What a page draws for the first time is there a moment after the page.
    await new Promise((resolve) => setTimeout(resolve));
    if (this.#router.route === route) focusHeading(this.renderRoot);
  }

  get #isInCall(): boolean {
    const state = this.#visit?.call.state.value;
    return state !== undefined && 'role' in state && state.hasEntered;
  }

  #askToLeave(leave: () => void): void {
    this.#leave = () => {
      this.#visit?.call.leave();
      leave();
    };
    this.leaveDialog.show();
  }

  #join({ address, isBack }: JoinCallRequestedEvent): void {
    this.#isResuming = isBack;
    const destination = { page: 'call', ...address } as const;
    void withViewTransition(() =>
      this.#router.navigate(destination, isBack ? { hasEntered: true } : undefined),
    );
  }

  #startFor(peerName: string): void {
    this.#router.navigate({ page: 'home', starting: { peerName } });
  }

  /** Both have said that they come: neither needs a lobby. */
  #joinRung({ id, peerName, isWithCamera }: RungCallRequestedEvent): void {
    const tab = deviceMemory('sessionStorage');
    keepWishes(tab, { ...readWishes(tab), ...(!isWithCamera && { camera: false }) });
    this.#known.keep({ id, isHost: false, usedAt: this.now(), plan: null, peerName });
    this.#isResuming = true;
    void withViewTransition(() => this.#router.navigate({ page: 'call', id }, { hasEntered: true }));
  }

  #visitCall(address: CallAddress): CallVisit {
    return new CallVisit({
      address,
      connect: this.services.connect,
      known: this.#known,
      now: this.now,
      isResuming: this.#isResuming,
      onOldHostKey: () => {
        // Whoever has pressed Join meanwhile has done so for this.
        this.#isResuming = true;
        this.#router.withoutHostKey();
      },
    });
  }

  #rejoin(): void {
    this.#visit?.rejoin();
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-app': ParleyApp;
  }
}
