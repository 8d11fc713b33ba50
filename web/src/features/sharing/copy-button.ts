import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { icon } from '../../ui/icons.ts';
import { sharingWords } from '../../words/sharing.ts';

/** How long the confirmation stays: long enough to be read, gone before a second copy is wanted. */
const CONFIRMATION_MS = 2_000;

/** Copies a text, and says that it did. Where the browser refuses, it shows the text selected, to be copied by hand. */
@customElement('parley-copy-button')
export class CopyButton extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      .button {
        inline-size: 100%;
        min-block-size: var(--copy-size, var(--size-touch));
        padding-inline: var(--copy-room, var(--space-3));
        font-size: var(--copy-text, inherit);
      }

      /* One way among others: text, until it has something to say. */
      :host([quiet]) .button {
        padding-inline: var(--space-2);
        border-color: transparent;
        background: none;
        color: var(--color-ink-soft);
        font-size: var(--text-small);
        text-decoration: underline;
        text-decoration-thickness: 1px;
        text-underline-offset: 0.25em;
      }

      :host([quiet]) .icon {
        display: none;
      }

      /* Both words lie in one cell, so the button keeps its width. */
      .words {
        display: grid;
        text-align: start;
      }

      .words > * {
        grid-area: 1 / 1;
      }

      .words > [aria-hidden] {
        visibility: hidden;
      }

      .by-hand {
        margin-block-start: var(--space-2);
      }

      .by-hand p {
        margin-block-end: var(--space-2);
        font-size: var(--text-small);
      }
    `,
  ];

  /** What is copied, or what makes it once it is wanted. */
  @property() text: string | (() => string) = '';
  /** What the button says, such as "Copy link". */
  @property() label = '';
  /** This is what a person is here to do. */
  @property({ type: Boolean }) primary = false;
  /** There is something better to do. */
  @property({ type: Boolean, reflect: true }) quiet = false;
  @state() private outcome: 'none' | 'copied' | 'refused' = 'none';
  @query('input') private readonly input?: HTMLInputElement | null;
  #timer?: ReturnType<typeof setTimeout>;

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    this.outcome = 'none';
  }

  override render() {
    const words = sharingWords();
    const hasCopied = this.outcome === 'copied';
    return html`
      <button
        class="button ${this.primary ? 'primary' : ''}"
        type="button"
        aria-label=${this.label}
        @click=${this.#copy}
      >
        ${icon(hasCopied ? 'check' : 'copy')}
        <span class="words">
          <span aria-hidden=${hasCopied || nothing}>${this.label}</span>
          <span aria-hidden=${!hasCopied || nothing}>${words.copied}</span>
        </span>
      </button>
      <span class="visually-hidden" role="status">${hasCopied ? words.copied : nothing}</span>
      ${
        this.outcome === 'refused'
          ? html`<div class="by-hand">
            <p id="why" role="alert">${words.copyingRefused}</p>
            <input class="input" readonly aria-label=${words.textToCopy} aria-describedby="why" .value=${this.#written} />
          </div>`
          : nothing
      }
    `;
  }

  get #written(): string {
    return typeof this.text === 'string' ? this.text : this.text();
  }

  async #copy() {
    clearTimeout(this.#timer);
    try {
      // Undefined where the page is not secure, whatever the types say; that ends in the same catch.
      await navigator.clipboard.writeText(this.#written);
      this.outcome = 'copied';
      this.#timer = setTimeout(() => {
        this.outcome = 'none';
      }, CONFIRMATION_MS);
    } catch {
      this.outcome = 'refused';
      await this.updateComplete;
      this.input?.focus();
      this.input?.select();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-copy-button': CopyButton;
  }
}
