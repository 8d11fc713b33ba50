import type { LocalMediaState } from '@parley/call';
import { css, html, LitElement, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { baseStyles } from '../../ui/control-styles.ts';
import { framedVideoStyles } from '../../ui/framed-video-styles.ts';
import { icon } from '../../ui/icons.ts';
import { LivePicture } from '../../ui/live-picture.ts';
import { ownPictureAbsence, ownPictureWords } from '../../words/devices.ts';

/** What one's own camera sees, mirrored as people know themselves (a camera that looks away is not), or why there is nothing to see. */
@customElement('parley-own-picture')
export class OwnPicture extends LitElement {
  static override styles = [
    baseStyles,
    framedVideoStyles,
    css`
      :host {
        container-type: size;
        background: var(--color-sunken);
      }

      video {
        object-fit: cover;
        scale: -1 1;
      }

      video.away {
        scale: 1 1;
      }

      .nothing {
        gap: var(--space-2);
        place-content: var(--absence-place, safe center);
        /* The switches lie over the lower edge; in a call there may be more. */
        padding: var(--absence-start, var(--space-4)) var(--absence-end, var(--space-5))
          calc(var(--size-control) + var(--space-6)) var(--space-5);
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

  @property({ attribute: false }) media?: LocalMediaState;
  /** Small, in a corner: says no more than it must. */
  @property({ type: Boolean, reflect: true }) compact = false;

  /** What is said beside the browser's question. */
  @property() hint = '';

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
    const status = this.media?.camera.status ?? 'asking';
    const isOn = status === 'on';
    return html`
      <video
        data-testid="local-video"
        class=${this.media?.facesAway ? 'away' : ''}
        aria-label=${ownPictureWords().label}
        autoplay
        playsinline
        ?inert=${!isOn || !this.#live.isFresh}
        .muted=${true}
      ></video>
      ${
        isOn
          ? null
          : html`<p class="nothing">
            ${icon(status === 'asking' ? 'camera' : 'camera-off')}
            <span>${ownPictureAbsence(status, this.compact ? 'compact' : 'large')}</span>
            ${status === 'asking' && this.hint !== '' ? html`<span>${this.hint}</span>` : null}
          </p>`
      }
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-own-picture': OwnPicture;
  }
}
