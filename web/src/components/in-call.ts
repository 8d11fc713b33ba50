import { type CallId, MAX_SCHEDULED_LENGTH_MS } from '@parley/protocol';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { OTHER_GUEST_MESSAGE, WAITING_MESSAGES } from '../app/messages.ts';
import type { ArrangedTime } from '../call/arranged-time.ts';
import type { CallState, WaitingReason } from '../call/call-state.ts';
import './control-bar.ts';
import { baseStyles, controlStyles } from './control-styles.ts';
import { DEVICES, deviceMessages } from './device-messages.ts';
import { icon } from './icons.ts';
import { FreeSeatRequestedEvent, OtherGuestNotedEvent } from './in-call-events.ts';
import { inCallStatus, troubleOf } from './in-call-status.ts';
import { inCallStyles } from './in-call-styles.ts';
import type { Device, LocalMediaView } from './local-media-view.ts';
import './notice.ts';
import './own-picture.ts';
import { nameOr, peerNameOf } from './peer-name.ts';
import './remote-picture.ts';
import './share-call.ts';
import './status-line.ts';
import './time-left.ts';

/** What there is to do meanwhile; the status above it says why. */
const WAITING_HEADINGS: Readonly<Record<WaitingReason, string>> = {
  'nobody-came': 'Invite the other person',
  'peer-left': 'You can wait here',
  'peer-gone': 'You can wait here',
  'no-route': 'Try another network',
};

/** The call itself: the other person, oneself in a corner, and the controls. */
@customElement('parley-in-call')
export class InCall extends LitElement {
  static override styles = [baseStyles, controlStyles, inCallStyles];

  @property({ attribute: false }) callId?: CallId;
  @property({ attribute: false }) joinUrl = '';
  @property({ attribute: false }) state!: CallState;
  @property({ attribute: false }) media!: LocalMediaView;
  @property({ attribute: false }) remoteStream: MediaStream | null = null;
  /** Undefined: a call of now, without an end. */
  @property({ attribute: false }) arrangedTime?: ArrangedTime | undefined;
  /** The server's clock. */
  @property({ attribute: false }) now: () => number = Date.now;
  /**
   * The devices of which something is said: they could not be had when the person tried, or something happened to them.
   * It is said until it is no longer so, or until the person has read it.
   */
  @state() private explained: readonly Device[] = [];
  @query('h1') private readonly heading!: HTMLElement;

  /** Tells a screen reader where it has come to. */
  override focus() {
    this.heading.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (!changed.has('media')) return;
    const before = changed.get('media');
    this.explained = DEVICES.filter((device) => {
      const { status, problem, replacement } = this.media[device];
      const hasReason = problem !== undefined || replacement !== undefined;
      const was = before?.[device];
      // What was so on arrival has been told in the lobby.
      const isNews = was !== undefined && (problem !== was.problem || replacement !== was.replacement);
      return (hasReason && isNews) || (this.explained.includes(device) && (hasReason || status === 'asking'));
    });
  }

  override render() {
    const { state } = this;
    const name = peerNameOf(state);
    const isWaiting = state.phase === 'waiting';
    const trouble = troubleOf(state);
    return html`
      <header>
        <h1 class="visually-hidden" tabindex="-1">Call with ${nameOr(name, 'one other person')}</h1>
        <parley-status-line .status=${inCallStatus(state)}></parley-status-line>
        ${this.#timeLeft()} ${isWaiting ? nothing : this.#invitation()}
        <p class="trouble" role="status">${trouble}</p>
        <div role="status">${!isWaiting && 'isOtherGuest' in state && state.isOtherGuest ? this.#otherGuest() : nothing}</div>
      </header>
      <div class="stage ${isWaiting ? 'waiting' : ''}">
        <parley-remote-picture
          ?hidden=${isWaiting || state.phase === 'arriving'}
          .stream=${this.remoteStream}
          .name=${name}
          .peer=${'peer' in state ? state.peer : undefined}
          ?stale=${state.phase === 'reconnecting' || (state.phase === 'connected' && state.isStalled)}
        ></parley-remote-picture>
        ${state.phase === 'waiting' ? this.#waiting(state.because, state.isSeatKept === true) : nothing}
        <parley-own-picture compact .media=${this.media}></parley-own-picture>
      </div>
      <footer>
        <div class="explanation" role="status">${this.#deviceProblems()}</div>
        <parley-control-bar
          .media=${this.media}
          ?canEnd=${'role' in state && state.role === 'host'}
          @microphone-toggle-requested=${() => this.#explain('microphone')}
          @camera-toggle-requested=${() => this.#explain('camera')}
        ></parley-control-bar>
      </footer>
    `;
  }

  /** While two are here the ID is seldom wanted, but one of them may have to tell it to the other again. */
  #invitation() {
    return html`
      <button class="button quiet" type="button" popovertarget="invitation">${icon('link')} Call ID</button>
      <div class="invitation" id="invitation" popover aria-label="Call ID and link">
        <parley-share-call .callId=${this.callId} .joinUrl=${this.joinUrl}></parley-share-call>
      </div>
    `;
  }

  #timeLeft() {
    const { arrangedTime: time } = this;
    if (time === undefined) return nothing;
    return html`<parley-time-left
      .endsAt=${time.endsAt}
      .latestEndsAt=${time.startsAt + MAX_SCHEDULED_LENGTH_MS}
      ?isHost=${time.isHost}
      .now=${this.now}
    ></parley-time-left>`;
  }

  #waiting(because: WaitingReason, isSeatKept: boolean) {
    return html`<section class="panel">
      <h2>${WAITING_HEADINGS[because]}</h2>
      <p class="soft">${WAITING_MESSAGES[because].help}</p>
      ${
        isSeatKept
          ? html`<p class="soft">For a minute their place is kept for them alone.</p>
              <button class="button" type="button" @click=${() => this.dispatchEvent(new FreeSeatRequestedEvent())}>
                Let anybody take it now
              </button>`
          : nothing
      }
      <parley-share-call prominent .callId=${this.callId} .joinUrl=${this.joinUrl}></parley-share-call>
    </section>`;
  }

  /** A name proves nothing: anybody with the link can call themselves as they like. */
  #otherGuest() {
    return html`<parley-notice .message=${OTHER_GUEST_MESSAGE}>
      <button class="button" type="button" @click=${() => this.dispatchEvent(new OtherGuestNotedEvent())}>
        I see
      </button>
    </parley-notice>`;
  }

  #deviceProblems() {
    return deviceMessages(this.media, this.explained).map(
      (message) => html`<parley-notice .message=${message}>
        <button class="button" type="button" @click=${this.#dismiss}>Dismiss</button>
      </parley-notice>`,
    );
  }

  #explain(device: Device) {
    if (this.media[device].status === 'unavailable') this.explained = [device];
  }

  #dismiss() {
    this.explained = [];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-in-call': InCall;
  }
}
