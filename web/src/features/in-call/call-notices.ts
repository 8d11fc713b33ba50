import { type CallHandle, DEVICES, type Device, type LocalMediaState } from '@parley/call';
import { MAX_SCHEDULED_LENGTH_MS } from '@parley/protocol';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import { reasonOf } from '../../words/device-messages.ts';
import { unwantedFileMessage } from '../../words/files.ts';
import {
  inCallWords,
  otherGuestMessage,
  screenMessage,
  theirScreen,
  troubleOf,
} from '../../words/in-call.ts';
import { peerNameOf } from '../../words/peer-name.ts';
import type { ExtendRequestedEvent } from './events.ts';
import '../devices/device-notices.ts';
import '../../ui/notice.ts';
import './time-left.ts';

/** What a person is told during a call, over the picture, where they look. */
@customElement('parley-call-notices')
export class CallNotices extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        display: grid;
        justify-items: center;
        gap: var(--space-2);
        /* Only what there is to read is in the way of what is under it. */
        pointer-events: none;
      }

      :host > * {
        max-inline-size: 100%;
      }

      /* Without anything to say it takes no room, not even that between others. */
      :host > :empty {
        position: absolute;
      }

      .trouble,
      parley-time-left,
      parley-notice {
        pointer-events: auto;
        animation: arrive var(--duration-quick) var(--ease);
      }

      .trouble:not(:empty) {
        padding: var(--space-2) var(--space-4);
        border-radius: var(--radius-sheet);
        background: var(--color-veil);
        color: var(--color-on-veil);
        font-size: var(--text-small);
      }

      .trouble {
        color: var(--color-caution);
      }

      .explanation {
        display: grid;
        gap: var(--space-2);
        overflow-y: auto;
        max-block-size: min(max(12rem, 50dvb), var(--said-room));
        inline-size: min(26rem, 100%);
        border-radius: var(--radius-medium);
        pointer-events: auto;
      }

      parley-notice {
        border-radius: var(--radius-medium);
        box-shadow: var(--shadow-high);
      }

      parley-notice .button {
        margin-block-start: var(--space-2);
      }

      @keyframes arrive {
        from {
          opacity: 0;
          translate: 0 -8px;
        }
      }

      @media (forced-colors: active) {
        .trouble:not(:empty) {
          border: 1px solid CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) call!: CallHandle;
  /** Something lies over it: nothing here is pressed, and all is announced. */
  @property({ type: Boolean }) covered = false;
  /** This person saw no lobby before: they have answered a ring, or come back. */
  @property({ type: Boolean }) withoutLobby = false;
  /**
   * The devices of which something is said: they could not be had when the person tried, or something happened to them.
   * It is said until it is no longer so, or until the person has read it.
   */
  @state() private explained: readonly Device[] = [];
  /** A file was dropped, and nobody was there to take it. */
  @state() private isFileUnwanted = false;
  /** One's own devices as they were when this was last drawn. */
  #mediaBefore?: LocalMediaState;

  constructor() {
    super();
    new KeepFocus(this);
    new FollowCells(this, () => {
      const { state, media, screen, time, chat } = this.call;
      return [state, media, screen, time, chat.availability];
    });
  }

  /** The person has tried a device that cannot be had: says why. */
  explain(device: Device): void {
    this.explained = [device];
  }

  /** Until somebody is there, or the person has read it. */
  tellUnwantedFile(): void {
    this.isFileUnwanted = true;
  }

  protected override willUpdate() {
    const { availability } = this.call.chat;
    if (availability.value === 'open') this.isFileUnwanted = false;
    const [before, media] = [this.#mediaBefore, this.call.media.value];
    if (media === before) return;
    this.#mediaBefore = media;
    this.explained = DEVICES.filter((device) => {
      const { problem, replacement } = reasonOf(media[device]);
      const hasReason = problem !== undefined || replacement !== undefined;
      // What was so on arrival has been told in the lobby, if there was one.
      const was = before ? reasonOf(before[device]) : this.withoutLobby ? {} : undefined;
      const isNews = was !== undefined && (problem !== was.problem || replacement !== was.replacement);
      const isAsking = media[device].status === 'asking';
      return (hasReason && isNews) || (this.explained.includes(device) && (hasReason || isAsking));
    });
  }

  override render() {
    const state = this.call.state.value;
    const isOther = state.phase !== 'waiting' && 'isOtherGuest' in state && state.isOtherGuest === true;
    return html`
      ${this.#timeLeft()}
      <p class="trouble" role="status">${troubleOf(state)}</p>
      <p class="visually-hidden" role="status">${this.#isScreenSeen ? theirScreen(peerNameOf(state)) : nothing}</p>
      <div role="status">${isOther ? this.#otherGuest() : nothing}</div>
      <div role="status">${this.#screenProblem()}</div>
      <div role="status">${this.isFileUnwanted ? this.#unwantedFile() : nothing}</div>
      <div class="explanation" role="status">${this.#deviceProblems()}</div>
    `;
  }

  get #isScreenSeen(): boolean {
    const { peer } = this.call;
    return peer?.hasEntered === true && peer.isScreenShared === true;
  }

  #timeLeft() {
    const {
      now,
      time: { value: time },
    } = this.call;
    if (time === undefined) return nothing;
    return html`<parley-time-left
      .endsAt=${time.endsAt}
      .latestEndsAt=${time.startsAt + MAX_SCHEDULED_LENGTH_MS}
      ?isHost=${time.isHost}
      ?covered=${this.covered}
      .now=${now}
      @extend-requested=${({ byMs }: ExtendRequestedEvent) => void this.call.extend(byMs)}
    ></parley-time-left>`;
  }

  /** A name proves nothing: anybody with the link can call themselves as they like. */
  #otherGuest() {
    return html`<parley-notice .message=${otherGuestMessage()}>
      <button class="button" type="button" ?inert=${this.covered} @click=${() => this.call.noteOtherGuest()}>
        ${inCallWords().noted}
      </button>
    </parley-notice>`;
  }

  #unwantedFile() {
    return html`<parley-notice .message=${unwantedFileMessage(this.call.chat.availability.value === 'unsupported')}>
      <button
        class="button"
        type="button"
        ?inert=${this.covered}
        @click=${() => {
          this.isFileUnwanted = false;
        }}
      >
        ${inCallWords().dismiss}
      </button>
    </parley-notice>`;
  }

  #screenProblem() {
    const { call } = this;
    const screen = call.screen.value;
    if (screen.status !== 'failed') return nothing;
    return html`<parley-notice .message=${screenMessage(screen.problem)}>
      <button class="button" type="button" ?inert=${this.covered} @click=${() => call.stopSharing()}>${inCallWords().dismiss}</button>
    </parley-notice>`;
  }

  #deviceProblems() {
    const { media, devices } = this.call;
    return html`<parley-device-notices
      dismissable
      ?covered=${this.covered}
      .media=${media.value}
      .devices=${devices}
      .explained=${this.explained}
      @device-notices-dismissed=${this.#dismiss}
    ></parley-device-notices>`;
  }

  #dismiss() {
    this.explained = [];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-call-notices': CallNotices;
  }
}
