import { decodePreview } from '@parley/call';
import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { baseStyles } from '../../ui/control-styles.ts';

/** A small picture of what is sent. It is drawn, and has no address that the page's policy would have to allow. */
@customElement('parley-file-preview')
export class FilePreview extends LitElement {
  static override styles = [
    baseStyles,
    css`
      canvas {
        display: block;
        max-inline-size: 100%;
        border-radius: var(--radius-small);
      }

      canvas[hidden] {
        display: none;
      }
    `,
  ];

  @property({ attribute: false }) preview!: string;
  /** What it is, to whoever does not see it. */
  @property() label = '';
  @query('canvas') private readonly canvas!: HTMLCanvasElement;

  override render() {
    return html`<canvas role="img" aria-label=${this.label} hidden></canvas>`;
  }

  protected override updated(changed: PropertyValues<this>) {
    if (changed.has('preview')) void this.#draw(this.preview);
  }

  /** Nothing is shown where it is no picture. */
  async #draw(preview: string) {
    const picture = await decodePreview(preview);
    if (preview !== this.preview) return picture?.close();
    const { canvas } = this;
    canvas.hidden = picture === undefined;
    if (picture === undefined) return;
    [canvas.width, canvas.height] = [picture.width, picture.height];
    canvas.getContext('2d')?.drawImage(picture, 0, 0);
    picture.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-file-preview': FilePreview;
  }
}
