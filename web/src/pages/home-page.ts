import { DEFAULT_EMPTY_TIMEOUT_SECONDS } from '@parley/protocol';
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CALL_ERROR_MESSAGES } from '../app/messages.ts';
import type { CallErrorCode } from '../call/call-error.ts';
import { baseStyles, controlStyles } from '../components/control-styles.ts';
import { durationWords } from '../components/duration-words.ts';
import '../components/empty-timeout-field.ts';
import type { EmptyTimeoutChangedEvent } from '../components/empty-timeout-field-events.ts';
import { icon } from '../components/icons.ts';
import '../components/join-form.ts';
import '../components/notice.ts';
import '../components/wordmark.ts';
import { homeIllustration } from './home-illustration.ts';
import { StartCallRequestedEvent } from './home-page-events.ts';
import { homePageStyles } from './home-page-styles.ts';

/** Where everybody begins: start a call, or join one. */
@customElement('parley-home-page')
export class HomePage extends LitElement {
  static override styles = [baseStyles, controlStyles, homePageStyles];

  /** A call is being created. */
  @property({ type: Boolean }) isBusy = false;
  /** How long a call of this person's stays open while nobody is in it. */
  @property({ type: Number }) emptyTimeoutSeconds = DEFAULT_EMPTY_TIMEOUT_SECONDS;
  /** Why a call could not be created; undefined: it was not tried, or it went well. */
  @property({ attribute: false }) error?: CallErrorCode | undefined;

  override render() {
    return html`
      <header><parley-wordmark></parley-wordmark></header>
      <main>
        <div class="column">
          <h1>Video calls for two</h1>
          <p class="lead">Start a call and send the link. No account, nothing to install.</p>
          <button
            class="button primary large"
            type="button"
            aria-disabled=${this.isBusy ? 'true' : 'false'}
            @click=${this.#start}
          >
            ${icon('camera')} ${this.isBusy ? 'Starting…' : 'Start a call'}
          </button>
          <div role="alert">
            ${
              this.error === undefined
                ? nothing
                : html`<parley-notice .message=${CALL_ERROR_MESSAGES[this.error]}></parley-notice>`
            }
          </div>
          ${this.#options()}
          <section class="join">
            <h2>Join a call</h2>
            <parley-join-form></parley-join-form>
          </section>
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
