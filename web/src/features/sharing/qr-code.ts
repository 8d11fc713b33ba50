import { retryBriefly } from '@parley/call';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { baseStyles } from '../../ui/control-styles.ts';
import { sharingWords } from '../../words/sharing.ts';

/** Around the code, in modules: what ISO/IEC 18004 asks for, so that cameras find it on any ground. */
const QUIET_ZONE = 4;

interface Drawing {
  readonly size: number;
  readonly path: string;
}

/** A text as a QR code: dark on light in either scheme, which is what cameras expect. */
@customElement('parley-qr-code')
export class QrCode extends LitElement {
  static override styles = [
    baseStyles,
    css`
      svg {
        display: block;
        inline-size: 100%;
        max-inline-size: 15rem;
        margin-inline: auto;
        border-radius: var(--radius-small);
      }

      .ground {
        fill: #ffffff;
      }

      .code {
        fill: #14201b;
      }

      p {
        font-size: var(--text-small);
      }
    `,
  ];

  @property() text = '';
  /** What it is the code of, for whoever does not see it. */
  @property() label = '';
  /** Undefined until the code is drawn. */
  @state() private drawing?: Drawing | undefined;
  @state() private isTooLong = false;

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('text')) void this.#draw(this.text);
  }

  override render() {
    if (this.isTooLong) return html`<p class="soft">${sharingWords().qrCodeTooLong}</p>`;
    if (this.drawing === undefined) return nothing;
    const { size, path } = this.drawing;
    const whole = size + 2 * QUIET_ZONE;
    return html`<svg
      viewBox="${-QUIET_ZONE} ${-QUIET_ZONE} ${whole} ${whole}"
      shape-rendering="crispEdges"
      role="img"
      aria-label=${this.label}
    >
      <rect class="ground" x=${-QUIET_ZONE} y=${-QUIET_ZONE} width=${whole} height=${whole} />
      <path class="code" d=${path} />
    </svg>`;
  }

  async #draw(text: string) {
    // Few ever ask for it.
    const { drawQrCode } = await retryBriefly(() => import('./qr-drawing.ts'));
    if (text !== this.text) return;
    this.drawing = drawQrCode(text);
    this.isTooLong = this.drawing === undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-qr-code': QrCode;
  }
}
