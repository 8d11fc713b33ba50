import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { baseStyles } from './control-styles.ts';

/** The name and its mark, which lead to the home page. */
@customElement('parley-wordmark')
export class Wordmark extends LitElement {
  static override styles = [
    baseStyles,
    css`
      a {
        display: inline-flex;
        align-items: center;
        gap: var(--space-2);
        min-block-size: var(--size-touch);
        border-radius: var(--radius-small);
        color: var(--color-ink);
        font-size: var(--text-large);
        font-weight: var(--weight-strong);
        letter-spacing: var(--tracking-title);
        text-decoration: none;
      }

      svg {
        inline-size: 2rem;
        block-size: 1.25rem;
      }

      .near {
        fill: var(--color-ink);
      }

      .far {
        fill: var(--color-accent);
      }
    `,
  ];

  override render() {
    return html`<a href="/">
      <svg viewBox="0 0 32 20" aria-hidden="true">
        <circle class="near" cx="10" cy="10" r="9" />
        <path class="far" d="M16.8 3.9a9 9 0 1 1 0 12.2 12.5 12.5 0 0 0 0-12.2Z" />
      </svg>
      Parley
    </a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-wordmark': Wordmark;
  }
}
