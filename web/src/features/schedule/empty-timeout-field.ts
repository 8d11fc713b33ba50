import { DEFAULT_EMPTY_TIMEOUT_SECONDS } from '@parley/protocol';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { options } from '../../ui/field-templates.ts';
import { icon } from '../../ui/icons.ts';
import { duration } from '../../words/durations.ts';
import { emptyTimeoutFieldWords } from '../../words/schedule.ts';
import { EmptyTimeoutChangedEvent } from './events.ts';

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
    const words = emptyTimeoutFieldWords();
    return html`
      <label class="label" for="timeout">${words.label}</label>
      <span class="select">
        <select class="input" id="timeout" aria-describedby="help" @change=${this.#onChange}>
          ${options(PRESETS, this.seconds, duration)}
        </select>
        ${icon('chevron')}
      </span>
      <p class="help soft" id="help">${words.help}</p>
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
