import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { FORGETFUL_MESSAGE } from '../app/messages.ts';
import type { CallErrorCode } from '../call/call-error.ts';
import type { CallPlan } from '../call/schedule-call.ts';
import { HomeRequestedEvent } from '../components/call-over-events.ts';
import { baseStyles, controlStyles } from '../components/control-styles.ts';
import '../components/notice.ts';
import '../components/schedule-form.ts';
import '../components/wordmark.ts';
import { sheetStyles } from './sheet-styles.ts';

/** Arranging a call for later, or moving one. */
@customElement('parley-schedule-page')
export class SchedulePage extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    sheetStyles,
    css`
      .lead {
        margin-block: var(--space-2) var(--space-6);
        color: var(--color-ink-soft);
      }

      .notice {
        display: block;
        margin-block-end: var(--space-6);
      }
    `,
  ];

  /** The server's time. */
  @property({ attribute: false }) now: () => number = Date.now;
  /** What is to be changed; undefined: a new call. */
  @property({ attribute: false }) plan?: CallPlan | undefined;
  @property({ type: Number }) emptyTimeoutSeconds?: number;
  @property({ type: Boolean }) isBusy = false;
  /** Why it could not be done; undefined: it was not tried, or it went well. */
  @property({ attribute: false }) error?: CallErrorCode | undefined;
  /** What this browser remembers goes with the tab. */
  @property({ type: Boolean }) isForgetful = false;
  @query('h1') private readonly heading!: HTMLElement;

  /** Tells a screen reader where it has come to. */
  override focus() {
    this.heading.focus();
  }

  override render() {
    const isNew = this.plan === undefined;
    return html`
      <header><parley-wordmark></parley-wordmark></header>
      <main>
        <h1 tabindex="-1">${isNew ? 'Schedule a call' : 'Change the call'}</h1>
        <p class="lead">
          ${
            isNew
              ? 'Agree on a time, and each of you gets a link. It works when the call opens, and no earlier.'
              : 'The links stay the same. Whoever waits for the call sees the change at once; tell the other person, too.'
          }
        </p>
        ${isNew && this.isForgetful ? html`<parley-notice class="notice" .message=${FORGETFUL_MESSAGE}></parley-notice>` : nothing}
        <parley-schedule-form
          .now=${this.now}
          .plan=${this.plan}
          .emptyTimeoutSeconds=${this.emptyTimeoutSeconds}
          .isBusy=${this.isBusy}
          .error=${this.error}
        >
          <button class="button large" type="button" @click=${this.#goBack}>${isNew ? 'Back to start' : 'Leave it as it was'}</button>
        </parley-schedule-form>
      </main>
    `;
  }

  #goBack() {
    this.dispatchEvent(new HomeRequestedEvent());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-schedule-page': SchedulePage;
  }
}
