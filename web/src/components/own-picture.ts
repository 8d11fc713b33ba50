import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from './control-styles.ts';
import { icon } from './icons.ts';
import type { DeviceView, LocalMediaView } from './local-media-view.ts';

/** What one's own camera sees, mirrored as people know themselves, or why there is nothing to see. */
@customElement('parley-own-picture')
export class OwnPicture extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        position: relative;
        overflow: hidden;
        background: var(--color-sunken);
      }

      video {
        display: block;
        inline-size: 100%;
        block-size: 100%;
        object-fit: cover;
        scale: -1 1;
      }

      .nothing {
        position: absolute;
        inset: 0;
        display: grid;
        place-content: center;
        justify-items: center;
        gap: var(--space-2);
        /* The switches lie over the lower edge. */
        padding: var(--space-4) var(--space-5) calc(var(--size-control) + var(--space-6));
        color: var(--color-ink-soft);
        text-align: center;
      }

      .nothing .icon {
        inline-size: 2rem;
        block-size: 2rem;
      }

      :host([compact]) .nothing {
        padding: var(--space-2);
        font-size: var(--text-caption);
        line-height: 1.25;
      }
    `,
  ];

  @property({ attribute: false }) media?: LocalMediaView;
  /** Small, in a corner: says no more than it must. */
  @property({ type: Boolean, reflect: true }) compact = false;

  override render() {
    const camera = this.media?.camera;
    const isOn = camera?.status === 'on';
    return html`
      <video
        data-testid="local-video"
        aria-label="Your own picture"
        autoplay
        playsinline
        ?hidden=${!isOn}
        .muted=${true}
        .srcObject=${this.media?.stream ?? null}
      ></video>
      ${
        isOn
          ? null
          : html`<p class="nothing">
            ${icon(camera?.status === 'asking' ? 'camera' : 'camera-off')}
            <span>${this.#words(camera)}</span>
          </p>`
      }
    `;
  }

  #words(camera: DeviceView | undefined): string {
    switch (camera?.status) {
      case 'off':
        return 'Your camera is off';
      case 'unavailable':
        // Why, and what to do about it, is said beside the picture.
        return 'No camera';
      default:
        return this.compact
          ? 'Waiting for your camera'
          : 'Waiting for your camera. If your browser asks, choose Allow.';
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-own-picture': OwnPicture;
  }
}
