import { DATA_USES, type DataUse } from '@parley/call';
import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from '../../ui/control-styles.ts';
import { dataUseHelp, dataUseLabel, dataUseWords } from '../../words/quality.ts';
import { DataUseRequestedEvent } from './events.ts';

/** How much the call may use: whatever is good for it, little, or sound alone. */
@customElement('parley-data-use-choice')
export class DataUseChoice extends LitElement {
  static override styles = [
    baseStyles,
    css`
      fieldset {
        margin: 0;
        padding: 0;
        border: 0;
      }

      legend {
        margin-block-end: var(--space-1);
        padding: 0;
        color: var(--color-ink-soft);
        font-size: var(--text-small);
      }

      label {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: 0 var(--space-3);
        min-block-size: var(--size-touch);
        padding: var(--space-1);
        border-radius: var(--radius-small);
        cursor: pointer;
      }

      label:hover {
        background: var(--color-raised);
      }

      input {
        grid-row: 1 / span 2;
        inline-size: 1.25rem;
        block-size: 1.25rem;
        margin: 0;
        accent-color: var(--color-accent);
      }

      .name {
        font-weight: var(--weight-medium);
      }

      .help {
        color: var(--color-ink-soft);
        font-size: var(--text-small);
        line-height: 1.3;
      }
    `,
  ];

  @property({ attribute: false }) dataUse: DataUse = 'normal';

  override render() {
    return html`<fieldset>
      <legend>${dataUseWords().legend}</legend>
      ${DATA_USES.map(
        (dataUse) => html`<label>
          <input
            type="radio"
            name="data-use"
            value=${dataUse}
            aria-labelledby=${`${dataUse}-name`}
            aria-describedby=${`${dataUse}-help`}
            .checked=${dataUse === this.dataUse}
            @change=${() => this.dispatchEvent(new DataUseRequestedEvent(dataUse))}
          />
          <span class="name" id=${`${dataUse}-name`}>${dataUseLabel(dataUse)}</span>
          <span class="help" id=${`${dataUse}-help`}>${dataUseHelp(dataUse)}</span>
        </label>`,
      )}
    </fieldset>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-data-use-choice': DataUseChoice;
  }
}
