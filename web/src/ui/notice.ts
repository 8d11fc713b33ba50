import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './control-styles.ts';
import { type IconName, icon } from './icons.ts';

/** What a person is told: what happened, and what they can do. */
export interface Message {
  /** What happened, without a full stop. */
  readonly title: string;
  /** What to do about it, in whole sentences. */
  readonly help: string;
}

/** Something that went wrong, or that is offered: what happened, what to do, and in the slot a way on. */
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

      .offer {
        background: var(--color-you-wash);
      }

      .offer .icon,
      .offer .title {
        color: var(--color-you);
      }

      ::slotted(.actions) {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        margin-block-start: var(--space-3);
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
  @property() tone: 'problem' | 'offer' = 'problem';
  /** What stands before it; undefined: what the tone says. */
  @property() symbol?: IconName;

  override render() {
    if (this.message === undefined) return null;
    return html`<div class="notice ${this.tone}">
      ${icon(this.symbol ?? (this.tone === 'problem' ? 'problem' : 'headset'))}
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
