import { DEFAULT_EMPTY_TIMEOUT_SECONDS } from '@parley/protocol';
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type KnownCall, recentCalls, upcomingCalls } from '../app/known-calls.ts';
import { CALL_ERROR_MESSAGES, FORGETFUL_MESSAGE } from '../app/messages.ts';
import type { CallErrorCode } from '../call/call-error.ts';
import '../components/call-list.ts';
import { baseStyles, controlStyles } from '../components/control-styles.ts';
import { durationWords } from '../components/duration-words.ts';
import '../components/empty-timeout-field.ts';
import type { EmptyTimeoutChangedEvent } from '../components/empty-timeout-field-events.ts';
import { icon } from '../components/icons.ts';
import '../components/join-form.ts';
import '../components/notice.ts';
import '../components/wordmark.ts';
import { every } from '../lib/lifetime.ts';
import { homeIllustration } from './home-illustration.ts';
import { StartCallRequestedEvent } from './home-page-events.ts';
import { homePageStyles } from './home-page-styles.ts';

/** How often the lists are looked through for calls that have opened or are over. */
const CLOCK_TICK_MS = 15_000;

/** Where everybody begins: start a call, join one, or find one that was arranged. */
@customElement('parley-home-page')
export class HomePage extends LitElement {
  static override styles = [baseStyles, controlStyles, homePageStyles];

  /** A call is being created. */
  @property({ type: Boolean }) isBusy = false;
  /** How long a call of this person's stays open while nobody is in it. */
  @property({ type: Number }) emptyTimeoutSeconds = DEFAULT_EMPTY_TIMEOUT_SECONDS;
  /** Those that this browser knows. */
  @property({ attribute: false }) calls: readonly KnownCall[] = [];
  /** The server's time. */
  @property({ attribute: false }) now: () => number = Date.now;
  /** Why a call could not be created; undefined: it was not tried, or it went well. */
  @property({ attribute: false }) error?: CallErrorCode | undefined;

  /** What this browser remembers goes with the tab. */
  @property({ type: Boolean }) isForgetful = false;

  #lifetime = new AbortController();

  override connectedCallback() {
    super.connectedCallback();
    this.#lifetime = new AbortController();
    every(CLOCK_TICK_MS, () => this.requestUpdate(), this.#lifetime.signal);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#lifetime.abort();
  }

  override render() {
    return html`
      <header><parley-wordmark></parley-wordmark></header>
      <main>
        <div class="column">
          <h1>Video calls for two</h1>
          <p class="lead">Start a call and send the link. No account, nothing to install.</p>
          <div class="ways">
            <button
              class="button primary large"
              type="button"
              aria-disabled=${this.isBusy ? 'true' : 'false'}
              @click=${this.#start}
            >
              ${icon('camera')} ${this.isBusy ? 'Starting…' : 'Start a call'}
            </button>
            <a class="later" href="/schedule">${icon('calendar')} Schedule for later</a>
          </div>
          <div role="alert">
            ${
              this.error === undefined
                ? nothing
                : html`<parley-notice .message=${CALL_ERROR_MESSAGES[this.error]}></parley-notice>`
            }
          </div>
          ${this.isForgetful ? html`<parley-notice .message=${FORGETFUL_MESSAGE}></parley-notice>` : nothing}
          ${this.#options()} ${this.#upcoming()}
          <section>
            <h2>Join a call</h2>
            <parley-join-form></parley-join-form>
          </section>
          ${this.#recent()}
        </div>
        ${homeIllustration}
      </main>
      <footer>
        Sound and picture go from one browser to the other, encrypted. Only somebody with the link or the ID can join.
      </footer>
    `;
  }

  #options() {
    const isUsual = this.emptyTimeoutSeconds === DEFAULT_EMPTY_TIMEOUT_SECONDS;
    return html`<details class="disclosure">
      <summary>
        Options${isUsual ? nothing : html`: stays open ${durationWords(this.emptyTimeoutSeconds)}`} ${icon('chevron')}
      </summary>
      <parley-empty-timeout-field
        .seconds=${this.emptyTimeoutSeconds}
        @empty-timeout-changed=${this.#onTimeoutChange}
      ></parley-empty-timeout-field>
    </details>`;
  }

  #upcoming() {
    const calls = upcomingCalls(this.calls, this.now());
    if (calls.length === 0) return nothing;
    return html`<section>
      <h2>Your scheduled calls</h2>
      <parley-call-list .calls=${calls} .now=${this.now}></parley-call-list>
    </section>`;
  }

  #recent() {
    const calls = recentCalls(this.calls, this.now());
    if (calls.length === 0) return nothing;
    return html`<details class="disclosure recent">
      <summary>Recent calls (${calls.length}) ${icon('chevron')}</summary>
      <p class="soft">Kept in this browser only, for a month.</p>
      <parley-call-list .calls=${calls} .now=${this.now}></parley-call-list>
    </details>`;
  }

  #onTimeoutChange({ seconds }: EmptyTimeoutChangedEvent) {
    this.emptyTimeoutSeconds = seconds;
  }

  #start() {
    if (!this.isBusy) this.dispatchEvent(new StartCallRequestedEvent(this.emptyTimeoutSeconds));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-home-page': HomePage;
  }
}
