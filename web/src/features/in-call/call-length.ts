import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from '../../ui/control-styles.ts';
import { EverySecond } from '../../ui/every-second.ts';
import { elapsed } from '../../words/durations.ts';
import { inCallWords } from '../../words/in-call.ts';

/** For how long the two have been talking. */
@customElement('parley-call-length')
export class CallLength extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  /** Milliseconds since the epoch, by the clock of `now`. */
  @property({ attribute: false }) since = 0;
  @property({ attribute: false }) now: () => number = Date.now;

  constructor() {
    super();
    new EverySecond(this);
  }

  override render() {
    return html`<span role="timer" aria-label=${inCallWords().length}>${elapsed(this.now() - this.since)}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-call-length': CallLength;
  }
}
