import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { EverySecond } from '../lib/every-second.ts';
import { baseStyles, controlStyles } from './control-styles.ts';
import { durationLeft } from './duration-left.ts';
import { ExtendRequestedEvent } from './time-left-events.ts';

const MINUTE_MS = 60_000;
/** From when on it is shown; what is announced is announced when it begins, and at the last minute. */
const SHOWN_FOR_MS = 5 * MINUTE_MS;
/** What the host may add at once. */
const EXTENSION_MS = 15 * MINUTE_MS;

/** Warns both that a scheduled call is about to end, and lets the host lengthen it. */
@customElement('parley-time-left')
export class TimeLeft extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      .time-left {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: center;
        gap: var(--space-2) var(--space-4);
        padding: var(--space-2) var(--space-4);
        border-radius: var(--radius-medium);
        background: var(--color-raised);
      }

      .last .left {
        color: var(--color-caution);
      }

      .left {
        font-weight: var(--weight-strong);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  /** Milliseconds since the epoch, by the clock of `now`. */
  @property({ attribute: false }) endsAt = 0;
  /** The latest end that the host may choose. */
  @property({ attribute: false }) latestEndsAt = 0;
  @property({ type: Boolean }) isHost = false;
  @property({ attribute: false }) now: () => number = Date.now;

  constructor() {
    super();
    new EverySecond(this);
  }

  override render() {
    const leftMs = this.endsAt - this.now();
    const isShown = leftMs <= SHOWN_FOR_MS;
    const announcement =
      leftMs <= MINUTE_MS ? 'This call ends within 1 minute.' : 'This call ends within 5 minutes.';
    return html`
      <p class="visually-hidden" role="status">${isShown ? announcement : nothing}</p>
      ${
        isShown
          ? html`<div class="time-left ${leftMs <= MINUTE_MS ? 'last' : ''}">
            <span>Ends in <span class="left" role="timer">${durationLeft(leftMs)}</span></span>
            ${this.isHost && this.endsAt < this.latestEndsAt ? this.#extension() : nothing}
          </div>`
          : nothing
      }
    `;
  }

  #extension() {
    return html`<button class="button" type="button" @click=${this.#extend}>Add 15 minutes</button>`;
  }

  #extend() {
    this.dispatchEvent(new ExtendRequestedEvent(EXTENSION_MS));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-time-left': TimeLeft;
  }
}
