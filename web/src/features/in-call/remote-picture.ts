import type { PeerPresence } from '@parley/protocol';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { baseStyles } from '../../ui/control-styles.ts';
import { framedVideoStyles } from '../../ui/framed-video-styles.ts';
import { HeardVideo } from '../../ui/heard-video.ts';
import { icon } from '../../ui/icons.ts';
import { LivePicture } from '../../ui/live-picture.ts';
import { SpeakerOutput } from '../../ui/speaker-output.ts';
import { microphoneOff, remotePictureAbsence, remotePictureLabel } from '../../words/in-call.ts';
import { initialOf } from '../../words/peer-name.ts';
import { pictureNotWanted } from '../../words/quality.ts';
import { FitToggleRequestedEvent, PictureFitChangedEvent, SoundRefusalChangedEvent } from './events.ts';
import { type Fit, fitOf } from './picture-fit.ts';
import { remotePictureStyles } from './remote-picture-styles.ts';

/** The other's picture and sound, and what they have switched off. */
@customElement('parley-remote-picture')
export class RemotePicture extends LitElement {
  static override styles = [baseStyles, framedVideoStyles, remotePictureStyles];

  @property({ attribute: false }) stream: MediaStream | null = null;
  /** Empty: they did not say. */
  @property() name = '';
  /** What it is heard by, as for `setSinkId`. */
  @property() speaker = '';
  /** Undefined: not known yet. */
  @property({ attribute: false }) peer?: PeerPresence | undefined;
  /** This person asked for sound alone: a page that does not know how to sends a picture all the same. */
  @property({ type: Boolean }) unwanted = false;
  /** What is wrong with the link, so that what is shown is old; undefined: nothing. */
  @property({ attribute: false }) mending?: string | undefined;
  /** It stands in a corner, which it fills. */
  @property({ type: Boolean, reflect: true }) small = false;
  /** The person wants the other way of fitting it than is usual in a frame like this. */
  @property({ type: Boolean }) otherFit = false;
  @state() private usualFit: Fit = 'contain';
  @query('video') private readonly video!: HTMLVideoElement;
  readonly #live = new LivePicture(this, () => this.video);
  readonly #heard = new HeardVideo(
    () => this.video,
    () => this.dispatchEvent(new SoundRefusalChangedEvent()),
  );
  #fitBefore: Fit | undefined;
  readonly #resizes = new ResizeObserver(() => this.#updateFit());

  constructor() {
    super();
    new SpeakerOutput(
      this,
      () => this.video,
      () => this.speaker,
    );
  }

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
        class="${this.fit} ${this.mending === undefined ? '' : 'old'}"
        data-testid="remote-video"
        aria-label=${remotePictureLabel(this.name)}
        autoplay
        playsinline
        ?inert=${!hasPicture}
        .muted=${!this.#isHeard}
        @resize=${this.#updateFit}
        @playing=${this.#heard.settle}
        @dblclick=${this.#toggleFit}
      ></video>
      ${hasPicture ? nothing : this.#placeholder()} ${this.#tag()}
      ${this.mending !== undefined && hasPicture ? html`<p class="stale" aria-hidden="true">${this.mending}</p>` : nothing}
    `;
  }

  /** How the picture stands in its frame. */
  get fit(): Fit {
    if (this.small) return 'cover';
    const other = this.usualFit === 'cover' ? 'contain' : 'cover';
    return this.otherFit ? other : this.usualFit;
  }

  /** The browser plays no sound before the person presses something. */
  get isSoundRefused(): boolean {
    return this.#heard.isRefused;
  }

  /** While a press is being answered. */
  hear(): void {
    void this.#heard.play();
  }

  /** What plays the other, to be shown in a window of its own. */
  get playing(): HTMLVideoElement {
    return this.video;
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('stream')) this.#heard.settle();
    // While a link takes another's place there is no stream; what they showed last stays until it does.
    if (this.stream !== null || this.mending === undefined) this.#live.show(this.stream, this.#isSeen);
  }

  protected override updated(changed: PropertyValues<this>) {
    if (this.fit !== this.#fitBefore) this.dispatchEvent(new PictureFitChangedEvent());
    this.#fitBefore = this.fit;
    if (this.stream === null) return;
    // Browsers that begin without sound may refuse to go on with it.
    const mayBeRefused = changed.has('peer') && this.#isHeard && this.video.paused;
    if (changed.has('stream') || mayBeRefused) void this.#heard.play(this.stream);
  }

  get #isHere(): boolean {
    return this.peer?.hasEntered === true;
  }

  /** Whatever comes from somebody who has not entered, or says that the device is off, is not for anybody's eyes and ears. */
  get #isSeen(): boolean {
    return this.#isHere && this.peer?.isCameraOn === true && !this.unwanted;
  }

  get #isHeard(): boolean {
    return this.#isHere && this.peer?.isMicrophoneOn === true;
  }

  #placeholder() {
    const initial = initialOf(this.name);
    return html`<div class="nothing">
      <span class="initial" aria-hidden="true">${initial === '' ? icon('person') : initial}</span>
      <p>
        ${this.#isHere && this.unwanted ? pictureNotWanted(this.name) : remotePictureAbsence(this.name, this.peer, this.mending)}
      </p>
    </div>`;
  }

  #tag() {
    if (!this.#isHere || this.#isHeard) return nothing;
    return html`<p class="tag">${icon('microphone-off')} ${microphoneOff(this.name)}</p>`;
  }

  #toggleFit() {
    if (!this.small) this.dispatchEvent(new FitToggleRequestedEvent());
  }

  #updateFit() {
    const { videoWidth, videoHeight } = this.video ?? { videoWidth: 0, videoHeight: 0 };
    this.usualFit = fitOf(
      { width: videoWidth, height: videoHeight },
      { width: this.clientWidth, height: this.clientHeight },
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-remote-picture': RemotePicture;
  }
}
