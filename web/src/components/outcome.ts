import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { baseStyles } from './control-styles.ts';
import './wordmark.ts';

/**
 * A page that only says how something turned out, and what to do now.
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
      }

      header {
        inline-size: 100%;
        max-inline-size: var(--width-page);
        margin-inline: auto;
      }

      .outcome {
        display: grid;
        align-content: center;
        gap: var(--space-3);
        inline-size: 100%;
        max-inline-size: var(--width-column);
        margin-inline: auto;
        padding-block-end: 12vh;
      }

      .ways {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        margin-block-start: var(--space-4);
      }

      ::slotted(button) {
        flex: 0 1 auto;
        min-inline-size: 9rem;
      }
    `,
  ];

  @property({ attribute: false }) override title = '';
  @property({ attribute: false }) help = '';
  @query('h1') private readonly heading!: HTMLElement;

  /** Tells a screen reader where it has come to. */
  override focus() {
    this.heading.focus();
  }

  override render() {
    return html`
      <header><parley-wordmark></parley-wordmark></header>
      <div class="outcome">
        <h1 tabindex="-1">${this.title}</h1>
        <p class="soft">${this.help}</p>
        <div class="ways"><slot></slot></div>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-outcome': Outcome;
  }
}
