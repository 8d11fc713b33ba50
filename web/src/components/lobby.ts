import { type CallId, cleanName, MAX_NAME_LENGTH } from '@parley/protocol';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { CALL_ERROR_MESSAGES } from '../app/messages.ts';
import type { ArrangedTime } from '../call/arranged-time.ts';
import type { CallState, EarlyReason } from '../call/call-state.ts';
import { arrangedTimeView } from './arranged-time-view.ts';
import { baseStyles, controlStyles } from './control-styles.ts';
import { deviceMessages } from './device-messages.ts';
import './countdown.ts';
import './device-switch.ts';
import { durationWords } from './duration-words.ts';
import { icon } from './icons.ts';
import {
  ConnectingChosenEvent,
  EnterRequestedEvent,
  JoinBesideRequestedEvent,
  NameChangedEvent,
} from './lobby-events.ts';
import { lobbyStatus } from './lobby-status.ts';
import { lobbyStyles } from './lobby-styles.ts';
import type { LocalMediaView } from './local-media-view.ts';
import './notice.ts';
import './own-picture.ts';
import './share-call.ts';
import './status-line.ts';
import './wordmark.ts';

/** What lets one in who is early. */
const EARLY_ENDS: Readonly<Record<'not-open' | 'host-absent' | 'kept', string>> = {
  'not-open': 'it opens',
  'host-absent': 'the host is here',
  kept: 'their place is free',
};

/** Before the call: how one looks, who is there, and one button to go in. */
@customElement('parley-lobby')
export class Lobby extends LitElement {
  static override styles = [baseStyles, controlStyles, lobbyStyles];

  @property({ attribute: false }) callId?: CallId;
  @property({ attribute: false }) joinUrl = '';
  @property({ attribute: false }) state!: CallState;
  /** Undefined: a call of now. */
  @property({ attribute: false }) arrangedTime?: ArrangedTime | undefined;
  /** How long the call stays open while nobody is in it; undefined: not to be told. */
  @property({ attribute: false }) emptyTimeoutSeconds?: number | undefined;
  /** The server's clock. */
  @property({ attribute: false }) now: () => number = Date.now;
  @property({ attribute: false }) media!: LocalMediaView;
  /** What this person wants to be called; empty if nothing. */
  @property() name = '';
  /** Nothing is connected before this person joins. */
  @property({ attribute: false }) connectsOnlyWhenJoining = false;
  @query('h1') private readonly heading!: HTMLElement;
  @query('#name') private readonly nameInput!: HTMLInputElement;

  /** Tells a screen reader where it has come to. */
  override focus() {
    this.heading.focus();
  }

  override render() {
    const { state, media } = this;
    const trouble = 'trouble' in state ? state.trouble : undefined;
    return html`
      <header><parley-wordmark></parley-wordmark></header>
      <div class="columns">
        <section class="self" aria-label="How they will see you">
          <div class="preview">
            <parley-own-picture .media=${media}></parley-own-picture>
            <div class="switches">
              <parley-device-switch device="microphone" .view=${media.microphone}></parley-device-switch>
              <parley-device-switch device="camera" .view=${media.camera}></parley-device-switch>
            </div>
          </div>
          <div class="problems" role="status">
            ${deviceMessages(media).map((message) => html`<parley-notice .message=${message}></parley-notice>`)}
          </div>
        </section>
        <section class="entry">
          <h1 tabindex="-1">${this.arrangedTime?.title || 'Ready to join?'}</h1>
          ${this.arrangedTime === undefined ? nothing : arrangedTimeView(this.arrangedTime)}
          ${this.#countdown()}
          <parley-status-line .status=${lobbyStatus(state)}></parley-status-line>
          <div role="status">
            ${
              trouble === undefined
                ? nothing
                : html`<parley-notice .message=${CALL_ERROR_MESSAGES[trouble]}></parley-notice>`
            }
          </div>
          <form @submit=${this.#onSubmit}>
            <label class="label" for="name">Your name <span class="soft">(optional)</span></label>
            <input
              class="input"
              id="name"
              type="text"
              autocomplete="name"
              enterkeyhint="go"
              maxlength=${MAX_NAME_LENGTH}
              .value=${this.name}
              @change=${this.#onNameChange}
            />
            ${this.#joinButton()}
            <label class="choice soft">
              <input type="checkbox" .checked=${this.connectsOnlyWhenJoining} @change=${this.#onConnectingChosen} />
              <span>
                Connect only when I join
                <small>${this.#connectingHelp}</small>
              </span>
            </label>
          </form>
        </section>
        ${
          // Whoever finds the other there has nobody left to invite.
          state.phase === 'waiting' || state.phase === 'arriving' || this.#isOutsideWithInvitation
            ? html`<section class="share">
                <h2>Invite the other person</h2>
                <p class="soft">
                  Whoever has this link or ID can take the second place in the call.
                  ${
                    this.emptyTimeoutSeconds === undefined
                      ? nothing
                      : html`It stays open for ${durationWords(this.emptyTimeoutSeconds)} when nobody is in it.`
                  }
                </p>
                <parley-share-call .callId=${this.callId} .joinUrl=${this.joinUrl}></parley-share-call>
              </section>`
            : nothing
        }
      </div>
    `;
  }

