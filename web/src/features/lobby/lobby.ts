import {
  type ArrangedTime,
  type CallHandle,
  type CallState,
  DEVICES,
  type DeviceKind,
  DOOR_REASONS,
  type DoorReason,
  type EarlyReason,
} from '@parley/call';
import { MAX_NAME_LENGTH } from '@parley/protocol';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { choiceStyles } from '../../ui/field-templates.ts';
import { callErrorMessage } from '../../words/errors.ts';
import '../devices/device-menu.ts';
import '../devices/device-notices.ts';
import '../devices/device-switch.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { icon } from '../../ui/icons.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import { joinToLetIn } from '../../words/door.ts';
import {
  type Awaited,
  goInWhen,
  joinLabel,
  joinWhenLabel,
  lobbyHeading,
  lobbyWords,
} from '../../words/lobby.ts';
import { ownTimeZone } from '../../words/time-zones.ts';
import { callTimes, timesElsewhere } from '../../words/times.ts';
import { lobbyStyles } from './lobby-styles.ts';
import '../../ui/notice.ts';
import { revealUnfolded } from '../../ui/reveal-unfolded.ts';
import '../devices/own-picture.ts';
import './other-place.ts';
import './room-about.ts';
import '../../ui/wordmark.ts';

/** Each in a menu of its own, or all in one; the same lists at every render. */
const CHOSEN_HERE: readonly (readonly DeviceKind[])[] = [['microphone'], ['camera'], ['speaker']];
const ALL_KINDS = CHOSEN_HERE.flat();

/** Before the call: two places, oneself in the one and whoever comes in the other, and one button to go in. */
@customElement('parley-lobby')
export class Lobby extends LitElement {
  static override styles = [baseStyles, controlStyles, choiceStyles, lobbyStyles];

  @property({ attribute: false }) call!: CallHandle;
  /** This device says that it is this person's call, before the call itself has been read. */
  @property({ type: Boolean }) isOwn = false;
  /** Nothing has been read of the call, which may be over: for as long as that usually takes there is nothing to be seen. */
  @property({ type: Boolean, reflect: true }) isUnread = false;
  @query('h1') private readonly heading!: HTMLElement;
  @query('#name') private readonly nameInput!: HTMLInputElement;

  /** The other may have learned this person's address. */
  #isKnown = false;
  /** What was typed so far stays, though the call may be given a name meanwhile. */
  #isTyping = false;

  constructor() {
    super();
    new KeepFocus(this);
    new FollowCells(this, () => {
      const {
        state,
        media,
        devices,
        name,
        time,
        room,
        connectsOnlyWhenJoining,
        hidesAddress,
        hasRelays,
        door,
      } = this.call;
      const shown = [state, media, devices.list, name, time, room, connectsOnlyWhenJoining];
      return [...shown, hidesAddress, hasRelays, door.visitors];
    });
  }

  /** Tells a screen reader where it has come to. */
  override focus() {
    this.heading.focus();
  }

  protected override willUpdate() {
    const { phase } = this.call.state.value;
    const isLinked = phase === 'connecting' || phase === 'connected' || phase === 'reconnecting';
    if (isLinked && !this.call.hidesAddress.value) this.#isKnown = true;
  }

