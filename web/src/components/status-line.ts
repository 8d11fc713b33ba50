import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './control-styles.ts';

/** How a call stands, in a few words. */
export interface Status {
  /** `waiting`: something is on its way or expected; `good`: all is well; `caution`: something is wrong. */
  readonly tone: 'waiting' | 'good' | 'caution';
  readonly text: string | TemplateResult;
}

/** A status beside a dot of its colour, announced whenever it changes. */
@customElement('parley-status-line')
export class StatusLine extends LitElement {
  static override styles = [
    baseStyles,
    css`
      p {
        display: flex;
        align-items: baseline;
        gap: var(--space-3);
        overflow-wrap: anywhere;
      }

      /* A name may be 60 characters long; its first ones will do. */
      bdi {
        display: inline-block;
        max-inline-size: min(11rem, 42vi);
        overflow: hidden;
        text-overflow: ellipsis;
        vertical-align: bottom;
        white-space: nowrap;
      }

      .dot {
        flex: none;
        inline-size: 0.5rem;
        block-size: 0.5rem;
        border-radius: var(--radius-full);
        background: var(--color-ink-soft);
        translate: 0 -0.0625rem;
      }

      .good {
        background: var(--color-accent);
      }

      .caution {
        background: var(--color-caution);
      }

      .waiting {
        animation: breathe var(--duration-pulse) ease-in-out infinite alternate;
      }

      @keyframes breathe {
        to {
          opacity: 0.3;
        }
      }
    `,
  ];

  @property({ attribute: false }) status?: Status;

  override render() {
    return html`<p role="status">
      <span class="dot ${this.status?.tone ?? 'waiting'}"></span>
      <span>${this.status?.text}</span>
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-status-line': StatusLine;
  }
}
