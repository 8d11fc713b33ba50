import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Message } from '../app/messages.ts';
import { baseStyles } from './control-styles.ts';
import { icon } from './icons.ts';

/** Something that went wrong: what happened, what to do, and in the slot a way on. */
@customElement('parley-notice')
export class Notice extends LitElement {
  static override styles = [
    baseStyles,
    css`
      .notice {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: var(--space-3);
        padding: var(--space-3) var(--space-4);
        border-radius: var(--radius-medium);
        background: var(--color-problem-wash);
        overflow-wrap: anywhere;
      }

      .icon {
        inline-size: 1.25rem;
        block-size: 1.25rem;
        margin-block-start: 0.125rem;
        color: var(--color-problem);
      }

      .title {
        color: var(--color-problem);
        font-weight: var(--weight-strong);
      }

      .help {
        font-size: var(--text-small);
      }
    `,
  ];

  @property({ attribute: false }) message?: Message;

  override render() {
    if (this.message === undefined) return null;
    return html`<div class="notice">
      ${icon('problem')}
      <div>
        <p class="title">${this.message.title}</p>
        <p class="help">${this.message.help}</p>
        <slot></slot>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-notice': Notice;
  }
}
