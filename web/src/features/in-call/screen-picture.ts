import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { baseStyles } from '../../ui/control-styles.ts';
import { framedVideoStyles } from '../../ui/framed-video-styles.ts';
import { HeardVideo } from '../../ui/heard-video.ts';
import { LivePicture } from '../../ui/live-picture.ts';
import { SpeakerOutput } from '../../ui/speaker-output.ts';
import { inCallWords, screenLabel } from '../../words/in-call.ts';
import { SoundRefusalChangedEvent } from './events.ts';

/** The screen that the other shares, whole and with its sound. */
@customElement('parley-screen-picture')
export class ScreenPicture extends LitElement {
  static override styles = [
    baseStyles,
    framedVideoStyles,
    css`
      :host([stale]) video:not([inert]) {
        opacity: 0.4;
      }
    `,
  ];

  @property({ attribute: false }) stream: MediaStream | null = null;
  /** Empty: they did not say. */
  @property() name = '';
  /** What its sound is heard by, as for `setSinkId`. */
  @property() speaker = '';
  /** They say that they share it. */
  @property({ type: Boolean }) shared = false;
  /** What is shown is old: the link is broken or stalled. */
  @property({ type: Boolean, reflect: true }) stale = false;
  @query('video') private readonly video!: HTMLVideoElement;
  readonly #live = new LivePicture(this, () => this.video);
  readonly #heard = new HeardVideo(
    () => this.video,
    () => this.dispatchEvent(new SoundRefusalChangedEvent()),
  );

  constructor() {
    super();
    new SpeakerOutput(
      this,
      () => this.video,
      () => this.speaker,
    );
  }

  override render() {
    const hasPicture = this.shared && this.#live.isFresh;
    return html`
      <video
        data-testid="screen-video"
        aria-label=${screenLabel(this.name)}
        autoplay
        playsinline
        ?inert=${!hasPicture}
        .muted=${!this.shared}
        @playing=${this.#heard.settle}
      ></video>
      ${this.shared && !hasPicture ? html`<p class="nothing">${inCallWords().screenIsComing}</p>` : nothing}
    `;
  }

  /** The browser plays no sound before the person presses something. */
  get isSoundRefused(): boolean {
    return this.shared && this.#heard.isRefused;
  }

  /** While a press is being answered. */
  hear(): void {
    void this.#heard.play();
  }

  protected override willUpdate() {
    if (this.stream !== null || !this.stale) this.#live.show(this.stream, this.shared);
  }

  protected override updated(changed: PropertyValues<this>) {
    const hasBegun = this.shared && (changed.has('shared') || changed.has('stream'));
    if (this.stream !== null && hasBegun) void this.#heard.play(this.stream);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-screen-picture': ScreenPicture;
  }
}
