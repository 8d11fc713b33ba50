import { consume } from '@lit/context';
import {
  CallError,
  type CallServices,
  type DeviceMemory,
  deviceMemory,
  failureCode,
  hasLastingMemory,
  retryBriefly,
} from '@parley/call';
import { cleanRoomName } from '@parley/protocol';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { ForgetRequestedEvent } from '../../memory/events.ts';
import {
  type KnownCall,
  type KnownCalls,
  lastOfEachPerson,
  REMEMBERED_MS,
  recentCalls,
  upcomingCalls,
} from '../../memory/known-calls.ts';
import { readOwnName } from '../../memory/own-name.ts';
import { hasKeptName } from '../../memory/people-choices.ts';
import { CallPreferences } from '../../memory/preference.ts';
import { EverySecond } from '../../ui/every-second.ts';
import { ServiceTask } from '../../ui/service-task.ts';
import { callErrorMessage } from '../../words/errors.ts';
import { homeWords } from '../../words/home.ts';
import { forgetfulMessage } from '../../words/site.ts';
import type { Begun } from './begun.ts';
import { type CallAgainRequestedEvent, JoinCallRequestedEvent } from './events.ts';
import './call-list.ts';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { icon } from '../../ui/icons.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import type { PeopleDesk } from '../people/people-desk.ts';
import './join-form.ts';
import type { JoinForm } from './join-form.ts';
import './start-options.ts';
import type { StartOptions } from './start-options.ts';
import '../../ui/notice.ts';
import '../../ui/wordmark.ts';
import { type Clock, clockContext } from '../../ui/clock-context.ts';
import { homeIllustration } from './home-illustration.ts';
import { homePageStyles } from './home-page-styles.ts';

/** How often the lists are looked through for calls that have opened or are over. */
const CLOCK_TICK_MS = 15_000;

/** More would push what one comes for out of the first screen of a phone. */
const SHOWN_PEOPLE = 3;

/** What a call is to be started with as soon as the page is there. */
export interface Starting {
  /** Empty: not known. */
  readonly peerName: string;
}

/** Where everybody begins: start a call, join one, or find one that was arranged. */
@customElement('parley-home-page')
export class HomePage extends LitElement {
  static override styles = [baseStyles, controlStyles, homePageStyles];

  /** May reject with a CallError. */
  @property({ attribute: false }) connect!: () => Promise<CallServices>;
  @property({ attribute: false }) known!: KnownCalls;
  @property({ attribute: false }) preferences = new CallPreferences(deviceMemory('localStorage'));
  /** One's name for others, and theirs; undefined: not there before somebody asks for it. */
  @property({ attribute: false }) people?: PeopleDesk | undefined;
  /** It was asked for, and could not be fetched. */
  @property({ attribute: false }) arePeopleMissing = false;
  /** A call was chosen, and its page is on its way. */
  @property({ attribute: false }) isOpening = false;
  /** Has what this person chose before. */
  @property({ attribute: false }) memory!: DeviceMemory;
  @consume({ context: clockContext }) private readonly now: Clock = Date.now;
  /** The page was opened by the link of an e-mail that keeps a name. */
  @property({ type: Boolean }) isForName = false;
  /** When the page was opened: who has none finds it among the options, and it does not move while they take one. */
  @state() private hasName = false;
  /** Somebody asked for a new call elsewhere, and comes here for it; undefined: nobody did. */
  @property({ attribute: false }) starting?: Starting | undefined;
  /** On a narrow screen: the field for a link or an ID is unfolded. */
  @state() private isJoining = false;
  /** In place of the next call and the last people. */
  @state() private areAllShown = false;
  /** While the page was only a document; undefined: nothing. */
  @property({ attribute: false }) begun?: Begun | undefined;
  /** A call was made here, and its page was asked for. */
  @state() private hasStarted = false;
  /** As they were when a call was begun to be made: it is not to push the page about that it takes one away from. */
  #calls: readonly KnownCall[] = [];
  @query('parley-join-form') private readonly joinForm!: JoinForm;
  @query('parley-start-options') private readonly options!: StartOptions;
  readonly #starting = new ServiceTask(this, failureCode);
  #lifetime = new AbortController();

