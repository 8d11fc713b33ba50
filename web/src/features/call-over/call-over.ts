import type { CallErrorCode, CallState, EndReason, FilesHandle } from '@parley/call';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { TalkSummary } from '../../memory/talk-quality.ts';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { HomeRequestedEvent } from '../../ui/events.ts';
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

  @property({ attribute: false }) state!: Extract<CallState, { phase: 'ended' | 'failed' }>;
  /** How long the call stays open while nobody is in it; undefined: not to be told. */
  @property({ attribute: false }) emptyTimeoutSeconds?: number | undefined;
  /** This person is the host, or was. */
  @property({ type: Boolean }) isHost = false;
  /** It was over when they came. */
  @property({ type: Boolean }) isLate = false;
  /** It could not be seen by them. */
  @property({ type: Boolean }) isUnseen = false;
  /** The same link leads to it again: nobody needs another call. */
  @property({ attribute: false }) isRoom = false;
  /** With whom this person has talked, for how long, and how it went. */
  @property({ attribute: false }) talk: TalkSummary = {};
  /** Where whoever arranged the call would have this person go on; undefined: nowhere. */
  @property({ attribute: false }) returnUrl?: string | undefined;
  /** What has arrived whole can be saved here still. */
  @property({ attribute: false }) files?: FilesHandle;
  @query('parley-outcome') private readonly outcome!: Outcome;

  /** Tells a screen reader where it has come to. */
  override focus() {
    this.outcome.focus();
  }

  override render() {
    const { state } = this;
    const { title, help } = this.#message();
    const ending = state.phase === 'ended' ? state.reason : state.error;
    const rejoin = rejoinLabel(ending);
    const [first, next] = waysOn(ending, this.returnUrl !== undefined);
    const second = this.isRoom && ending === 'left' ? undefined : next;
    const ways = {
      return: this.#return(first === 'return'),
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

  /** A link, and nobody is sent there: whoever wants to go sees where it leads. */
  #return(isFirst: boolean) {
    const { returnUrl } = this;
    if (returnUrl === undefined) return nothing;
    return html`<a class="button large ${isFirst ? 'primary' : ''}" href=${returnUrl} rel="noreferrer">
      ${returnLabel(returnUrl)}
    </a>`;
  }

  #leftFiles() {
    const isLeft = this.files?.transfers.value.some(({ file }) => file !== undefined);
    if (!isLeft) return nothing;
    return html`<parley-file-list .files=${this.files} .name=${this.talk.peerName ?? ''} isCallOver></parley-file-list>`;
  }

  #message(): Message {
    const { state, emptyTimeoutSeconds, isHost, isLate, isUnseen } = this;
    return state.phase === 'failed'
      ? callErrorMessage(state.error)
      : endMessage(state.reason, { ...this.talk, emptyTimeoutSeconds, isHost, isLate, isUnseen });
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
