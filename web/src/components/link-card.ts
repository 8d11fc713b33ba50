import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { baseStyles, controlStyles } from './control-styles.ts';
import './copy-button.ts';
import { icon } from './icons.ts';
import './qr-code.ts';

/** A link to be handed on, and every way to do so. What it is for stands in the slot. */
@customElement('parley-link-card')
export class LinkCard extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      .link {
        display: block;
        padding: var(--space-3);
        border-radius: var(--radius-medium);
        background: var(--color-sunken);
        font-family: var(--font-code);
        font-size: var(--text-small);
        overflow-wrap: anywhere;
        user-select: all;
      }

      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        margin-block-start: var(--space-2);
      }

      .ways > *,
      ::slotted(*) {
        flex: 1 1 auto;
      }

      .code {
        display: grid;
        gap: var(--space-2);
        margin-block-start: var(--space-3);
        font-size: var(--text-small);
        text-align: center;
      }
    `,
  ];

  @property() url = '';
  /** Whose it is, as in "the guest’s link". */
  @property() label = 'the link';
  /** What the button that copies it says. */
  @property() copyLabel = 'Copy link';
  /** This is what there is to do now. */
  @property({ type: Boolean }) prominent = false;
  /** The link itself is not shown: something shorter stands beside this. */
  @property({ type: Boolean }) compact = false;
  /** Nobody else's business: neither shown nor offered to other applications. */
  @property({ type: Boolean }) secret = false;
  @state() private isCodeShown = false;

  override render() {
    return html`
      ${this.secret || this.compact ? nothing : html`<code class="link">${this.url}</code>`}
      <div class="ways">
        <parley-copy-button label=${this.copyLabel} ?primary=${this.prominent} .text=${this.url}></parley-copy-button>
        <slot></slot>
        ${
          'share' in navigator && !this.secret
            ? html`<button class="button" type="button" @click=${this.#share}>${icon('share')} Share</button>`
            : nothing
        }
        <button
          class="button"
          type="button"
          aria-expanded=${this.isCodeShown ? 'true' : 'false'}
          aria-controls="code"
          aria-label="QR code of ${this.label}"
          @click=${this.#toggleCode}
        >
          ${icon('qr-code')} QR code
        </button>
      </div>
      <div class="code" id="code" ?hidden=${!this.isCodeShown}>
        ${
          this.isCodeShown
            ? html`<parley-qr-code label=${this.label} .text=${this.url}></parley-qr-code>
              <p class="soft">Point another device’s camera at it to open the call there.</p>`
            : nothing
        }
      </div>
    `;
  }

  #toggleCode() {
    this.isCodeShown = !this.isCodeShown;
  }

  async #share() {
    // Rejects when the person thinks better of it, or when the system has nothing to share with: both show for
    // themselves, and the other ways are still there.
    await navigator.share({ title: 'Parley call', url: this.url }).catch(() => undefined);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-link-card': LinkCard;
  }
}
