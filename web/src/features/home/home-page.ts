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
import { cleanRoomName, DEFAULT_EMPTY_TIMEOUT_SECONDS } from '@parley/protocol';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { keepDoorChoice, readDoorChoice } from '../../memory/door-choice.ts';
import { keepEmptyTimeout, readEmptyTimeout } from '../../memory/empty-timeout.ts';
import type { ForgetRequestedEvent } from '../../memory/events.ts';
import {
  type KnownCall,
  type KnownCalls,
  REMEMBERED_MS,
  recentCalls,
  upcomingCalls,
} from '../../memory/known-calls.ts';
import { readOwnName } from '../../memory/own-name.ts';
import { hasKeptName } from '../../memory/people-choices.ts';
import { CallPreferences } from '../../memory/preference.ts';
import { EverySecond } from '../../ui/every-second.ts';
import { revealUnfolded } from '../../ui/reveal-unfolded.ts';
import { ServiceTask } from '../../ui/service-task.ts';
import { doorWords } from '../../words/door.ts';
import { callErrorMessage } from '../../words/errors.ts';
import { homeWords } from '../../words/home.ts';
import { forgetfulMessage } from '../../words/site.ts';
import type { EmptyTimeoutChangedEvent } from '../schedule/events.ts';
import type { Begun } from './begun.ts';
import {
  type CallAgainRequestedEvent,
  JoinCallRequestedEvent,
  PeopleWantedEvent,
  type RoomChosenEvent,
} from './events.ts';
import './call-list.ts';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { choiceStyles } from '../../ui/field-templates.ts';
import { icon } from '../../ui/icons.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import type { PeopleDesk } from '../people/people-desk.ts';
import './join-form.ts';
import type { JoinForm } from './join-form.ts';
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
  static override styles = [baseStyles, controlStyles, choiceStyles, homePageStyles];

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
  /** How long a call of this person's stays open while nobody is in it. */
  @state() private emptyTimeoutSeconds = DEFAULT_EMPTY_TIMEOUT_SECONDS;
  /** Whoever comes has to ask. */
  @state() private hasDoor = false;
  /** The name of the lasting room that is started next; undefined: a call that ends. Nothing that somebody does not mean each time. */
  @state() private roomName: string | undefined;
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
    this.emptyTimeoutSeconds = readEmptyTimeout(this.memory);
    this.hasDoor = readDoorChoice(this.memory);
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
    if (changed.has('people')) this.#revealOptions();
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
    const seconds = this.emptyTimeoutSeconds;
    return html`<details class="disclosure" @toggle=${this.#onOptionsToggle}>
      <summary id="options">${this.#optionsSummary()} ${icon('chevron')}</summary>
      ${
        this.roomName === undefined
          ? html`<parley-empty-timeout-field
              .seconds=${seconds}
              @empty-timeout-changed=${this.#onTimeoutChange}
            ></parley-empty-timeout-field>`
          : nothing
      }
      <parley-room-field
        class="choice-of-room"
        .name=${this.roomName}
        @room-chosen=${this.#onRoomChosen}
      ></parley-room-field>
      <label class="choice">
        <input type="checkbox" .checked=${this.hasDoor} @change=${this.#onDoorChange} />
        <span>${doorWords().choice} <small class="soft">${doorWords().choiceHelp}</small></span>
      </label>
      ${this.hasName ? nothing : this.#people()}
    </details>`;
  }

  /** What was chosen is told while it is folded. */
  #optionsSummary(): string {
    const words = homeWords();
    const seconds = this.emptyTimeoutSeconds;
    if (this.roomName !== undefined)
      return this.hasDoor ? words.optionsWithRoomAndDoor : words.optionsWithRoom;
    if (this.hasDoor) return words.optionsWithDoor;
    return seconds === DEFAULT_EMPTY_TIMEOUT_SECONDS ? words.options : words.optionsWithTimeout(seconds);
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

  #onOptionsToggle(event: ToggleEvent) {
    revealUnfolded(event);
    if (event.newState !== 'open') return;
    // What people are rung by is asked for beside it, and says so where neither comes.
    Promise.all([
      retryBriefly(() => import('../schedule/empty-timeout-field.ts')),
      retryBriefly(() => import('./room-field.ts')),
    ]).then(
      () => this.#revealOptions(),
      () => {},
    );
    this.dispatchEvent(new PeopleWantedEvent());
  }

  async #toggleJoining() {
    this.isJoining = !this.isJoining;
    if (!this.isJoining) return;
    await this.updateComplete;
    this.joinForm.focus();
  }

  /** Before anything is painted, so that nothing is seen of it but what comes of it. */
  async #goOn({ field, focused, areOptionsOpen, pressed, onTaken }: Begun) {
    await this.joinForm.updateComplete;
    this.joinForm.goOn(field);
    if (areOptionsOpen) this.#control('options')?.click();
    // From one field to the other without a moment between them: then a phone's keyboard stays.
    this.#control(focused)?.focus({ preventScroll: true });
    onTaken();
    this.#control(pressed)?.click();
  }

  #control(id = ''): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`[id='${id}']`) ?? this.joinForm.control(id);
  }

  /** Something has come after they were unfolded. */
  #revealOptions() {
    this.renderRoot.querySelector('footer > details[open]')?.scrollIntoView({ block: 'nearest' });
  }

  #onTimeoutChange({ seconds }: EmptyTimeoutChangedEvent) {
    this.emptyTimeoutSeconds = seconds;
    keepEmptyTimeout(this.memory, seconds);
  }

  #onRoomChosen({ name }: RoomChosenEvent) {
    this.roomName = name;
  }

  #onDoorChange(event: Event) {
    this.hasDoor = (event.target as HTMLInputElement).checked;
    keepDoorChoice(this.memory, this.hasDoor);
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
      const { emptyTimeoutSeconds, hasDoor, roomName } = this;
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

/** Of those with whom there were several the last one; calls with nobody stand for themselves, and so do rooms. */
function lastOfEachPerson(calls: readonly KnownCall[]): readonly KnownCall[] {
  const names = new Set<string>();
  return calls.filter(({ peerName, plan, room }) => {
    if (peerName === undefined || plan !== null || room !== undefined) return true;
    const isFirst = !names.has(peerName);
    names.add(peerName);
    return isFirst;
  });
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-home-page': HomePage;
  }
}
