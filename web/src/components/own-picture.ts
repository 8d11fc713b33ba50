import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { baseStyles } from './control-styles.ts';
import { icon } from './icons.ts';
import { LivePicture } from './live-picture.ts';
import type { DeviceView, LocalMediaView } from './local-media-view.ts';

/** What one's own camera sees, mirrored as people know themselves, or why there is nothing to see. */
@customElement('parley-own-picture')
export class OwnPicture extends LitElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        position: relative;
        container-type: size;
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

      /* Not display: none, of which browsers present no frames, so that the first could not be waited for. */
      video[inert] {
        opacity: 0;
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

      /* The words, if only one of the two fits. */
      @container (max-height: 7rem) {
        :host([compact]) .nothing .icon {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) media?: LocalMediaView;
  /** Small, in a corner: says no more than it must. */
  @property({ type: Boolean, reflect: true }) compact = false;

  @query('video') private readonly video!: HTMLVideoElement;
  readonly #live = new LivePicture(this, () => this.video);

  protected override willUpdate() {
    this.#live.show(this.media?.stream ?? null, this.media?.camera.status === 'on');
  }

  protected override updated(changed: PropertyValues<this>) {
    const { stream = null } = this.media ?? {};
    if (stream === null || stream === changed.get('media')?.stream) return;
    // AbortError: another takes its place already. Without sound no browser refuses.
    this.video.play().catch(() => {});
  }

  override render() {
    const camera = this.media?.camera;
    const isOn = camera?.status === 'on';
    return html`
      <video
        data-testid="local-video"
        aria-label="Your own picture"
        autoplay
        playsinline
        ?inert=${!isOn || !this.#live.isFresh}
        .muted=${true}
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
      case 'muted':
        return this.compact ? 'Camera stopped by your system' : 'Your system has stopped the camera';
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
