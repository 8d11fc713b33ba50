import type { PeerPresence } from '@parley/protocol';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { baseStyles, controlStyles } from './control-styles.ts';
import { icon } from './icons.ts';
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
    const hasPicture =
      this.stream !== null && (this.peer === undefined || this.peer.isCameraOn) && !this.#isInLobby;
    return html`
      <video
        class=${this.fit}
        data-testid="remote-video"
        aria-label=${this.name === '' ? 'The other person’s picture' : `${this.name}’s picture`}
        autoplay
        playsinline
        ?inert=${!hasPicture}
        .srcObject=${this.stream}
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
  }

  protected override updated(changed: PropertyValues<this>) {
    if (changed.has('stream') && this.stream !== null) void this.#play();
  }

  get #isInLobby(): boolean {
    return this.peer?.hasEntered === false;
  }

  #placeholder() {
    const initial = initialOf(this.name);
    return html`<div class="nothing">
      <span class="initial" aria-hidden="true">${initial === '' ? icon('person') : initial}</span>
      <p>${this.#absence()}</p>
    </div>`;
  }

  #absence() {
    const possessive = this.name === '' ? 'Their' : html`<bdi>${this.name}</bdi>’s`;
    if (this.peer === undefined) return nothing;
    return this.#isInLobby
      ? 'You will see and hear each other once they join.'
      : html`${possessive} camera is off`;
  }

  #tag() {
    const isMuted = this.peer?.hasEntered === true && !this.peer.isMicrophoneOn;
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
