import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { baseStyles } from './control-styles.ts';
import './glyph.ts';

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
        font-family: var(--font-heading);
        font-size: var(--text-large);
        font-weight: var(--weight-strong);
        letter-spacing: var(--tracking-title);
        text-decoration: none;
      }

      parley-glyph {
        --glyph-size: 1.375rem;
      }
    `,
  ];

  override render() {
    return html`<a href="/">
      <parley-glyph></parley-glyph>
      Parley
    </a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-wordmark': Wordmark;
  }
}
