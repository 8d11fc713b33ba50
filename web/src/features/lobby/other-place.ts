import type { CallHandle, CallState } from '@parley/call';
import { formatJoinUrl } from '@parley/protocol';
import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles } from '../../ui/control-styles.ts';
import { EverySecond } from '../../ui/every-second.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { icon } from '../../ui/icons.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import '../../ui/status-line.ts';
import { lobbyStatus, lobbyWords } from '../../words/lobby.ts';
import { initialOf, peerNameOf } from '../../words/peer-name.ts';
import '../sharing/send-link.ts';
import { canSendLinks } from '../sharing/share.ts';
import './countdown.ts';
import { otherPlaceStyles } from './other-place-styles.ts';

/** The other half of the call: a dashed place with what brings somebody to it, which fills when they come. */
@customElement('parley-other-place')
export class OtherPlace extends LitElement {
  static override styles = [baseStyles, otherPlaceStyles];

  @property({ attribute: false }) call!: CallHandle;
  /** This device says that it is this person's call, before the call itself has been read. */
  @property({ type: Boolean }) isOwn = false;

  constructor() {
    super();
    new KeepFocus(this);
    // In how many minutes one can ask again.
    new EverySecond(this, 30_000);
    new FollowCells(this, () => [this.call.state, this.call.time, this.call.isOnline]);
  }

  override render() {
    const state = this.call.state.value;
    const isTaken = isSomebodyThere(state);
    const initial = initialOf(peerNameOf(state));
    return html`<div class="place ${isTaken ? 'taken' : ''}">
      <div class="seat" aria-hidden="true">
        <svg viewBox="0 0 50 100"><path d="M0 1A49 49 0 0 1 0 99" /></svg>
        ${isTaken ? html`<span class="initial">${initial === '' ? icon('person') : initial}</span>` : nothing}
      </div>
      <div class="words">
        ${this.#countdown(state)}
        <parley-status-line .status=${lobbyStatus(state, this.call.isOnline.value, this.call.now())}></parley-status-line>
        ${this.#invitation(state)}
      </div>
    </div>`;
  }

  #countdown(state: CallState) {
    const time = this.call.time.value;
    if (state.phase !== 'early' || state.because !== 'not-open' || time === undefined) return nothing;
    return html`<div class="countdown">
      <p class="soft">${lobbyWords().opensIn}</p>
      <parley-countdown .until=${time.opensAt} .now=${this.call.now}></parley-countdown>
    </div>`;
  }

  /** Whoever finds the other there has nobody left to invite, and whoever comes by a link was invited: until it is known, nothing is said of it. */
  #invitation(state: CallState) {
    const { id, time, emptyTimeoutSeconds } = this.call;
    const isOutside =
      state.phase === 'early' && (state.because === 'not-joined' || time.value?.isHost === true);
    const isComing = state.phase === 'arriving' && this.isOwn;
    if (state.phase !== 'waiting' && !isComing && !isOutside) return nothing;
    const words = lobbyWords();
    // A call with a time is open until that, too: no one length of time says it.
    const openForSeconds = time.value === undefined ? emptyTimeoutSeconds : undefined;
    // Where a button says it, it need not be said twice.
    return html`<section class="invitation">
      <h2 class=${canSendLinks() ? 'visually-hidden' : ''}>${words.invite}</h2>
      <parley-send-link .callId=${id} .joinUrl=${formatJoinUrl(location.origin, id)}></parley-send-link>
      ${openForSeconds === undefined ? nothing : html`<p class="soft">${words.staysOpen(openForSeconds)}</p>`}
    </section>`;
  }
}

function isSomebodyThere({ phase }: CallState): boolean {
  return phase === 'connecting' || phase === 'connected' || phase === 'reconnecting';
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-other-place': OtherPlace;
  }
}
