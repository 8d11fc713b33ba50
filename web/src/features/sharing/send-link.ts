import type { HostWordsHandle } from '@parley/call';
import { type CallId, formatCallId } from '@parley/protocol';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { icon } from '../../ui/icons.ts';
import { copyLinkLabel, qrCodeLabel, sharingWords } from '../../words/sharing.ts';
import './copy-button.ts';
import './qr-code.ts';
import { canSendLinks, share } from './share.ts';
import './say-words.ts';

/** The call's link with one thing to do with it, and quietly beside it every other way to hand it to the other person. */
@customElement('parley-send-link')
export class SendLink extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
      }

      .button {
        inline-size: 100%;
      }

      /* Their words stand in line with what is above them, and what can be pressed reaches beyond. */
      .ways {
        row-gap: var(--space-1);
        margin-inline-start: calc(-1 * var(--space-2));
      }

      .way {
        min-block-size: var(--size-touch);
        min-inline-size: var(--size-touch);
        padding-inline: var(--space-2);
        border: 0;
        border-radius: var(--radius-control);
        background: none;
        color: var(--color-ink-soft);
        font: inherit;
        font-size: var(--text-small);
        font-weight: var(--weight-medium);
        text-decoration: underline;
        text-decoration-thickness: 1px;
        text-underline-offset: 0.25em;
        cursor: pointer;
      }

      .shown {
        display: grid;
        gap: var(--space-2);
        font-size: var(--text-small);
        text-align: center;
      }

      .id {
        padding: var(--space-2);
        border-radius: var(--radius-medium);
        background: var(--color-surface);
        font-family: var(--font-code);
        font-size: var(--text-body);
        text-wrap: balance;
        overflow-wrap: anywhere;
        user-select: all;
      }

      @media (hover: hover) {
        .way:hover {
          color: var(--color-ink);
        }
      }
    `,
  ];

  @property({ attribute: false }) callId?: CallId;
  @property({ attribute: false }) joinUrl = '';
  /** What the host can read out in place of the ID; undefined: nothing else. */
  @property({ attribute: false }) words?: HostWordsHandle | undefined;
  @state() private shown: 'nothing' | 'code' | 'id' = 'nothing';

  constructor() {
    super();
    new FollowCells(this, () => (this.words === undefined ? [] : [this.words.state]));
  }

  override render() {
    if (this.callId === undefined) return nothing;
    const words = sharingWords();
    const canSend = canSendLinks();
    const copy = html`<parley-copy-button
      label=${copyLinkLabel('call')}
      ?primary=${!canSend}
      ?quiet=${canSend}
      .text=${this.joinUrl}
    ></parley-copy-button>`;
    return html`
      ${
        canSend
          ? html`<button class="button primary" type="button" @click=${() => share({ title: words.sharedTitle, url: this.joinUrl })}>
              ${icon('share')} ${words.sendLink}
            </button>`
          : nothing
      }
      ${canSend ? nothing : copy}
      <div class="ways">
        ${canSend ? copy : nothing} ${this.#way('code', words.qrCode, qrCodeLabel('call'))} ${this.#way('id', words.readOut)}
      </div>
      <div class="shown" id="shown" ?hidden=${this.shown === 'nothing'}>${this.#shownNow(this.callId)}</div>
    `;
  }

  #way(shown: 'code' | 'id', label: string, name = label) {
    const isShown = this.shown === shown;
    return html`<button
      class="way"
      type="button"
      aria-label=${name}
      aria-expanded=${isShown ? 'true' : 'false'}
      aria-controls="shown"
      @click=${() => {
        this.shown = isShown ? 'nothing' : shown;
      }}
    >
      ${label}
    </button>`;
  }

  #shownNow(callId: CallId) {
    const words = sharingWords();
    if (this.shown === 'code') {
      return html`<parley-qr-code label=${qrCodeLabel('call')} .text=${this.joinUrl}></parley-qr-code>
        <p class="soft">${words.qrCodeHelp}</p>`;
    }
    if (this.shown === 'nothing') return nothing;
    const { words: spoken } = this;
    const status = spoken?.state.value.status;
    const areWordsSaid = status === 'drawing' || status === 'read-out';
    return html`${areWordsSaid ? nothing : this.#id(formatCallId(callId))}
    ${spoken === undefined ? nothing : html`<parley-say-words .words=${spoken}></parley-say-words>`}`;
  }

  #id(id: string) {
    const words = sharingWords();
    return html`<code class="id">${id}</code>
      <p class="soft">${words.readOutHelp}</p>
      <parley-copy-button label=${words.copyId} .text=${id}></parley-copy-button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-send-link': SendLink;
  }
}