  override render() {
    const words = lobbyWords();
    const { call } = this;
    const [state, media, time] = [call.state.value, call.media.value, call.time.value];
    return html`
      <header><parley-wordmark></parley-wordmark></header>
      <div
        class="places"
        @microphone-toggle-requested=${() => call.toggle('microphone')}
        @camera-toggle-requested=${() => call.toggle('camera')}
      >
        <div class="heading">
          <h1 tabindex="-1">${time?.title || call.room.value?.name || lobbyHeading(state)}</h1>
          ${time === undefined ? nothing : this.#times(time)}
        </div>
        <section class="self" aria-label=${words.self}>
          <div class="tile">
            <parley-own-picture part="own-picture" hint=${words.beforeJoining} .media=${media}></parley-own-picture>
            <div class="over">
              ${this.#name()}
              <div class="switches">
                <parley-device-switch
                  device="microphone"
                  .level=${call.microphoneLevel}
                  .view=${media.microphone}
                ></parley-device-switch>
                <parley-device-switch device="camera" .view=${media.camera}></parley-device-switch>
              </div>
            </div>
          </div>
          <div
            class="devices"
            role="group"
            aria-label=${words.devices}
            ?hidden=${this.#hasNothingToChoose}
          >
            <div class="chips">
              ${CHOSEN_HERE.map(
                (kind) =>
                  html`<parley-device-menu .kinds=${kind} .devices=${call.devices}></parley-device-menu>`,
              )}
              <parley-device-menu class="all" .kinds=${ALL_KINDS} .devices=${call.devices}></parley-device-menu>
            </div>
          </div>
          <parley-device-notices role="status" .media=${media} .devices=${call.devices}></parley-device-notices>
        </section>
        <section class="other" aria-label=${words.other}>
          <parley-other-place .call=${call} ?isOwn=${this.isOwn}></parley-other-place>
        </section>
        <form class="entry" id="entry" @submit=${this.#onSubmit}>
          <div role="status">${this.#trouble(state)} ${this.#promise(state)}</div>
          ${this.#visitors()} ${this.#joinButton()} ${this.#privacy()}
          <parley-room-about .call=${call}></parley-room-about>
        </form>
      </div>
    `;
  }

