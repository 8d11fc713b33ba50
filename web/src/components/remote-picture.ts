import type { PeerPresence } from '@parley/protocol';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { baseStyles, controlStyles } from './control-styles.ts';
import { icon } from './icons.ts';
import { LivePicture } from './live-picture.ts';
import { initialOf } from './peer-name.ts';
import { type Fit, fitOf } from './picture-fit.ts';
import { remotePictureStyles } from './remote-picture-styles.ts';

/** The other's picture and sound, their name, and what they have switched off. */
@customElement('parley-remote-picture')
export class RemotePicture extends LitElement {
  static override styles = [baseStyles, controlStyles, remotePictureStyles];

  @property({ attribute: false }) stream: MediaStream | null = null;
  /** Empty: they did not say. */
  @property() name = '';
  /** Undefined: not known yet. */
  @property({ attribute: false }) peer?: PeerPresence | undefined;
  /** What is shown is old: the link is broken or stalled. */
  @property({ type: Boolean, reflect: true }) stale = false;
  @state() private fit: Fit = 'contain';
  @state() private isSoundBlocked = false;
  @query('video') private readonly video!: HTMLVideoElement;
  readonly #live = new LivePicture(this, () => this.video);
  readonly #resizes = new ResizeObserver(() => this.#updateFit());

  override connectedCallback() {
    super.connectedCallback();
    this.#resizes.observe(this);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#resizes.disconnect();
  }

  override render() {
    const hasPicture = this.#isSeen && this.#live.isFresh;
    return html`
      <video
        class=${this.fit}
        data-testid="remote-video"
        aria-label=${this.name === '' ? 'The other person’s picture' : `${this.name}’s picture`}
        autoplay
        playsinline
        ?inert=${!hasPicture}
        .muted=${!this.#isHeard}
        @resize=${this.#updateFit}
        @playing=${this.#onPlaying}
      ></video>
      ${hasPicture ? nothing : this.#placeholder()} ${this.#tag()}
      ${
        this.isSoundBlocked
          ? html`<button class="button primary large hear" type="button" @click=${this.#play}>
            ${icon('sound')} Tap to hear
          </button>`
          : nothing
      }
    `;
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('stream')) this.isSoundBlocked = false;
    // While a link takes another's place there is no stream; what they showed last stays until it does.
    if (this.stream !== null || !this.stale) this.#live.show(this.stream, this.#isSeen);
  }

  protected override updated(changed: PropertyValues<this>) {
    if (this.stream === null) return;
    // Browsers that begin without sound may refuse to go on with it.
    const mayBeRefused = changed.has('peer') && this.#isHeard && this.video.paused;
    if (changed.has('stream') || mayBeRefused) void this.#play();
  }

  get #isHere(): boolean {
    return this.peer?.hasEntered === true;
  }

  /** Whatever comes from somebody who has not entered, or says that the device is off, is not for anybody's eyes and ears. */
  get #isSeen(): boolean {
    return this.#isHere && this.peer?.isCameraOn === true;
  }

  get #isHeard(): boolean {
    return this.#isHere && this.peer?.isMicrophoneOn === true;
  }

  #placeholder() {
    const initial = initialOf(this.name);
    return html`<div class="nothing">
      <span class="initial" aria-hidden="true">${initial === '' ? icon('person') : initial}</span>
      <p>${this.#absence()}</p>
    </div>`;
  }

  #absence() {
    const { peer, name } = this;
    if (peer === undefined) return nothing;
    if (!peer.hasEntered) return 'You will see and hear each other once they join.';
    if (!peer.isCameraOn) return html`${name === '' ? 'Their' : html`<bdi>${name}</bdi>’s`} camera is off`;
    return this.stale ? 'Reconnecting…' : nothing;
  }

  #tag() {
    const isMuted = this.#isHere && !this.#isHeard;
    if (this.name === '' && !isMuted) return nothing;
    return html`<p class="tag">
      ${isMuted ? html`${icon('microphone-off')}<span class="visually-hidden">Microphone off:</span>` : nothing}
      <bdi>${this.name === '' ? 'Microphone off' : this.name}</bdi>
    </p>`;
  }

  #updateFit() {
    const { videoWidth, videoHeight } = this.video ?? { videoWidth: 0, videoHeight: 0 };
    this.fit = fitOf(
      { width: videoWidth, height: videoHeight },
      { width: this.clientWidth, height: this.clientHeight },
    );
  }

  /** Autoplay begins by itself; asking for it too is the only way to learn that the browser refused. */
  async #play() {
    const { stream } = this;
    try {
      await this.video.play();
      this.isSoundBlocked = false;
    } catch (error) {
      // AbortError: another stream took this one's place, and asks for itself.
      const isRefused = error instanceof DOMException && error.name === 'NotAllowedError';
      if (isRefused && this.stream === stream) this.isSoundBlocked = true;
    }
  }

  #onPlaying() {
    this.isSoundBlocked = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-remote-picture': RemotePicture;
  }
}
