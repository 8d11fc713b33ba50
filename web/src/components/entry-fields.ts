import type { Admission } from '@parley/protocol';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles, controlStyles } from './control-styles.ts';
import './empty-timeout-field.ts';
import type { EmptyTimeoutChangedEvent } from './empty-timeout-field-events.ts';
import { EntryChangedEvent } from './entry-fields-events.ts';
import { earlyWords, entryWords } from './entry-words.ts';
import { choiceStyles, options, radio } from './field-templates.ts';
import { icon } from './icons.ts';

const EARLY_MINUTES = [0, 5, 10, 15, 30, 60];

/** Who may come into a scheduled call, from when, and how long it waits for them: folded away, and told in short. */
@customElement('parley-entry-fields')
export class EntryFields extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    choiceStyles,
    css`
      .fields {
        display: grid;
        gap: var(--space-5);
        padding-block: var(--space-3) var(--space-2);
      }

      summary {
        color: var(--color-ink);
      }

      .short {
        font-size: var(--text-small);
      }
    `,
  ];

  @property({ attribute: false }) admission: Admission = 'anyone';
  @property({ type: Number }) earlyMinutes = 0;
  /** Undefined: it cannot be changed any more. */
  @property({ attribute: false }) emptyTimeoutSeconds?: number | undefined;

  override render() {
    return html`<details class="disclosure">
        <summary>Who may come in, and when ${icon('chevron')}</summary>
        <div class="fields">
          <fieldset>
            <legend class="label">Who may come in first</legend>
            ${[
              {
                value: 'anyone',
                label: 'Either of you',
                note: 'Whoever is early waits in the call for the other.',
              },
              {
                value: 'after-host',
                label: 'The guest only after you',
                note: 'Until you are in the call, the guest waits outside.',
              },
            ].map((choice) =>
              radio({ ...choice, name: 'admission', chosen: this.admission, choose: this.#chooseAdmission }),
            )}
          </fieldset>
          <div>
            <label class="label" for="early">The call opens</label>
            <span class="select">
              <select class="input" id="early" @change=${this.#onEarlyChange}>
                ${options(EARLY_MINUTES, this.earlyMinutes, (minutes) => (minutes === 0 ? 'At the start' : earlyWords(minutes)))}
              </select>
              ${icon('chevron')}
            </span>
          </div>
          ${
            this.emptyTimeoutSeconds === undefined
              ? nothing
              : html`<parley-empty-timeout-field
                .seconds=${this.emptyTimeoutSeconds}
                @empty-timeout-changed=${this.#onTimeoutChange}
              ></parley-empty-timeout-field>`
          }
        </div>
      </details>
      <p class="short soft">${entryWords(this)}</p>`;
  }

  readonly #chooseAdmission = (value: string) => {
    this.#change({ admission: value === 'anyone' ? 'anyone' : 'after-host' });
  };

  #onEarlyChange(event: Event) {
    this.#change({ earlyMinutes: Number((event.target as HTMLSelectElement).value) });
  }

  #onTimeoutChange(event: EmptyTimeoutChangedEvent) {
    // For this call, not for all to come.
    event.stopPropagation();
    this.#change({ emptyTimeoutSeconds: event.seconds });
  }

  #change(change: ConstructorParameters<typeof EntryChangedEvent>[0]) {
    this.dispatchEvent(new EntryChangedEvent(change));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-entry-fields': EntryFields;
  }
}
