import { type CallId, formatCallId } from '@parley/protocol';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { baseStyles, controlStyles } from './control-styles.ts';
import './copy-button.ts';
import { icon } from './icons.ts';
import './qr-code.ts';

/** The call's ID and link, and every way to hand them to the other person. */
@customElement('parley-share-call')
export class ShareCall extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      .id {
        display: block;
        padding: var(--space-3);
        border-radius: var(--radius-medium);
        background: var(--color-sunken);
        font-family: var(--font-code);
        /* 23 characters in one line on a screen of 320 px. */
        font-size: clamp(0.875rem, 4.4vw, 1.0625rem);
        text-align: center;
        white-space: nowrap;
        user-select: all;
      }

      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        margin-block-start: var(--space-2);
      }

      .ways > * {
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

  @property({ attribute: false }) callId?: CallId;
  @property({ attribute: false }) joinUrl = '';
  /** Sharing is what there is to do now. */
  @property({ type: Boolean }) prominent = false;
  @state() private isCodeShown = false;

  override render() {
    if (this.callId === undefined) return nothing;
    const id = formatCallId(this.callId);
    return html`
      <p class="label">Call ID</p>
      <code class="id">${id}</code>
      <div class="ways">
        <parley-copy-button
          label="Copy link"
          ?primary=${this.prominent}
          .text=${this.joinUrl}
        ></parley-copy-button>
        <parley-copy-button label="Copy ID" .text=${id}></parley-copy-button>
        ${
          'share' in navigator
            ? html`<button class="button" type="button" @click=${this.#share}>${icon('share')} Share</button>`
            : nothing
        }
        <button
          class="button"
          type="button"
          aria-expanded=${this.isCodeShown ? 'true' : 'false'}
          aria-controls="code"
          @click=${this.#toggleCode}
        >
          ${icon('qr-code')} QR code
        </button>
      </div>
      <div class="code" id="code" ?hidden=${!this.isCodeShown}>
        ${
          this.isCodeShown
            ? html`<parley-qr-code label="the call’s link" .text=${this.joinUrl}></parley-qr-code>
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
    // themselves, and the copy buttons are still there.
    await navigator.share({ title: 'Parley call', url: this.joinUrl }).catch(() => undefined);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-share-call': ShareCall;
  }
}
