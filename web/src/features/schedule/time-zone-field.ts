import { MAX_TIME_ZONE_LENGTH } from '@parley/protocol';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { icon } from '../../ui/icons.ts';
import { timeZoneFieldWords } from '../../words/schedule.ts';
import { findTimeZones, timeZoneNames, timeZoneWords } from '../../words/time-zones.ts';
import { cityOf, offsetWords } from '../../words/times.ts';
import { TimeZoneChangedEvent } from './events.ts';
import { sentenceStyles } from './sentence-styles.ts';

/** More are found by writing one more letter. */
const MAX_SHOWN = 60;

/**
 * A time zone, chosen from a list that what is written narrows down: the combobox of
 * https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
@customElement('parley-time-zone-field')
export class TimeZoneField extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    sentenceStyles,
    css`
      .field {
        position: relative;
      }

      .word:focus-within > .said {
        visibility: hidden;
      }

      .word > input:focus {
        opacity: 1;
      }

      [role='listbox'] {
        position: absolute;
        inset-inline-start: 0;
        inset-block-start: calc(100% + var(--space-1));
        z-index: 1;
        inline-size: min(22rem, 100vi - 2 * var(--gutter));
        max-block-size: 17rem;
        margin: 0;
        font: var(--text-body) / var(--leading-body) var(--font-text);
        letter-spacing: normal;
        color: var(--color-ink);
        padding: var(--space-1);
        overflow-y: auto;
        border: 1px solid var(--color-line);
        border-radius: var(--radius-medium);
        background: var(--color-raised);
        box-shadow: var(--shadow-high);
        list-style: none;
      }

      [role='option'] {
        display: flex;
        justify-content: space-between;
        gap: var(--space-3);
        padding: var(--space-3);
        border-radius: var(--radius-small);
        cursor: pointer;
      }

      [role='option'][aria-selected='true'] {
        background: var(--color-you-wash);
      }

      .offset {
        flex: none;
        color: var(--color-ink-soft);
        font-variant-numeric: tabular-nums;
      }

      .none {
        padding: var(--space-3);
        color: var(--color-ink-soft);
      }

      @media (forced-colors: active) {
        [role='option'][aria-selected='true'] {
          outline: 2px solid Highlight;
          outline-offset: -2px;
        }
      }
    `,
  ];

  /** The IANA name; or what was written, when it is the name of none. */
  @property() value = '';
  /** For which clocks are compared: in summer they differ from those in winter. */
  @property({ type: Number }) instant = Date.now();
  /** What is wrong, said by whoever shows this; undefined: nothing. */
  @property() problem?: string | undefined;
  @state() private isOpen = false;
  @state() private text = '';
  /** What the text is matched against; undefined: everything, as when the list has just been opened. */
  @state() private search?: string | undefined;
  @state() private activeIndex = -1;
  @query('input') private readonly input!: HTMLInputElement;
  #names?: readonly string[];

  override focus() {
    this.input.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('value')) this.text = timeZoneWords(this.value);
  }

  protected override updated() {
    this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  override render() {
    const words = timeZoneFieldWords();
    const found = this.isOpen ? this.#found() : [];
    const hasActive = this.isOpen && found[this.activeIndex] !== undefined;
    return html`
      <label class="visually-hidden" for="zone">${words.label}</label>
      <div class="field word">
        <span class="said" aria-hidden="true">${words.said(cityOf(this.text || this.value))} ${icon('chevron')}</span>
        <input
          id="zone"
          type="text"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded=${this.isOpen ? 'true' : 'false'}
          aria-controls="zones"
          aria-activedescendant=${hasActive ? `zone-${this.activeIndex}` : nothing}
          aria-invalid=${this.problem === undefined ? 'false' : 'true'}
          aria-describedby=${this.problem === undefined ? nothing : 'problem'}
          autocomplete="off"
          maxlength=${MAX_TIME_ZONE_LENGTH}
          autocapitalize="none"
          autocorrect="off"
          spellcheck="false"
          .value=${this.text}
          @click=${this.#open}
          @input=${this.#onInput}
          @keydown=${this.#onKeydown}
          @blur=${this.#onBlur}
        />
        <ul id="zones" role="listbox" aria-label=${words.list} ?hidden=${!this.isOpen}>
          ${found.map((name, index) => this.#option(name, index))}
          ${
            this.isOpen && found.length === 0
              ? html`<li class="none" role="option" aria-disabled="true" aria-selected="false">
                ${words.nothingFound}
              </li>`
              : nothing
          }
        </ul>
      </div>
      ${this.problem === undefined ? nothing : html`<p class="problem" id="problem">${this.problem}</p>`}
    `;
  }

  #option(name: string, index: number) {
    return html`<li
      id="zone-${index}"
      role="option"
      aria-selected=${index === this.activeIndex ? 'true' : 'false'}
      @pointerdown=${(event: Event) => event.preventDefault()}
      @click=${() => this.#choose(name)}
    >
      <span>${timeZoneWords(name)}</span>
      <span class="offset">${offsetWords(this.instant, name)}</span>
    </li>`;
  }

  #found(): readonly string[] {
    this.#names ??= timeZoneNames();
    return findTimeZones(this.search ?? '', this.#names).slice(
      0,
      this.search === undefined ? Infinity : MAX_SHOWN,
    );
  }

  #open() {
    if (this.isOpen) return;
    this.isOpen = true;
    this.search = undefined;
    this.activeIndex = this.#found().indexOf(this.value);
    this.input.select();
  }

  #close() {
    this.isOpen = false;
    this.activeIndex = -1;
  }

  #onInput() {
    this.text = this.input.value;
    this.search = this.text;
    this.isOpen = true;
    this.activeIndex = this.#found().length > 0 ? 0 : -1;
  }

  #onKeydown(event: KeyboardEvent) {
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault();
        return this.#move(event.key === 'ArrowDown' ? 1 : -1);
      case 'Enter': {
        const name = this.isOpen ? this.#found()[this.activeIndex] : undefined;
        // Otherwise the key submits the form, as in any field.
        if (name === undefined) return;
        event.preventDefault();
        return this.#choose(name);
      }
      case 'Escape':
        if (!this.isOpen) return;
        event.preventDefault();
        this.text = timeZoneWords(this.value);
        return this.#close();
    }
  }

  #move(step: 1 | -1) {
    if (!this.isOpen) return this.#open();
    const count = this.#found().length;
    if (count === 0) return;
    const from = this.activeIndex === -1 && step === -1 ? 0 : this.activeIndex;
    this.activeIndex = (from + step + count) % count;
  }

  #choose(name: string) {
    this.text = timeZoneWords(name);
    this.#close();
    this.#change(name);
  }

  /** What was written to the end is taken, if it can mean one zone only, and is kept to be mended otherwise. */
  #onBlur() {
    if (!this.isOpen) return;
    const isWritten = this.search !== undefined && this.text !== timeZoneWords(this.value);
    const found = this.#found();
    this.#close();
    if (!isWritten) return;
    const exact = found.find((name) => timeZoneWords(name).toLowerCase() === this.text.trim().toLowerCase());
    this.#change(exact ?? (found.length === 1 ? found[0] : undefined) ?? this.text);
  }

  #change(value: string) {
    if (value === this.value) return;
    this.value = value;
    this.dispatchEvent(new TimeZoneChangedEvent(value));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-time-zone-field': TimeZoneField;
  }
}
