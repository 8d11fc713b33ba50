import type { CallId } from '@parley/protocol';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { ArrangedTime } from '../call/arranged-time.ts';
import type { CallState } from '../call/call-state.ts';
import '../components/call-over.ts';
import '../components/in-call.ts';
import '../components/lobby.ts';
import type { LocalMediaView } from '../components/local-media-view.ts';

type View = 'lobby' | 'in-call' | 'call-over';

/** A call from the lobby to its end: chooses the view that the call's state asks for. */
@customElement('parley-call-page')
export class CallPage extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
  `;

  @property({ attribute: false }) callId!: CallId;
  @property({ attribute: false }) joinUrl = '';
  @property({ attribute: false }) state!: CallState;
  /** What this person wants to be called; empty if nothing. */
  @property() name = '';
  /** Nothing is connected before this person joins. */
  @property({ attribute: false }) connectsOnlyWhenJoining = false;
  @property({ attribute: false }) localMedia!: LocalMediaView;
  @property({ attribute: false }) remoteStream: MediaStream | null = null;
  /** Undefined: a call of now. */
  @property({ attribute: false }) arrangedTime?: ArrangedTime | undefined;
  /** How long the call stays open while nobody is in it; undefined: not known yet. */
  @property({ attribute: false }) emptyTimeoutSeconds?: number | undefined;
  /** The server's clock. */
  @property({ attribute: false }) now: () => number = Date.now;
  @query('main > *') private readonly viewElement!: LitElement;
  #shownView?: View;

  override render() {
    const { state } = this;
    // The attributes are for tests: they say in code what the page says in words.
    return html`<main
      data-testid="call-state"
      data-phase=${state.phase}
      data-because=${'because' in state ? state.because : nothing}
      data-reason=${state.phase === 'ended' ? state.reason : nothing}
      data-error=${state.phase === 'failed' ? state.error : nothing}
      data-other-guest=${'isOtherGuest' in state && state.isOtherGuest === true ? '' : nothing}
      data-trouble=${('trouble' in state ? state.trouble : undefined) ?? nothing}
    >
      ${this.#view()}
    </main>`;
  }

  /** When one view takes another's place, the focus goes along. On arrival the browser decides, as on any page. */
  protected override async updated() {
    const view = viewOf(this.state);
    const isFirst = this.#shownView === undefined;
    if (view === this.#shownView) return;
    this.#shownView = view;
    if (isFirst) return;
    await this.viewElement.updateComplete;
    this.viewElement.focus();
  }

  /** A call with a time is open until that, too: no one length of time says it. */
  get #openForSeconds(): number | undefined {
    return this.arrangedTime === undefined ? this.emptyTimeoutSeconds : undefined;
  }

  #view() {
    const { state } = this;
    if (state.phase === 'ended' || state.phase === 'failed') {
      return html`<parley-call-over
        .state=${state}
        .emptyTimeoutSeconds=${this.#openForSeconds}
      ></parley-call-over>`;
    }
    return viewOf(state) === 'in-call'
      ? html`<parley-in-call
          .callId=${this.callId}
          .joinUrl=${this.joinUrl}
          .state=${state}
          .media=${this.localMedia}
          .remoteStream=${this.remoteStream}
          .arrangedTime=${this.arrangedTime}
          .now=${this.now}
        ></parley-in-call>`
      : html`<parley-lobby
          .emptyTimeoutSeconds=${this.#openForSeconds}
          .callId=${this.callId}
          .joinUrl=${this.joinUrl}
          .state=${state}
          .media=${this.localMedia}
          .name=${this.name}
          .connectsOnlyWhenJoining=${this.connectsOnlyWhenJoining}
          .arrangedTime=${this.arrangedTime}
          .now=${this.now}
        ></parley-lobby>`;
  }
}

function viewOf(state: CallState): View {
  if (state.phase === 'ended' || state.phase === 'failed') return 'call-over';
  // Whoever is early stays in the lobby, where it says when it opens.
  return state.hasEntered && state.phase !== 'early' ? 'in-call' : 'lobby';
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-call-page': CallPage;
  }
}
