import type { CallHandle } from '@parley/call';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { baseStyles } from '../../ui/control-styles.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import { mendingSentence, pictureWords } from '../../words/in-call.ts';
import { peerNameOf } from '../../words/peer-name.ts';
import { callStageStyles } from './call-stage-styles.ts';
import type { Corner } from './corner.ts';
import type { PicturesMovedEvent } from './events.ts';
import '../devices/own-picture.ts';
import type { Fit } from './picture-fit.ts';
import './picture-tile.ts';
import type { PictureWindowScene } from './picture-window-content.ts';
import type { RemotePicture } from './remote-picture.ts';
import './remote-picture.ts';
import type { ScreenPicture } from './screen-picture.ts';
import './screen-picture.ts';
import { isAloneIn, type StageLayout, type Subject, stageLayout } from './stage-layout.ts';

const NOTHING_YET = { person: null, screen: null };

/** The pictures of a call: one large, behind everything else, and the others in a corner of this element. */
@customElement('parley-call-stage')
export class CallStage extends LitElement {
  static override styles = [baseStyles, callStageStyles];

  @property({ attribute: false }) call!: CallHandle;
  /** Nobody sees it yet, and nothing of the other is played. */
  @property({ type: Boolean }) ahead = false;
  /** One's own picture is put away. */
  @property({ type: Boolean }) selfHidden = false;
  /** What the person has made large; undefined: nothing. */
  @state() private chosen: Subject | undefined;
  @state() private corner: Corner = { block: 'end', inline: 'end' };
  @state() private otherFit = false;
  @query('parley-remote-picture') private readonly remote!: RemotePicture | null;
  @query('parley-screen-picture') private readonly screen!: ScreenPicture | null;
  #hadScreen = false;
  /** Where the small pictures were seen before they go to another corner. */
  #before = new Map<HTMLElement, DOMRect>();

  constructor() {
    super();
    new KeepFocus(this);
    new FollowCells(this, () => {
      const { state, media, incoming, isPeerSpeaking, dataUse, devices, isOnline } = this.call;
      return [state, media, incoming, isPeerSpeaking, dataUse, devices.speaker, isOnline];
    });
  }

  /** What plays the other, to be shown in a window of its own. */
  get video(): HTMLVideoElement | null {
    return this.remote?.playing ?? null;
  }

  /** What plays in it is for this person's eyes now. */
  get isPeerSeen(): boolean {
    const { peer } = this.call;
    return peer?.hasEntered === true && peer.isCameraOn && !this.#isUnwanted;
  }

  /** How the other's picture stands in its frame; undefined: there is none. */
  get fit(): Fit | undefined {
    return this.remote?.fit;
  }

