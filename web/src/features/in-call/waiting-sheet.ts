import { type CallHandle, type CallState, deviceMemory } from '@parley/call';
import { formatJoinUrl } from '@parley/protocol';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { CallPreferences } from '../../memory/preference.ts';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { icon } from '../../ui/icons.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import { maySound } from '../../ui/sounds.ts';
import { attentionWords } from '../../words/call-news.ts';
import { inCallWords } from '../../words/in-call.ts';
import { waitingHeading, waitingMessage } from '../../words/waiting.ts';
import '../attention/notification-switch.ts';
import '../sharing/send-link.ts';

type Waiting = Extract<CallState, { phase: 'waiting' }>;

/** What there is to do while the other is not here. */
@customElement('parley-waiting-sheet')
export class WaitingSheet extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
        padding: var(--space-5) min(var(--space-5), 6.5vi);
        border: 1px solid var(--color-line);
        border-radius: var(--radius-sheet);
        background: var(--color-surface);
        box-shadow: var(--shadow-high);
        overflow-wrap: anywhere;
      }

      h2 {
        font-size: var(--text-lead);
      }

      .soft {
        font-size: var(--text-small);
      }

      .told {
        display: flex;
        align-items: center;
        gap: var(--space-2);
      }

      parley-notification-switch {
        justify-items: start;
        margin-inline-start: calc(-1 * var(--space-2));
      }

      /* There it has an edge. */
      @media (forced-colors: active) {
        parley-notification-switch {
          margin-inline-start: 0;
        }
      }

      /* A line that can be pressed is as high as a finger, and its words are not. */
      :is(.disclosure, parley-notification-switch):last-child {
        margin-block-end: calc(-1 * var(--space-3));
      }

      .again {
        display: grid;
        gap: var(--space-2);
      }

      .told .icon {
        flex: none;
        inline-size: 1.25rem;
        block-size: 1.25rem;
      }

      @media (max-height: 30rem) {
        :host {
          gap: var(--space-1);
          padding-block: var(--space-3);
        }

        h2 {
          font-size: var(--text-body);
        }
      }

      /* As at 400 % zoom: first what there is to press. */
      @media (max-height: 22rem) {
        :host {
          padding: var(--space-2) var(--space-4);
        }

        .hint {
          order: 1;
        }
      }
    `,
  ];

  @property({ attribute: false }) call!: CallHandle;
  @property({ attribute: false }) preferences = new CallPreferences(deviceMemory('localStorage'));
  /** What the other was called while they were here; empty: nobody was, or they did not say. */
  @property() name = '';
  /** Who was rung, or rang, and is not here yet; empty: nobody. */
  @property() rungName = '';

  constructor() {
    super();
    new KeepFocus(this);
    new FollowCells(this, () => [this.call.state, this.call.door.dismissal, this.preferences.sounds]);
  }

  override render() {
    const { call, name, rungName } = this;
    const state = call.state.value;
    if (state.phase !== 'waiting') return nothing;
    const { because, cause } = state;
    const { help } = waitingMessage(state, name, rungName, call.door.dismissal.value);
    return html`
      <h2>${waitingHeading(state, rungName)}</h2>
      <p class="soft ${because === 'nobody-came' ? 'hint' : ''}">${help}</p>
      ${because === 'no-route' || because === 'peer-gone' ? this.#retry() : nothing}
      ${cause === 'no-relay' ? this.#direct() : nothing}
      ${state.mayBeBack === true ? nothing : this.#others(state)}
    `;
  }

  /** To whoever waits for the first time. Whoever was in a call knows how it sounds. */
  #told() {
    if (!this.preferences.sounds.value || !maySound()) return nothing;
    return html`<p class="soft told">${icon('sound')} ${attentionWords().sound}</p>`;
  }

  /** What else there is to do. Of whoever may be back in a moment there is nothing but to wait for them. */
  #others({ because, isSeatKept }: Waiting) {
    return html`
      ${because === 'peer-left' && isSeatKept === true ? this.#freeSeat() : nothing}
      ${because === 'nobody-came' ? html`${this.#link()} ${this.#told()}` : this.#linkAgain(because === 'peer-gone' && isSeatKept === true)}
      ${because === 'no-route' ? nothing : html`<parley-notification-switch .preferences=${this.preferences}></parley-notification-switch>`}
    `;
  }

  #link() {
    const { id } = this.call;
    return html`<parley-send-link
      .callId=${id}
      .joinUrl=${formatJoinUrl(location.origin, id)}
      .words=${this.#isHost ? this.call.words : undefined}
    ></parley-send-link>`;
  }

  /** Whoever types words comes by the host alone. */
  get #isHost(): boolean {
    const state = this.call.state.value;
    return 'role' in state && state.role === 'host';
  }

  /** Whoever was here has it. @param isForOthers it is kept for whoever was lost, and only wanted for somebody else */
  #linkAgain(isForOthers: boolean) {
    return html`<details class="disclosure">
      <summary>${icon('chevron')} ${inCallWords().invitation}</summary>
      <div class="again">${this.#link()} ${isForOthers ? this.#freeSeat() : nothing}</div>
    </details>`;
  }

  #retry() {
    return html`<button class="button primary large" type="button" @click=${() => this.call.tryAgain()}>
      ${inCallWords().tryAgain}
    </button>`;
  }

  #direct() {
    const connect = () => {
      this.call.setHidesAddress(false);
      this.call.tryAgain();
    };
    return html`<button class="button" type="button" @click=${connect}>${inCallWords().connectDirectly}</button>`;
  }

  #freeSeat() {
    return html`<button class="button" type="button" @click=${() => this.call.freeGuestSeat()}>
      ${inCallWords().freeSeat}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-waiting-sheet': WaitingSheet;
  }
}
