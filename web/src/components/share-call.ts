import { type CallId, formatCallId } from '@parley/protocol';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles, controlStyles } from './control-styles.ts';
import './copy-button.ts';
import './link-card.ts';

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
        /* Or in several, at its dashes, where the text is larger. */
        text-wrap: balance;
        overflow-wrap: anywhere;
        user-select: all;
      }
    `,
  ];

  @property({ attribute: false }) callId?: CallId;
  @property({ attribute: false }) joinUrl = '';
  /** Sharing is what there is to do now. */
  @property({ type: Boolean }) prominent = false;

  override render() {
    if (this.callId === undefined) return nothing;
    const id = formatCallId(this.callId);
    return html`
      <p class="label">Call ID</p>
      <code class="id">${id}</code>
      <parley-link-card compact label="the call’s link" ?prominent=${this.prominent} .url=${this.joinUrl}>
        <parley-copy-button label="Copy ID" .text=${id}></parley-copy-button>
      </parley-link-card>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-share-call': ShareCall;
  }
}
