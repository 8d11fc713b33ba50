import { type CallHandle, type CallState, deviceMemory } from '@parley/call';
import type { Role } from '@parley/protocol';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { CallPreferences } from '../../memory/preference.ts';
import type { TalkSummary } from '../../memory/talk-quality.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { withViewTransition } from '../../ui/view-transition.ts';
import '../attention/call-attention.ts';
import type { InCall } from '../in-call/in-call.ts';
import '../lobby/lobby.ts';
import '../shortcuts/call-shortcuts.ts';
import type { CallShortcuts } from '../shortcuts/call-shortcuts.ts';
import { areViewsThere, fetchViews } from './later-views.ts';
import { pageIncomplete } from './page-incomplete.ts';

type View = 'lobby' | 'in-call' | 'call-over';

/** A call from the lobby to its end: chooses the view that the call's state asks for. */
@customElement('parley-call-page')
export class CallPage extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
  `;

  @property({ attribute: false }) call!: CallHandle;
  /** This device says that it is this person's call, before the call itself has been read. */
  @property({ type: Boolean }) isOwn = false;
  /** It is drawn for whoever may go into the call soon, and nobody sees it: what it shows then, and nothing that is heard or said. */
  @property({ type: Boolean }) ahead = false;
  /** One for all on the page: what is chosen in one place holds in the others at once. */
  @property({ attribute: false }) preferences = new CallPreferences(deviceMemory('localStorage'));
  @query('parley-call-shortcuts') private readonly shortcuts!: CallShortcuts;
  /** With whom this person has talked in it, for how long, and how it went. */
  @property({ attribute: false }) talk: TalkSummary = {};
  @query('main > *') private readonly viewElement!: LitElement;
  @query('parley-in-call') private readonly inCall!: InCall | null;
  reload = (): void => location.reload();
  #shownView?: View;
  /** What keeps a device from this person was told them there. */
  #hasShownLobby = false;
  #lifetime = new AbortController();
  #isFetching = false;
  /** What comes after the lobby is wanted, and does not come. */
  #isIncomplete = false;
  /** The seat that this person had last, of which a call that is over says nothing. */
  #lastRole: Role | undefined;

  constructor() {
    super();
    new FollowCells(this, () => [this.call.state, this.call.time, this.call.link]);
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#lifetime = new AbortController();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#lifetime.abort();
  }

  /** From the lobby into the call one's own picture goes to its place there. */
  protected override scheduleUpdate(): Promise<void> | undefined {
    const isEntering = this.#shownView === 'lobby' && this.#nextView === 'in-call';
    if (isEntering) return withViewTransition(() => super.scheduleUpdate());
    super.scheduleUpdate();
    return;
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('call')) {
      this.#lastRole = undefined;
      this.#hasShownLobby = false;
    }
    const state = this.call.state.value;
    if (viewOf(state) === 'lobby' && !this.ahead) this.#hasShownLobby = true;
    if ('role' in state) this.#lastRole = state.role;
  }

  override render() {
    const state = this.call.state.value;
    // The attributes are for tests: they say in code what the page says in words.
    return html`<main
      data-testid=${this.ahead ? nothing : 'call-state'}
      data-phase=${state.phase}
      data-because=${'because' in state ? state.because : nothing}
      data-reason=${state.phase === 'ended' ? state.reason : nothing}
      data-error=${state.phase === 'failed' ? state.error : nothing}
      data-other-guest=${'isOtherGuest' in state && state.isOtherGuest === true ? '' : nothing}
      data-trouble=${('trouble' in state ? state.trouble : undefined) ?? nothing}
      @shortcuts-requested=${() => this.shortcuts.show()}
    >
      ${this.#view()}
    </main>
    ${this.ahead ? nothing : this.#attention()}`;
  }

  #attention() {
    return html`<parley-call-attention .call=${this.call} .preferences=${this.preferences}></parley-call-attention>
    <parley-call-shortcuts
        .call=${this.call}
        .preferences=${this.preferences}
        @chat-toggle-requested=${this.#toggleChat}
      ></parley-call-shortcuts>`;
  }

  /** When one view takes another's place, the focus goes along. On arrival the browser decides, as on any page. */
  protected override async updated() {
    if (!areViewsThere() && !this.#isFetching && !this.#isIncomplete) void this.#fetchViews();
    if (this.ahead) return;
    const view = this.#nextView;
    const isFirst = this.#shownView === undefined;
    if (view === this.#shownView) return;
    this.#shownView = view;
    if (isFirst) return;
    await this.viewElement.updateComplete;
    this.viewElement.focus();
  }

  /** What comes after the lobby has not come yet, for whoever is faster: then the lobby stays for so long. */
  get #nextView(): View {
    if (!areViewsThere()) return 'lobby';
    return this.ahead ? 'in-call' : viewOf(this.call.state.value);
  }

  async #fetchViews(): Promise<void> {
    const { signal } = this.#lifetime;
    this.#isFetching = true;
    const areThere = await fetchViews();
    this.#isFetching = false;
    if (areThere) return this.requestUpdate();
    const view = viewOf(this.call.state.value);
    if (view === 'lobby' || signal.aborted) return;
    if (!navigator.onLine)
      return addEventListener('online', () => this.requestUpdate(), { once: true, signal });
    // The site was renewed while this page was open, perhaps, and its document names files that are there. Who was in the call is in it
    // again, or is told that they do not come.
    if (view === 'in-call') return this.reload();
    this.#isIncomplete = true;
    this.requestUpdate();
  }

  #toggleChat() {
    this.inCall?.toggleChat();
  }

  #view() {
    const { call } = this;
    const state = call.state.value;
    const view = this.#nextView;
    if (this.#isIncomplete) return pageIncomplete(() => this.reload());
    // Nobody is to see the lobby of what is over.
    if (view === 'lobby' && (this.ahead || viewOf(state) === 'call-over')) return nothing;
    if (view === 'call-over') {
      return html`<parley-call-over
        .call=${call}
        .talk=${this.talk}
        .lastRole=${this.#lastRole}
      ></parley-call-over>`;
    }
    return view === 'in-call'
      ? html`<parley-in-call
          exportparts="own-picture"
          .call=${call}
          .preferences=${this.preferences}
          ?ahead=${this.ahead}
          ?withoutLobby=${!this.#hasShownLobby}
          .rungName=${this.talk.rungAt !== undefined ? (this.talk.peerName ?? '') : ''}
          .talkedMs=${call.room.value === undefined ? this.talk.talkedMs : undefined}
        ></parley-in-call>`
      : html`<parley-lobby
          exportparts="own-picture"
          .call=${call}
          ?isOwn=${this.isOwn}
          .isUnread=${this.#isUnread}
        ></parley-lobby>`;
  }

  /** Whoever has just made it knows that it is there. */
  get #isUnread(): boolean {
    const { state, link } = this.call;
    return state.value.phase === 'arriving' && link.value === undefined && !this.isOwn;
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
