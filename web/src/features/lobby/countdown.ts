import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { EverySecond } from '../../ui/every-second.ts';
import { countdown } from '../../words/durations.ts';

/** How long there is to wait, to the second. */
@customElement('parley-countdown')
export class Countdown extends LitElement {
  static override styles = css`
    :host {
      display: block;
      font-size: var(--text-title);
      font-weight: var(--weight-strong);
      font-variant-numeric: tabular-nums;
      letter-spacing: var(--tracking-title);
    }
  `;

  /** When it comes to nothing: milliseconds since the epoch, by the clock of `now`. */
  @property({ attribute: false }) until = 0;
  @property({ attribute: false }) now: () => number = Date.now;

  constructor() {
    super();
    new EverySecond(this);
  }

  override render() {
    // A timer is not announced by itself: who wants to know asks.
    return html`<span role="timer">${countdown(this.until - this.now())}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-countdown': Countdown;
  }
}
