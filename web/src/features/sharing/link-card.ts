import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import './copy-button.ts';
import { icon } from '../../ui/icons.ts';
import { copyLinkLabel, type LinkKind, qrCodeLabel, sharingWords } from '../../words/sharing.ts';
import './qr-code.ts';
import { canShare, share } from './share.ts';

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
  /** The host's is nobody else's business: neither shown nor offered to other applications. */
  @property() kind: LinkKind = 'call';
  /** This is what there is to do now. */
  @property({ type: Boolean }) prominent = false;
  /** The link itself is not shown: something shorter stands beside this. */
  @property({ type: Boolean }) compact = false;
  @state() private isCodeShown = false;

  override render() {
    const words = sharingWords();
    const isSecret = this.kind === 'host';
    return html`
      ${isSecret || this.compact ? nothing : html`<code class="link">${this.url}</code>`}
      <div class="ways">
        <parley-copy-button label=${copyLinkLabel(this.kind)} ?primary=${this.prominent} .text=${this.url}></parley-copy-button>
        <slot></slot>
        ${
          canShare() && !isSecret
            ? html`<button class="button" type="button" @click=${() => share({ title: words.sharedTitle, url: this.url })}>${icon('share')} ${words.share}</button>`
            : nothing
        }
        <button
          class="button"
          type="button"
          aria-expanded=${this.isCodeShown ? 'true' : 'false'}
          aria-controls="code"
          aria-label=${qrCodeLabel(this.kind)}
          @click=${this.#toggleCode}
        >
          ${icon('qr-code')} ${words.qrCode}
        </button>
      </div>
      <div class="code" id="code" ?hidden=${!this.isCodeShown}>
        ${
          this.isCodeShown
            ? html`<parley-qr-code label=${qrCodeLabel(this.kind)} .text=${this.url}></parley-qr-code>
              <p class="soft">${words.qrCodeHelp}</p>`
            : nothing
        }
      </div>
    `;
  }

  #toggleCode() {
    this.isCodeShown = !this.isCodeShown;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-link-card': LinkCard;
  }
}
