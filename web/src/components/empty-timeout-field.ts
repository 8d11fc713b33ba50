import { DEFAULT_EMPTY_TIMEOUT_SECONDS } from '@parley/protocol';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles, controlStyles } from './control-styles.ts';
import { durationWords } from './duration-words.ts';
import { EmptyTimeoutChangedEvent } from './empty-timeout-field-events.ts';
import { options } from './field-templates.ts';
import { icon } from './icons.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** From the least to the most that the database allows. */
const PRESETS = [MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 8 * HOUR, 24 * HOUR];

/** How long a call stays open while nobody is in it. */
@customElement('parley-empty-timeout-field')
export class EmptyTimeoutField extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      .help {
        margin-block-start: var(--space-2);
        font-size: var(--text-small);
      }
    `,
  ];

  @property({ type: Number }) seconds = DEFAULT_EMPTY_TIMEOUT_SECONDS;

  override render() {
    return html`
      <label class="label" for="timeout">When nobody is in it, keep the call open for</label>
      <span class="select">
        <select class="input" id="timeout" aria-describedby="help" @change=${this.#onChange}>
          ${options(PRESETS, this.seconds, durationWords)}
        </select>
        ${icon('chevron')}
      </span>
      <p class="help soft" id="help">
        As long as it is open, its link works and both of you can come back. Then it closes by itself.
      </p>
    `;
  }

  #onChange(event: Event) {
    this.seconds = Number((event.target as HTMLSelectElement).value);
    this.dispatchEvent(new EmptyTimeoutChangedEvent(this.seconds));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-empty-timeout-field': EmptyTimeoutField;
  }
}