  get #connectingHelp(): string {
    const isConnected = this.state.phase !== 'early' && this.state.phase !== 'arriving';
    return this.connectsOnlyWhenJoining && isConnected
      ? 'From the next time on: to this call you are connected already.'
      : 'Before that nobody learns that you are here; joining takes a little longer.';
  }

  get #isOutsideWithInvitation(): boolean {
    const { state } = this;
    return state.phase === 'early' && (state.because === 'not-joined' || this.arrangedTime?.isHost === true);
  }

  #countdown() {
    const { state, arrangedTime } = this;
    if (state.phase !== 'early' || state.because !== 'not-open' || arrangedTime === undefined) return nothing;
    return html`<div class="countdown">
      <p class="soft">This call opens in</p>
      <parley-countdown .until=${arrangedTime.opensAt} .now=${this.now}></parley-countdown>
    </div>`;
  }

  #joinButton() {
    const { state, media } = this;
    if (state.phase !== 'early' || isOpenToWhoeverJoins(state.because))
      return html`<button class="button primary large" type="submit">${joinLabel(media)}</button>`;
    if (state.because === 'other-tab') return this.#otherTab(state.canSitBeside === true);
    return state.hasEntered
      ? html`<p class="ready" role="status">${icon('check')} You go in as soon as ${EARLY_ENDS[state.because]}.</p>`
      : html`<button class="button primary large" type="submit">Join when ${EARLY_ENDS[state.because]}</button>`;
  }

  /** One is in the call already, and the usual wish is to be in it here instead. */
  #otherTab(canSitBeside: boolean) {
    return html`
      <button class="button primary large" type="submit">Bring it here</button>
      ${
        canSitBeside
          ? html`<button class="button" type="button" @click=${this.#onBeside}>
              Join here as the other person
            </button>`
          : nothing
      }
    `;
  }

  #onBeside() {
    this.dispatchEvent(new JoinBesideRequestedEvent());
  }

  #onConnectingChosen(event: Event) {
    this.dispatchEvent(new ConnectingChosenEvent((event.target as HTMLInputElement).checked));
  }

  #onNameChange() {
    this.dispatchEvent(new NameChangedEvent(cleanName(this.nameInput.value)));
  }

  #onSubmit(event: SubmitEvent) {
    event.preventDefault();
    this.dispatchEvent(new EnterRequestedEvent(cleanName(this.nameInput.value)));
  }
}

/** Nothing but this person's Join is waited for. */
function isOpenToWhoeverJoins(
  because: EarlyReason,
): because is 'looked-at' | 'host-elsewhere' | 'kept-for-you' | 'not-joined' {
  return because !== 'not-open' && because !== 'host-absent' && because !== 'kept' && because !== 'other-tab';
}

/** What joining will mean with the devices there are. */
function joinLabel({ microphone, camera }: LocalMediaView): string {
  const lacksMicrophone = microphone.status === 'unavailable';
  const lacksCamera = camera.status === 'unavailable';
  if (lacksMicrophone && lacksCamera) return 'Just watch and listen';
  if (lacksCamera) return 'Join without camera';
  if (lacksMicrophone) return 'Join without microphone';
  return 'Join now';
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-lobby': Lobby;
  }
}
