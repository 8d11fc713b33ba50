import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './control-styles.ts';

/** How the two halves stand to each other, one of them oneself and the far one the other person. */
export type GlyphState =
  /** The other is not there: their half is an outline. */
  | 'alone'
  /** Apart, and breathing. */
  | 'connecting'
  /** The circle is closed. */
  | 'connected'
  /** Closed, with a hollow far half. */
  | 'unstable'
  /** Apart, and falling back again and again. */
  | 'reconnecting'
  /** Slid past each other. */
  | 'over';

/**
 * The circle in two halves that is Parley's mark and its status. Decoration: words always stand beside it.
 * Its size is that of the text around it; `--glyph-size` says another, and
 * `--glyph-stroke` how thick an outline is, in 24ths of it.
 */
@customElement('parley-glyph')
export class Glyph extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: inline-block;
        flex: none;
        inline-size: var(--glyph-size, 1.25em);
        block-size: var(--glyph-size, 1.25em);
      }

      svg {
        display: block;
        inline-size: 100%;
        block-size: 100%;
        overflow: visible;
      }

      path {
        stroke-width: var(--glyph-stroke, 1.5);
        transition:
          translate var(--duration-close) var(--ease-close),
          fill-opacity var(--duration-calm) var(--ease);
      }

      .near {
        fill: var(--color-you);
        stroke: var(--color-you);
      }

      .far {
        fill: var(--color-they);
        stroke: var(--color-they);
      }

      .alone .far,
      .unstable .far {
        fill-opacity: 0;
      }

      .alone .far {
        stroke-dasharray: 2.4 2;
      }

      .connecting .near,
      .reconnecting .near {
        translate: -1.25px 0;
      }

      .connecting .far,
      .reconnecting .far {
        translate: 1.25px 0;
      }

      .connecting path {
        animation: breathe var(--duration-pulse) ease-in-out infinite alternate;
      }

      .reconnecting .far {
        animation: fall-back var(--duration-pulse) ease-in-out infinite;
      }

      .over .near {
        translate: 0 -2.5px;
      }

      .over .far {
        translate: 0 2.5px;
      }

      @keyframes breathe {
        to {
          translate: 0 0;
        }
      }

      @keyframes fall-back {
        50% {
          translate: 3px 1.5px;
        }
      }

      @media (forced-colors: active) {
        .near {
          fill: CanvasText;
          stroke: CanvasText;
        }

        .far {
          fill: Canvas;
          stroke: CanvasText;
        }
      }
    `,
  ];

  @property() state: GlyphState = 'connected';

  override render() {
    return html`<svg class=${this.state} viewBox="0 0 24 24" aria-hidden="true">
      <path class="near" d="M10.5 3.25A8.9 8.9 0 0 0 10.5 20.75Z" />
      <path class="far" d="M13.5 3.25A8.9 8.9 0 0 1 13.5 20.75Z" />
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-glyph': Glyph;
  }
}
