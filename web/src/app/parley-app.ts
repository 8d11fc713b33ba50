/** The application: its routes, and what all of its pages run on. */
import { provide } from '@lit/context';
import { deviceMemory } from '@parley/call';
import { html, LitElement } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { pageIncomplete } from '../features/call/page-incomplete.ts';
import type { Begun } from '../features/home/begun.ts';
import { onNewUser } from '../features/people/browser-user.ts';
import { KnownCalls } from '../memory/known-calls.ts';
import { type Clock, clockContext } from '../ui/clock-context.ts';
import { pageChrome } from '../ui/page-chrome.ts';
import type { CallVisitElement } from './call-visit-element.ts';
import { HeadingFocus } from './heading-focus.ts';
import { onIntent } from './intent.ts';
import './leave-question.ts';
import type { LeaveQuestion } from './leave-question.ts';
import { pageFrame } from './page-frame.ts';
import { fetchAnswered, PageModules } from './page-modules.ts';
import { onceCalm, prepare, showsTimes, tidyUp } from './page-needs.ts';
import { PageSwitch } from './page-switch.ts';
import { pageTemplate } from './page-template.ts';
import { PeopleAccess } from './people-access.ts';
import type { Route } from './route.ts';
import type { Services } from './services.ts';
import { ShownCall } from './shown-call.ts';
import { SiteNavigation } from './site-navigation.ts';
import { siteServices } from './site-services.ts';

@customElement('parley-app')
export class ParleyApp extends LitElement {
  /** What calls run on. */
  services: Pick<Services, 'now' | 'connect'> = siteServices;
  /** The pages' own parts. */
  modules = new PageModules();
  reload = (): void => location.reload();
  /** What was done on the start page before the application was there; undefined: nothing, or it is gone on with. */
  begun?: Begun | undefined;
  /** The server's time, as far as it is known. */
  @provide({ context: clockContext }) private readonly now: Clock = () => this.services.now();
  readonly #memory = deviceMemory('localStorage');
  readonly #known = new KnownCalls(this.#memory, this.now);
  readonly #call = new ShownCall(this, () => void this.modules.fetch('home'));
  readonly #navigation = new SiteNavigation(this, {
    ...{ known: this.#known, call: this.#call, drawn: () => this.#drawn },
    ask: (leave) => this.leaveQuestion.ask(() => this.#leaveFor(leave)),
  });
  readonly #people = new PeopleAccess(this, {
    ...{ memory: this.#memory, known: this.#known, now: this.now },
    ...{ navigation: this.#navigation, call: this.#call },
    connect: () => this.services.connect(),
    onOpen: () => void fetchAnswered(this.modules),
  });
  readonly #pages = new PageSwitch({
    modules: { has: (page) => this.modules.has(page), fetch: (page) => this.modules.fetch(page) },
    ...{ onChange: () => this.requestUpdate(), reload: () => this.reload(), later: onceCalm },
  });
  #drawn: Route | undefined;
  @query('parley-leave-question') private readonly leaveQuestion!: LeaveQuestion;
  @query('parley-call-visit') private readonly visit!: CallVisitElement | null;
  #lifetime = new AbortController();

  constructor() {
    super();
    new HeadingFocus(this, () => this.#drawn);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#lifetime = new AbortController();
    const { signal } = this.#lifetime;
    // Brought back from the browser's cache after it said goodbye: begin anew.
    addEventListener('pageshow', (event) => event.persisted && location.reload(), { signal });
    onNewUser(() => location.reload(), signal);
    // Whoever means to do something connects and signs in meanwhile; whoever only looks is nobody's user, and whoever is at a call has it all.
    const isMeant = () => this.#navigation.route.page !== 'call';
    onIntent(this, () => prepare(this.modules, this.services), signal, isMeant);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#lifetime.abort();
  }

  protected override willUpdate(): void {
    const { route } = this.#navigation;
    if (this.#pages.follow(route) && showsTimes(route, this.#known)) this.services.connect().catch(() => {});
    this.#call.bindFor(this.#pages.isIncomplete ? undefined : route);
    const { drawn } = this.#pages;
    const isGoingOver = drawn?.page === 'call' && this.visit?.isAt(drawn) === true;
    if (drawn !== this.#drawn && !isGoingOver) this.#call.forget();
    void tidyUp(drawn, this.#drawn);
    this.#drawn = drawn;
    // Only a call can be gone on with, and only the one that was meant.
    if (drawn === route && drawn.page !== 'call') this.#call.isResuming = false;
  }

  protected override updated(): void {
    pageChrome.show(pageFrame(this.#navigation.route, this.#call.state, this.#call.roomName));
    if (this.#drawn === undefined) return;
    // What the document said before.
    this.replaceChildren();
    this.begun = undefined;
  }

  protected override render() {
    return html`${this.#page()} ${this.#people.ringSheet()} <parley-leave-question></parley-leave-question>`;
  }

  /** Until it is there, what the document said before the application was. */
  #page() {
    if (this.#pages.isIncomplete) return pageIncomplete(() => this.reload());
    if (this.#drawn === undefined) return html`<slot></slot>`;
    return pageTemplate(this.#drawn, {
      ...{ known: this.#known, memory: this.#memory, now: this.now, people: this.#people, begun: this.begun },
      ...{ navigation: this.#navigation, call: this.#call, connect: this.services.connect },
    });
  }

  #leaveFor(leave: () => void): void {
    this.visit?.leave();
    leave();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-app': ParleyApp;
  }
}