  /** What a window of its own shows of the other, of which there is room for one: their screen goes first. */
  get shown(): Pick<PictureWindowScene, 'stream' | 'hasPicture' | 'mending' | 'isUnwanted'> {
    const { person, screen } = this.call.incoming.value;
    const [mending, isUnwanted] = [this.#mending, this.#isUnwanted];
    if (this.#layout.large === 'screen') return { stream: screen, hasPicture: true, mending, isUnwanted };
    return { stream: person, hasPicture: this.isPeerSeen, mending, isUnwanted };
  }

  /** The browser plays no sound before the person presses something. */
  get isSoundRefused(): boolean {
    return [this.remote, this.screen].some((picture) => picture?.isSoundRefused === true);
  }

  /** While a press is being answered. */
  hear(): void {
    for (const picture of [this.remote, this.screen]) if (picture?.isSoundRefused) picture.hear();
  }

  get #isUnwanted(): boolean {
    return this.call.dataUse.value === 'audio-only';
  }

  toggleFit(): void {
    this.otherFit = !this.otherFit;
  }

  /** What stands furthest from the corner becomes large. */
  swap(): void {
    this.chosen = this.#layout.small.at(-1) ?? this.chosen;
  }

  /** From corner to corner, for whoever neither drags nor has keys. */
  moveOn(): void {
    const { block, inline } = this.corner;
    this.corner =
      (block === 'end') === (inline === 'end')
        ? { block, inline: inline === 'end' ? 'start' : 'end' }
        : { block: block === 'end' ? 'start' : 'end', inline };
  }

  protected override willUpdate(changed: PropertyValues) {
    if (changed.has('corner')) {
      this.#before = new Map(this.#small().map((tile) => [tile, tile.getBoundingClientRect()]));
      this.setAttribute('block', this.corner.block);
      this.setAttribute('inline', this.corner.inline);
    }
    this.setAttribute('large', this.#layout.large);
    // A screen that is shared anew is what there is to look at.
    if (this.#hadScreen !== this.#hasScreen) this.chosen = undefined;
    this.#hadScreen = this.#hasScreen;
  }

  /** What has gone to another corner is seen on its way there. */
  protected override updated() {
    if (this.#before.size === 0) return;
    const style = getComputedStyle(this);
    const duration = Number.parseFloat(style.getPropertyValue('--duration-calm')) || 0;
    const easing = style.getPropertyValue('--ease') || 'ease';
    for (const [tile, before] of this.#before) {
      tile.style.translate = '';
      const after = tile.getBoundingClientRect();
      const from = `${before.left - after.left}px ${before.top - after.top}px`;
      tile.animate([{ translate: from }, { translate: '0 0' }], { duration, easing });
    }
    this.#before.clear();
  }

  /** All of them, in one order, whatever is large: a video that changes its place in the page begins anew. */
  override render() {
    const { call, otherFit } = this;
    const { person, screen } = this.ahead ? NOTHING_YET : call.incoming.value;
    const { small } = this.#layout;
    const name = peerNameOf(call.state.value);
    const mending = this.#mending;
    return [
      this.#tile(
        'peer',
        html`<parley-remote-picture
          ?small=${small.includes('peer')}
          .mending=${mending}
          ?unwanted=${this.#isUnwanted}
          .otherFit=${otherFit}
          .stream=${person}
          .speaker=${call.devices.speaker.value}
          .name=${name}
          .peer=${call.peer}
          @fit-toggle-requested=${() => this.toggleFit()}
        ></parley-remote-picture>`,
      ),
      this.#tile(
        'screen',
        html`<parley-screen-picture
          ?stale=${mending !== undefined}
          ?shared=${this.#hasScreen}
          .stream=${screen}
          .speaker=${call.devices.speaker.value}
          .name=${name}
        ></parley-screen-picture>`,
      ),
      this.#tile(
        'self',
        html`<parley-own-picture ?compact=${small.includes('self')} .media=${call.media.value}></parley-own-picture>`,
      ),
    ];
  }

  #tile(subject: Subject, picture: unknown) {
    const { large, small } = this.#layout;
    const place = small.indexOf(subject);
    const words = pictureWords(peerNameOf(this.call.state.value));
    const labels = { peer: words.enlargePeer, screen: words.enlargeScreen, self: words.enlargeSelf };
    return html`<parley-picture-tile
      class=${subject === 'self' && this.#isAlone ? `alone ${this.#isDimmed ? 'dimmed' : ''}` : ''}
      data-subject=${subject}
      part=${subject === 'self' ? 'own-picture' : nothing}
      ?hidden=${large !== subject && place === -1}
      ?small=${place !== -1}
      ?speaking=${subject === 'peer' && this.#isPeerHeard && this.call.isPeerSpeaking.value}
      .level=${subject === 'self' ? this.call.microphoneLevel : undefined}
      .corner=${this.corner}
      label=${labels[subject]}
      hint=${words.moveHint}
      @picture-chosen=${() => this.#choose(subject)}
      @pictures-moved=${({ corner }: PicturesMovedEvent) => this.#move(corner)}
      >${picture}</parley-picture-tile
    >`;
  }

  /** What is said of being alone lies over the picture; where there is none, why there is none is to be read. */
  get #isDimmed(): boolean {
    return this.call.media.value.camera.status === 'on';
  }

  #small(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('[small]')];
  }

  get #hasScreen(): boolean {
    const { peer } = this.call;
    return peer?.hasEntered === true && peer.isScreenShared === true;
  }

  get #isPeerHeard(): boolean {
    const { peer } = this.call;
    return peer?.hasEntered === true && peer.isMicrophoneOn;
  }

  get #isAlone(): boolean {
    return isAloneIn(this.call.state.value);
  }

  get #mending(): string | undefined {
    return mendingSentence(this.call.state.value, this.call.isOnline.value);
  }

  get #layout(): StageLayout {
    const { selfHidden: isSelfHidden, chosen } = this;
    return stageLayout({ isAlone: this.#isAlone, hasScreen: this.#hasScreen, isSelfHidden, chosen });
  }

  /** What was pressed is small no more; the focus goes to what has taken its place. */
  async #choose(subject: Subject) {
    const before = this.#layout.large;
    this.chosen = subject;
    await this.updateComplete;
    const tile = this.renderRoot.querySelector<LitElement>(`[data-subject='${before}']`);
    await tile?.updateComplete;
    tile?.focus();
  }

  #move(corner: Corner) {
    this.corner = corner;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-call-stage': CallStage;
  }
}
