import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { baseStyles } from './control-styles.ts';
import './glyph.ts';
import type { GlyphState } from './glyph.ts';
import './wordmark.ts';

/**
 * A page that only says how something turned out, and what to do now, beside the two halves as they stand.
 *
 * @slot - The ways on: buttons, the first of them the likeliest.
 */
@customElement('parley-outcome')
export class Outcome extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template-rows: auto 1fr;
        min-block-size: 100dvh;
        padding: calc(var(--space-3) + var(--inset-top)) calc(var(--gutter) + var(--inset-right))
          calc(var(--space-6) + var(--inset-bottom)) calc(var(--gutter) + var(--inset-left));
        overflow-x: clip;
      }

      header,
      .outcome {
        inline-size: 100%;
        max-inline-size: var(--width-page);
        margin-inline: auto;
      }

      .outcome {
        display: grid;
        align-content: center;
        gap: var(--space-6);
      }

      parley-glyph {
        --glyph-size: min(12rem, 30dvh);
        --glyph-stroke: 0.7;

        order: -1;
        justify-self: center;
      }

      h1 {
        font-size: clamp(2.25rem, 1.4rem + 3.4vw, 4rem);
        line-height: 1.05;
        letter-spacing: var(--tracking-display);
        overflow-wrap: anywhere;
      }

      p {
        max-inline-size: 30rem;
        margin-block-start: var(--space-3);
        font-size: var(--text-large);
      }

      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        margin-block-start: var(--space-5);
      }

      @media (max-width: 30rem) {
        .ways ::slotted(*) {
          flex: 1 1 100%;
        }
      }

      @media (min-width: 48rem) {
        .outcome {
          grid-template-columns: minmax(0, 1.2fr) minmax(0, 1fr);
          align-items: center;
          gap: clamp(2rem, 6vw, 6rem);
          padding-block-end: 6vh;
        }

        parley-glyph {
          --glyph-size: min(26rem, 58dvh, 100%);

          order: 0;
          justify-self: end;
        }
      }
    `,
  ];

  @property({ attribute: false }) override title = '';
  @property({ attribute: false }) help = '';
  /** How the two halves stand after it. */
  @property() glyph: GlyphState = 'over';
  @query('h1') private readonly heading!: HTMLElement;

  /** Tells a screen reader where it has come to. */
  override focus() {
    this.heading.focus();
  }

  override render() {
    return html`
      <header><parley-wordmark></parley-wordmark></header>
      <div class="outcome">
        <div>
          <h1 tabindex="-1">${this.title}</h1>
          <p class="soft">${this.help}</p>
          <div class="ways"><slot></slot></div>
        </div>
        <parley-glyph state=${this.glyph}></parley-glyph>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-outcome': Outcome;
  }
}