  /** Written onto one's own picture, as they will see it. */
  #name() {
    const words = lobbyWords();
    return html`<label class="name">
      <span class="visually-hidden">${words.name}</span>
      <input
        class="input"
        id="name"
        type="text"
        form="entry"
        autocomplete="name"
        enterkeyhint="go"
        placeholder=${words.namePlaceholder}
        maxlength=${MAX_NAME_LENGTH}
        .value=${this.#isTyping ? this.nameInput.value : this.call.name.value}
        @input=${() => {
          this.#isTyping = true;
        }}
        @change=${this.#onNameChange}
      />
    </label>`;
  }

  #trouble(state: CallState) {
    const trouble = 'trouble' in state ? state.trouble : undefined;
    return trouble === undefined
      ? nothing
      : html`<parley-notice .message=${callErrorMessage(trouble)}></parley-notice>`;
  }

  /** What was asked for by Join will happen. */
  #promise(state: CallState) {
    if (state.phase !== 'early' || !state.hasEntered || !isAwaited(state.because)) return nothing;
    return html`<p class="ready">${icon('check')} ${goInWhen(state.because)}</p>`;
  }

  /** Whoever lets somebody in is there. That somebody has rung is announced with what else happens (call-attention). */
  #visitors() {
    const names = (this.call.door.visitors.value ?? []).map(({ name }) => name);
    return names.length === 0 ? nothing : html`<p class="ready">${icon('person')} ${joinToLetIn(names)}</p>`;
  }

  /** Wanted seldom, and once. */
  #privacy() {
    const words = lobbyWords();
    return html`<details class="disclosure" @toggle=${revealUnfolded}>
      <summary>${words.privacy} ${icon('chevron')}</summary>
      <p class="soft">${words.whoMayCome(this.#hasDoor)}</p>
      <label class="choice soft">
        <input
          type="checkbox"
          .checked=${this.call.connectsOnlyWhenJoining.value}
          @change=${this.#onConnectingChosen}
        />
        <span>
          ${words.connectOnlyWhenJoining}
          <small>${this.#connectingHelp}</small>
        </span>
      </label>
      ${this.call.hasRelays.value || this.call.hidesAddress.value ? this.#hiding() : nothing}
    </details>`;
  }

  /** Only where there is something to go through. */
  #hiding() {
    const words = lobbyWords();
    const isHidden = this.call.hidesAddress.value;
    return html`<label class="choice soft">
      <input type="checkbox" .checked=${isHidden} @change=${this.#onHidingChosen} />
      <span>
        ${words.hideAddress}
        <small>${isHidden && this.#isKnown ? words.toldAlready : words.hidingHelp}</small>
      </span>
    </label>`;
  }

  /** And there will be nothing: browsers tell of devices once they have allowed one. */
  get #hasNothingToChoose(): boolean {
    const { media, devices } = this.call;
    const isNothingHad = DEVICES.every((device) => media.value[device].status === 'unavailable');
    return isNothingHad && ALL_KINDS.every((kind) => devices.list.value[kind].length === 0);
  }

  get #hasDoor(): boolean {
    const { state, door } = this.call;
    const { phase } = state.value;
    return door.visitors.value !== undefined || (phase === 'early' && isAtDoor(state.value.because));
  }

  get #connectingHelp(): string {
    const words = lobbyWords();
    const { phase } = this.call.state.value;
    const isConnected = phase !== 'early' && phase !== 'arriving';
    return this.call.connectsOnlyWhenJoining.value && isConnected
      ? words.connectedAlready
      : words.connectingHelp;
  }

  /** When it takes place: where this person is, and where it was arranged if clocks there show another time. */
  #times(time: ArrangedTime) {
    const here = callTimes(time, ownTimeZone());
    const elsewhere = timesElsewhere(callTimes(time, time.timeZone), here);
    return html`<div class="arranged">
      <p>
        <time datetime=${new Date(time.startsAt).toISOString()}>${here.day}</time>
        <span class="hours">${here.hours}</span> <span class="soft">${here.zone}</span>
      </p>
      ${elsewhere === undefined ? nothing : html`<p class="soft">${elsewhere}</p>`}
    </div>`;
  }

  #joinButton() {
    const [state, media] = [this.call.state.value, this.call.media.value];
    if (state.phase === 'early' && state.because === 'other-tab')
      return this.#otherTab(state.canSitBeside === true);
    if (state.phase === 'early' && state.because === 'rung-enough') return nothing;
    let label = joinLabel(media);
    if (state.phase === 'early' && isAwaited(state.because)) {
      if (state.hasEntered) return nothing;
      label = joinWhenLabel(state.because);
    }
    // The same button whatever it says, so that a press that has begun is one.
    return html`<button class="button primary large" type="submit">${label}</button>`;
  }

  /** One is in the call already, and the usual wish is to be in it here instead. */
  #otherTab(canSitBeside: boolean) {
    const words = lobbyWords();
    return html`
      <button class="button primary large" type="submit">${words.bringHere}</button>
      ${
        canSitBeside
          ? html`<button class="button" type="button" @click=${() => this.call.joinBeside()}>
              ${words.joinBeside}
            </button>`
          : nothing
      }
    `;
  }

  #onConnectingChosen(event: Event) {
    this.call.setConnectsOnlyWhenJoining((event.target as HTMLInputElement).checked);
  }

  #onHidingChosen(event: Event) {
    this.call.setHidesAddress((event.target as HTMLInputElement).checked);
  }

  #onNameChange() {
    this.#isTyping = false;
    this.call.setName(this.nameInput.value);
  }

  #onSubmit(event: SubmitEvent) {
    event.preventDefault();
    this.#onNameChange();
    this.call.enter();
  }
}

/** More is waited for than this person's Join, which nobody hears any more who has rung enough. */
function isAwaited(because: EarlyReason): because is Awaited {
  if (because === 'not-open' || because === 'host-absent' || because === 'kept') return true;
  return isAtDoor(because) && because !== 'rung-enough';
}

function isAtDoor(because: EarlyReason): because is DoorReason {
  return DOOR_REASONS.some((reason) => reason === because);
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-lobby': Lobby;
  }
}
