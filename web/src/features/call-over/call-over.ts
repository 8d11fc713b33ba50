import type { CallErrorCode, CallHandle, CallState, EndReason } from '@parley/call';
import type { Role } from '@parley/protocol';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { TalkSummary } from '../../memory/talk-quality.ts';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { HomeRequestedEvent } from '../../ui/events.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import type { Message } from '../../ui/notice.ts';
import { endMessage, endMessages, newCallLabel, rejoinLabel, returnLabel } from '../../words/call-over.ts';
import { callErrorMessage } from '../../words/errors.ts';
import { siteWords } from '../../words/site.ts';
import { NewCallRequestedEvent, RejoinRequestedEvent } from './events.ts';
import '../../ui/outcome.ts';
import '../files/file-list.ts';
import type { Outcome } from '../../ui/outcome.ts';

/** After the call, or instead of it: what happened, what to do, and the way on. */
@customElement('parley-call-over')
export class CallOver extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      /* A host's name has up to 253 characters and no space. */
      a.button {
        overflow-wrap: anywhere;
      }

      parley-file-list {
        flex: 1 1 100%;
        max-inline-size: 30rem;
        margin-block-start: var(--space-3);
      }
    `,
  ];

  @property({ attribute: false }) call!: CallHandle;
  /** With whom this person has talked, for how long, and how it went. */
  @property({ attribute: false }) talk: TalkSummary = {};
  /** The seat that this person had last; undefined: it was over when they came. */
  @property({ attribute: false }) lastRole?: Role | undefined;
  @query('parley-outcome') private readonly outcome!: Outcome;

  constructor() {
    super();
    new FollowCells(this, () => [this.call.state, this.call.time, this.call.link, this.call.room]);
  }

  /** Tells a screen reader where it has come to. */
  override focus() {
    this.outcome.focus();
  }

  override render() {
    const state = this.call.state.value;
    if (state.phase !== 'ended' && state.phase !== 'failed') return nothing;
    const { title, help } = this.#message(state);
    const ending = state.phase === 'ended' ? state.reason : state.error;
    const rejoin = rejoinLabel(ending);
    // Where whoever arranged the call would have this person go on.
    const returnUrl = this.call.link.value?.returnUrl;
    const [first, next] = waysOn(ending, returnUrl !== undefined);
    // The same link leads into a lasting room again: nobody needs another call.
    const isRoom = this.call.room.value !== undefined;
    const second = isRoom && ending === 'left' ? undefined : next;
    const ways = {
      return: returnUrl === undefined ? nothing : returnLink(returnUrl, first === 'return'),
      'go-back': html`<button class="button large ${first === 'go-back' ? 'primary' : ''}" type="button" @click=${this.#rejoin}>
        ${rejoin}
      </button>`,
      'new-call': html`<button class="button large ${first === 'new-call' ? 'primary' : ''}" type="button" @click=${this.#startAnew}>
        ${newCallLabel(this.talk)}
      </button>`,
      home: html`<button class="button large ${first === 'home' ? 'primary' : ''}" type="button" @click=${this.#goHome}>
        ${siteWords().backToStart}
      </button>`,
    };
    return html`<parley-outcome .title=${title} .help=${help} glyph=${state.phase === 'ended' ? 'over' : 'alone'}>
      ${ways[first]} ${second === undefined ? nothing : ways[second]} ${first === 'home' ? nothing : ways.home}
      ${this.#leftFiles()}
    </parley-outcome>`;
  }

  /** What has arrived whole can be saved here still. */
  #leftFiles() {
    const { files } = this.call;
    if (!files.transfers.value.some(({ file }) => file !== undefined)) return nothing;
    return html`<parley-file-list .files=${files} .name=${this.talk.peerName ?? ''} isCallOver></parley-file-list>`;
  }

  #message(state: OverState): Message {
    if (state.phase === 'failed') return callErrorMessage(state.error);
    const { call, lastRole } = this;
    return endMessage(state.reason, {
      ...this.talk,
      isHost: lastRole === 'host' || call.isHost,
      isLate: lastRole === undefined,
      isUnseen: call.emptyTimeoutSeconds === undefined,
      // One that was arranged is open until its end.
      emptyTimeoutSeconds: call.time.value === undefined ? call.emptyTimeoutSeconds : undefined,
    });
  }

  #rejoin() {
    this.dispatchEvent(new RejoinRequestedEvent());
  }

  #startAnew() {
    this.dispatchEvent(new NewCallRequestedEvent(this.talk.peerName ?? ''));
  }

  #goHome() {
    this.dispatchEvent(new HomeRequestedEvent());
  }
}

type OverState = Extract<CallState, { phase: 'ended' | 'failed' }>;

/** A link, and nobody is sent there: whoever wants to go sees where it leads. */
function returnLink(url: string, isFirst: boolean) {
  return html`<a class="button large ${isFirst ? 'primary' : ''}" href=${url} rel="noreferrer">
    ${returnLabel(url)}
  </a>`;
}

type Way = 'return' | 'go-back' | 'new-call' | 'home';

/** The likeliest first; the start page comes last in any case. */
function waysOn(ending: EndReason | CallErrorCode, canReturn: boolean): readonly [Way, Way?] {
  const ways = waysHere(ending);
  // They are in it still, in another place.
  if (!canReturn || ending === 'taken-over') return ways;
  return ending in endMessages() ? ['return', ways[0]] : [ways[0], 'return'];
}

function waysHere(ending: EndReason | CallErrorCode): readonly [Way, Way?] {
  switch (ending) {
    case 'left':
      return ['go-back', 'new-call'];
    case 'host-ended':
    case 'lapsed':
    case 'time-over':
    case 'cancelled':
    case 'no-such-call':
      return ['new-call'];
    default:
      return rejoinLabel(ending) === null ? ['home'] : ['go-back'];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-call-over': CallOver;
  }
}
