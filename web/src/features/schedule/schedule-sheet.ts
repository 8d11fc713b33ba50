import type { CallErrorCode, CallPlan } from '@parley/call';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { HomeRequestedEvent } from '../../ui/events.ts';
import { scheduleSheetWords } from '../../words/schedule.ts';
import { forgetfulMessage, siteWords } from '../../words/site.ts';
import '../../ui/notice.ts';
import './schedule-form.ts';
import '../../ui/wordmark.ts';
import { sheetStyles } from './sheet-styles.ts';

/** Arranging a call for later, or moving one. */
@customElement('parley-schedule-sheet')
export class ScheduleSheet extends LitElement {
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
    const words = scheduleSheetWords();
    const isNew = this.plan === undefined;
    return html`
      <header><parley-wordmark></parley-wordmark></header>
      <main>
        <h1 tabindex="-1">${isNew ? words.heading : words.changeHeading}</h1>
        <p class="lead">${isNew ? words.lead : words.changeLead}</p>
        ${isNew && this.isForgetful ? html`<parley-notice class="notice" .message=${forgetfulMessage()}></parley-notice>` : nothing}
        <parley-schedule-form
          .plan=${this.plan}
          .emptyTimeoutSeconds=${this.emptyTimeoutSeconds}
          .isBusy=${this.isBusy}
          .error=${this.error}
        >
          <button class="button large" type="button" @click=${this.#goBack}>${isNew ? siteWords().backToStart : words.leaveAsItWas}</button>
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
    'parley-schedule-sheet': ScheduleSheet;
  }
}
