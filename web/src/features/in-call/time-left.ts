import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { EverySecond } from '../../ui/every-second.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import { countdown } from '../../words/durations.ts';
import { timeLeftWords } from '../../words/in-call.ts';
import { ExtendRequestedEvent } from './events.ts';

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
        border-radius: var(--radius-sheet);
        background: var(--color-veil);
        color: var(--color-on-veil);
        font-size: var(--text-small);
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
  /** Something lies over it: nothing here is pressed, and all is announced. */
  @property({ type: Boolean }) covered = false;
  @property({ attribute: false }) now: () => number = Date.now;

  constructor() {
    super();
    new KeepFocus(this);
    new EverySecond(this);
  }

  override render() {
    const words = timeLeftWords();
    const leftMs = this.endsAt - this.now();
    const isShown = leftMs <= SHOWN_FOR_MS;
    const announcedMs = leftMs <= MINUTE_MS ? MINUTE_MS : SHOWN_FOR_MS;
    return html`
      <p class="visually-hidden" role="status">${isShown ? words.endsWithin(announcedMs / 1_000) : nothing}</p>
      ${
        isShown
          ? html`<div class="time-left ${leftMs <= MINUTE_MS ? 'last' : ''}">
            <span>${words.endsIn(countdown(leftMs))}</span>
            ${this.isHost && this.endsAt < this.latestEndsAt ? this.#extension() : nothing}
          </div>`
          : nothing
      }
    `;
  }

  #extension() {
    return html`<button class="button" type="button" ?inert=${this.covered} @click=${this.#extend}>${timeLeftWords().extend(EXTENSION_MS / 1_000)}</button>`;
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
