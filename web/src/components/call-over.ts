import { html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { CALL_ERROR_MESSAGES, END_MESSAGES, helpAfterLeaving, type Message } from '../app/messages.ts';
import type { CallErrorCode } from '../call/call-error.ts';
import type { CallState, EndReason } from '../call/call-state.ts';
import { HomeRequestedEvent, RejoinRequestedEvent } from './call-over-events.ts';
import { baseStyles, controlStyles } from './control-styles.ts';
import { durationWords } from './duration-words.ts';
import './outcome.ts';
import type { Outcome } from './outcome.ts';

/** What the button that goes back into the same call says; null: going back is of no use. */
const REJOIN_LABELS: Readonly<Record<EndReason | CallErrorCode, string | null>> = {
  left: 'Rejoin',
  'host-ended': null,
  cancelled: null,
  moved: 'See the new time',
  'time-over': null,
  lapsed: null,
  'taken-over': 'Bring it back here',
  'no-such-call': null,
  'not-host': null,
  'wrong-host-key': null,
  'call-full': 'Try again',
  'outdated-page': 'Reload',
  'signaling-unreachable': 'Try again',
  'signed-out': 'Try again',
  'sign-in-refused': 'Try again',
  'browser-not-verified': 'Try again',
  refused: 'Try again',
  contended: 'Try again',
  'quota-exceeded': 'Try again',
  'peer-unreadable': 'Reload',
  'peer-restless': 'Try again',
  'too-many-calls': null,
  'insecure-origin': null,
  'no-webrtc': null,
  'not-configured': 'Try again',
  // Browsers remember that it did not come, until the page is reloaded.
  'page-incomplete': null,
  unexpected: 'Try again',
};

/** After the call, or instead of it: what happened, what to do, and the way on. */
@customElement('parley-call-over')
export class CallOver extends LitElement {
  static override styles = [baseStyles, controlStyles];

  @property({ attribute: false }) state!: Extract<CallState, { phase: 'ended' | 'failed' }>;
  /** How long the call stays open while nobody is in it; undefined: not to be told. */
  @property({ attribute: false }) emptyTimeoutSeconds?: number | undefined;
  @query('parley-outcome') private readonly outcome!: Outcome;

  /** Tells a screen reader where it has come to. */
  override focus() {
    this.outcome.focus();
  }

  override render() {
    const { state } = this;
    const { title, help } = this.#message();
    const rejoinLabel = REJOIN_LABELS[state.phase === 'ended' ? state.reason : state.error];
    return html`<parley-outcome .title=${title} .help=${help}>
      ${
        rejoinLabel === null
          ? nothing
          : html`<button class="button primary" type="button" @click=${this.#rejoin}>${rejoinLabel}</button>`
      }
      <button class="button ${rejoinLabel === null ? 'primary' : ''}" type="button" @click=${this.#goHome}>
        Back to start
      </button>
    </parley-outcome>`;
  }

  #message(): Message {
    const { state, emptyTimeoutSeconds } = this;
    if (state.phase === 'failed') return CALL_ERROR_MESSAGES[state.error];
    const message = END_MESSAGES[state.reason];
    return state.reason === 'left' && emptyTimeoutSeconds !== undefined
      ? { ...message, help: helpAfterLeaving(durationWords(emptyTimeoutSeconds)) }
      : message;
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
