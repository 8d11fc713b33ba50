import { ADMISSIONS, type Admission, DEFAULT_EMPTY_TIMEOUT_SECONDS } from '@parley/protocol';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { type EmptyTimeoutChangedEvent, EntryChangedEvent } from './events.ts';
import './empty-timeout-field.ts';
import { framedChoiceStyles, options, radio } from '../../ui/field-templates.ts';
import { icon } from '../../ui/icons.ts';
import { admissionChoice, entryFieldWords, entrySummary, openingChoice } from '../../words/schedule.ts';
import { USUAL_EARLY_MINUTES } from './schedule-draft.ts';

const EARLY_MINUTES = [0, 5, 10, 15, 30, 60];

/** Who may come into a scheduled call, from when, and how long it waits for them: folded away, and told in short. */
@customElement('parley-entry-fields')
export class EntryFields extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    framedChoiceStyles,
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
    const words = entryFieldWords();
    return html`<details class="disclosure">
        <summary>${words.summary} ${icon('chevron')}</summary>
        <div class="fields">
          <fieldset>
            <legend class="label">${words.admission}</legend>
            ${this.#admissions.map((value) =>
              radio({
                ...{ value, ...admissionChoice(value) },
                ...{ name: 'admission', chosen: this.admission, choose: this.#chooseAdmission },
              }),
            )}
          </fieldset>
          <div>
            <label class="label" for="early">${words.opens}</label>
            <span class="select">
              <select class="input" id="early" @change=${this.#onEarlyChange}>
                ${options(EARLY_MINUTES, this.earlyMinutes, openingChoice)}
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
      ${this.#isUsual ? nothing : html`<p class="short soft">${entrySummary(this)}</p>`}`;
  }

  /** Doors are made with their calls: one that is changed keeps its own, and gets none. */
  get #admissions(): readonly Admission[] {
    if (this.emptyTimeoutSeconds !== undefined) return ADMISSIONS;
    return ADMISSIONS.filter((value) => (value === 'ask') === (this.admission === 'ask'));
  }

  /** Then there is nothing to tell in short. */
  get #isUsual(): boolean {
    const { admission, earlyMinutes, emptyTimeoutSeconds = DEFAULT_EMPTY_TIMEOUT_SECONDS } = this;
    return (
      admission === 'anyone' &&
      earlyMinutes === USUAL_EARLY_MINUTES &&
      emptyTimeoutSeconds === DEFAULT_EMPTY_TIMEOUT_SECONDS
    );
  }

  readonly #chooseAdmission = (value: string) => {
    const admission = ADMISSIONS.find((known) => known === value);
    if (admission !== undefined) this.#change({ admission });
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
