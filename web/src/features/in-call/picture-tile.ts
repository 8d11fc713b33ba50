import type { Readable } from '@parley/call';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from '../../ui/control-styles.ts';
import { LevelRing } from '../devices/level-ring.ts';
import { type Corner, cornerAfterKey, nearestCorner } from './corner.ts';
import { PictureChosenEvent, PicturesMovedEvent } from './events.ts';

/** So far a finger moves that only presses. */
const DRAG_PX = 8;

/**
 * A picture of the call: large, from edge to edge, or small in a corner, from where it is dragged, moved by arrow keys,
 * and made large by a press. What it shows stays the same element wherever it is, so that no picture is loaded anew.
 */
@customElement('parley-picture-tile')
export class PictureTile extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  static override styles = [
    baseStyles,
    css`
      :host {
        overflow: hidden;
        background: var(--color-stage);
      }

      :host([small]) {
        position: relative;
        z-index: 1;
        border-radius: var(--radius-tile);
        box-shadow: var(--shadow-high);
      }

      ::slotted(*) {
        block-size: 100%;
      }

      /* Over the picture, which would lie on an outline of the host. */
      .ring {
        position: absolute;
        inset: 0;
        border: 3px solid var(--ring, var(--color-they));
        border-radius: inherit;
        opacity: 0;
        transition: opacity var(--duration-calm) var(--ease);
        pointer-events: none;
      }

      :host([small]) .ring {
        opacity: var(--level, 0);
      }

      :host([small][speaking]) .ring {
        opacity: 1;
      }

      button {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        padding: 0;
        border: 0;
        border-radius: inherit;
        background: none;
        cursor: grab;
        touch-action: none;
        -webkit-tap-highlight-color: transparent;
      }

      button:focus-visible {
        outline-offset: -4px;
      }

      :host([dragging]) button {
        cursor: grabbing;
      }

      @media (forced-colors: active) {
        :host([small]) {
          border: 1px solid CanvasText;
        }

        .ring {
          border-color: Highlight;
        }
      }
    `,
  ];

  /** In a corner, not from edge to edge. */
  @property({ type: Boolean, reflect: true }) small = false;
  /** In which it stands. */
  @property({ attribute: false }) corner: Corner = { block: 'end', inline: 'end' };
  /** Who is in it speaks just now. */
  @property({ type: Boolean, reflect: true }) speaking = false;
  /** How loud it is, for whoever is measured here. */
  @property({ attribute: false }) level?: Readable<number> | undefined;
  /** What a press of it does when it is small. */
  @property() label = '';
  /** What else can be done with it. */
  @property() hint = '';
  /** Where a drag began; undefined: nobody drags. */
  #from: { readonly x: number; readonly y: number } | undefined;
  #wasDragged = false;

  constructor() {
    super();
    new LevelRing(this, () => this.level);
  }

  override render() {
    return html`
      <slot></slot>
      <div class="ring"></div>
      ${
        this.small
          ? html`<button
              type="button"
              aria-label=${this.label}
              aria-description=${this.hint}
              title=${this.label}
              @click=${this.#choose}
              @keydown=${this.#onKey}
              @pointerdown=${this.#grab}
              @pointermove=${this.#drag}
              @pointerup=${this.#drop}
              @pointercancel=${this.#drop}
            ></button>`
          : nothing
      }
    `;
  }

  get #isRightToLeft(): boolean {
    return getComputedStyle(this).direction === 'rtl';
  }

  #choose() {
    if (this.#wasDragged) return;
    this.dispatchEvent(new PictureChosenEvent());
  }

  #onKey(event: KeyboardEvent) {
    this.#wasDragged = false;
    const corner = cornerAfterKey(this.corner, event.key, this.#isRightToLeft);
    if (corner === undefined) return;
    event.preventDefault();
    this.dispatchEvent(new PicturesMovedEvent(corner));
  }

  #grab(event: PointerEvent) {
    if (!event.isPrimary || event.button !== 0) return;
    this.#from = { x: event.clientX, y: event.clientY };
    this.#wasDragged = false;
    (event.target as Element).setPointerCapture(event.pointerId);
  }

  #drag({ clientX, clientY }: PointerEvent) {
    if (this.#from === undefined) return;
    const [x, y] = [clientX - this.#from.x, clientY - this.#from.y];
    this.#wasDragged ||= Math.hypot(x, y) > DRAG_PX;
    if (!this.#wasDragged) return;
    this.toggleAttribute('dragging', true);
    this.style.translate = `${x}px ${y}px`;
  }

  #drop() {
    if (this.#from === undefined) return;
    this.#from = undefined;
    this.toggleAttribute('dragging', false);
    const frame = this.offsetParent?.getBoundingClientRect();
    if (!this.#wasDragged || frame === undefined) return;
    const { left, top, width, height } = this.getBoundingClientRect();
    const centre = { x: left + width / 2, y: top + height / 2 };
    const corner = nearestCorner(centre, frame, this.#isRightToLeft);
    const isSame = corner.block === this.corner.block && corner.inline === this.corner.inline;
    if (isSame) this.style.translate = '';
    else this.dispatchEvent(new PicturesMovedEvent(corner));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-picture-tile': PictureTile;
  }
}