  constructor() {
    super();
    new KeepFocus(this);
    new EverySecond(this, CLOCK_TICK_MS);
  }

  override connectedCallback() {
    super.connectedCallback();
    this.hasStarted = false;
    // Whoever comes by the link of an e-mail comes for their name.
    this.hasName = hasKeptName(this.memory) || this.isForName;
    this.#lifetime = new AbortController();
    this.known.onChange(() => this.requestUpdate(), this.#lifetime.signal);
  }

  protected override firstUpdated() {
    if (this.begun !== undefined) void this.#goOn(this.begun);
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    // Its page was given up again.
    if (changed.get('isOpening') === true && !this.isOpening) this.hasStarted = false;
    if (!this.#isBusy) this.#calls = this.known.all();
  }

  protected override updated(changed: PropertyValues<this>) {
    if (changed.has('starting') && this.starting !== undefined) void this.#startCall(this.starting.peerName);
    if (changed.has('people')) this.options.reveal();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#lifetime.abort();
  }

  override render() {
    const words = homeWords();
    const now = this.now();
    const [upcoming, recent] = [upcomingCalls(this.#calls, now), recentCalls(this.#calls, now)];
    const isBack = upcoming.length + recent.length > 0;
    return html`
      <header>
        <parley-wordmark></parley-wordmark>
        <nav aria-label=${words.site}><a href="/schedule">${words.schedule}</a></nav>
      </header>
      <main>
        <div class="column">
          ${isBack ? this.#again(upcoming, recent) : this.#first()} ${this.#start()}
          <div role="alert">
            ${
              this.#starting.error === undefined
                ? nothing
                : html`<parley-notice .message=${callErrorMessage(this.#starting.error)}></parley-notice>`
            }
          </div>
          ${hasLastingMemory() ? nothing : html`<parley-notice .message=${forgetfulMessage()}></parley-notice>`}
          <parley-join-form
            class=${this.isJoining ? '' : 'folded'}
            .connect=${this.connect}
            .name=${readOwnName(this.memory)}
          ></parley-join-form>
          ${this.hasName ? this.#people() : nothing}
        </div>
        ${homeIllustration}
      </main>
      <footer><p>${words.privacy}</p> ${this.#options()}</footer>
    `;
  }

  #first() {
    const { heading, lead } = homeWords();
    return html`<h1 tabindex="-1">${inLines(heading)}</h1>
      <p class="lead">${inLines(lead)}</p>`;
  }

  /** Whoever has been here before sees first with whom it goes on. */
  #again(upcoming: readonly KnownCall[], recent: readonly KnownCall[]) {
    const words = homeWords();
    const next = upcoming.slice(0, 1);
    const people = lastOfEachPerson(recent).slice(0, SHOWN_PEOPLE);
    const all = [...upcoming, ...recent];
    return html`<h1 class="again" tabindex="-1">${words.headingAgain}</h1>
      <section class="yours" aria-label=${words.yours} @call-again-requested=${this.#callAgain}>
        ${this.areAllShown || next.length === 0 ? nothing : html`<parley-call-list class="next" .calls=${next}></parley-call-list>`}
        ${this.areAllShown || people.length === 0 ? nothing : html`<parley-call-list .calls=${people}></parley-call-list>`}
        <details class="disclosure all" .open=${this.areAllShown} @toggle=${this.#onAllToggle}>
          <summary>${words.all(all.length)} ${icon('chevron')}</summary>
          <p class="soft">${words.allHelp(REMEMBERED_MS / 1_000)}</p>
          ${
            this.areAllShown
              ? html`<parley-call-list removable .calls=${all} @forget-requested=${this.#forget}></parley-call-list>`
              : nothing
          }
        </details>
      </section>`;
  }

  #start() {
    const words = homeWords();
    const { isOpening } = this;
    const isBusy = this.#isBusy;
    const busyLabel = isOpening ? words.opening : words.starting;
    const pickTime = html`<a href="/schedule">${words.pickTime}</a>`;
    return html`<button
        class="button primary large start"
        id="start"
        type="button"
        aria-disabled=${isBusy ? 'true' : 'false'}
        @click=${() => this.#startCall()}
      >
        ${isBusy ? busyLabel : words.start}
      </button>
      <p class="or">${words.or(pickTime)}</p>
      <div class="second">
        <a class="button" href="/schedule">${words.scheduleShort}</a>
        <button
          class="button"
          id="joining"
          type="button"
          aria-expanded=${this.isJoining ? 'true' : 'false'}
          @click=${this.#toggleJoining}
        >
          ${words.joinCall}
        </button>
      </div>`;
  }

  #options() {
    return html`<parley-start-options .memory=${this.memory}>${this.hasName ? nothing : this.#people()}</parley-start-options>`;
  }

  get #isBusy(): boolean {
    return this.isOpening || this.hasStarted || this.#starting.isBusy;
  }

  #people() {
    if (this.arePeopleMissing)
      return html`<parley-notice .message=${callErrorMessage('page-incomplete')}></parley-notice>`;
    if (this.people === undefined) return nothing;
    return html`<parley-people-panel .desk=${this.people} .preferences=${this.preferences}></parley-people-panel>`;
  }

  #onAllToggle(event: ToggleEvent) {
    this.areAllShown = event.newState === 'open';
  }

  async #toggleJoining() {
    this.isJoining = !this.isJoining;
    if (!this.isJoining) return;
    await this.updateComplete;
    this.joinForm.focus();
  }

  /** Before anything is painted, so that nothing is seen of it but what comes of it. */
  async #goOn({ field, focused, areOptionsOpen, pressed, onTaken }: Begun) {
    await Promise.all([this.joinForm.updateComplete, this.options.updateComplete]);
    this.joinForm.goOn(field);
    if (areOptionsOpen) this.#control('options')?.click();
    // From one field to the other without a moment between them: then a phone's keyboard stays.
    this.#control(focused)?.focus({ preventScroll: true });
    onTaken();
    this.#control(pressed)?.click();
  }

  #control(id = ''): HTMLElement | null {
    const own = this.renderRoot.querySelector<HTMLElement>(`[id='${id}']`);
    return own ?? this.joinForm.control(id) ?? this.options.control(id);
  }

  #forget({ id }: ForgetRequestedEvent) {
    this.known.forget(id);
    this.requestUpdate();
  }

  #callAgain({ peerName }: CallAgainRequestedEvent) {
    return this.#startCall(peerName);
  }

  /** @param peerName for whom it is, as the list is to have it; empty: not known */
  async #startCall(peerName = '') {
    if (this.isOpening || this.hasStarted) return;
    await this.#starting.run(this.connect, async (services) => {
      const { emptyTimeoutSeconds, hasDoor, roomName } = this.options.chosen;
      const fetched = retryBriefly(() => import('./start-call.ts'));
      const start = await fetched.catch((cause: unknown) => {
        throw new CallError('page-incomplete', { cause });
      });
      const isRoom = roomName !== undefined;
      const id = await start.createCall({
        ...services,
        emptyTimeoutSeconds,
        hasDoor,
        ...(isRoom && { roomName }),
      });
      // Before anything else: whoever copies its link and goes elsewhere finds it here again.
      this.known.keep({
        id,
        isHost: true,
        usedAt: this.now(),
        plan: null,
        ...(isRoom ? { room: cleanRoomName(roomName) } : { emptyTimeoutSeconds }),
        ...(peerName !== '' && { peerName }),
      });
      this.hasStarted = true;
      this.dispatchEvent(new JoinCallRequestedEvent({ id }));
    });
  }
}

function inLines(lines: readonly string[]) {
  return lines.map((line) => html`<span>${line} </span>`);
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-home-page': HomePage;
  }
}
