import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { CALL_ERROR_MESSAGES, END_MESSAGES } from '../app/messages.ts';
import type { CallErrorCode } from '../call/call-error.ts';
import type { CallState, EndReason } from '../call/call-state.ts';
import { HomeRequestedEvent, RejoinRequestedEvent } from './call-over-events.ts';
import { baseStyles, controlStyles } from './control-styles.ts';
import './wordmark.ts';

/** What the button that goes back into the same call says; null: going back is of no use. */
const REJOIN_LABELS: Readonly<Record<EndReason | CallErrorCode, string | null>> = {
  left: 'Rejoin',
  'host-ended': null,
  lapsed: null,
  'taken-over': 'Bring it back here',
  'no-such-call': null,
  'call-full': 'Try again',
  'signaling-unreachable': 'Try again',
  'signed-out': 'Try again',
  'sign-in-refused': 'Try again',
  refused: 'Try again',
  'quota-exceeded': 'Try again',
  'insecure-origin': null,
  'no-webrtc': null,
  'not-configured': 'Try again',
};

/** After the call, or instead of it: what happened, what to do, and the way on. */
@customElement('parley-call-over')
export class CallOver extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        display: grid;
        grid-template-rows: auto 1fr;
        min-block-size: 100dvh;
        padding: calc(var(--space-3) + var(--inset-top)) calc(var(--gutter) + var(--inset-right))
          calc(var(--space-6) + var(--inset-bottom)) calc(var(--gutter) + var(--inset-left));
      }

      header {
        inline-size: 100%;
        max-inline-size: var(--width-page);
        margin-inline: auto;
      }

      .outcome {
        display: grid;
        align-content: center;
        gap: var(--space-3);
        inline-size: 100%;
        max-inline-size: var(--width-column);
        margin-inline: auto;
        padding-block-end: 12vh;
      }

      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        margin-block-start: var(--space-4);
      }

      .ways .button {
        flex: 0 1 auto;
        min-inline-size: 9rem;
      }
    `,
  ];

  @property({ attribute: false }) state!: Extract<CallState, { phase: 'ended' | 'failed' }>;
  @query('h1') private readonly heading!: HTMLElement;

  /** Tells a screen reader where it has come to. */
  override focus() {
    this.heading.focus();
  }

  override render() {
    const { state } = this;
    const { title, help } =
      state.phase === 'ended' ? END_MESSAGES[state.reason] : CALL_ERROR_MESSAGES[state.error];
    const rejoinLabel = REJOIN_LABELS[state.phase === 'ended' ? state.reason : state.error];
    return html`
      <header><parley-wordmark></parley-wordmark></header>
      <div class="outcome">
        <h1 tabindex="-1">${title}</h1>
        <p class="soft">${help}</p>
        <div class="ways">
          ${rejoinLabel === null
            ? nothing
            : html`<button class="button primary" type="button" @click=${this.#rejoin}>${rejoinLabel}</button>`}
          <button class="button ${rejoinLabel === null ? 'primary' : ''}" type="button" @click=${this.#goHome}>
            Back to start
          </button>
        </div>
      </div>
    `;
  }

  #rejoin() {
    this.dispatchEvent(new RejoinRequestedEvent());
  }

  #goHome() {
    this.dispatchEvent(new HomeRequestedEvent());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-call-over': CallOver;
  }
}
