/** The page of a call, and the visit that it shows. */
import type { Call, CallServices, Readable } from '@parley/call';
import type { CallAddress } from '@parley/protocol';
import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { KnownCalls } from '../memory/known-calls.ts';
import type { TalkSummary } from '../memory/talk-quality.ts';
import type { Clock } from '../ui/clock-context.ts';
import { CallVisit } from './call-visit.ts';
import { CallAddressChangedEvent, CallStateChangedEvent, HostKeyRefusedEvent } from './events.ts';
import '../ui/own-scripts.ts';
import '../features/call/call-page.ts';
// Asks whether somebody means to leave the call.
import '../ui/confirm-dialog.ts';

const NO_TALK: TalkSummary = {};

@customElement('parley-call-visit')
export class CallVisitElement extends LitElement {
  static override styles = css`
    /* Laid out, so that little is left to be done when it is shown. */
    :host([ahead]) {
      position: fixed;
      inset: 0;
      overflow: hidden;
      visibility: hidden;
    }
  `;

  /** Another one is another visit. */
  @property({ attribute: false }) address!: CallAddress;
  @property({ attribute: false }) connect!: () => Promise<CallServices>;
  @property({ attribute: false }) known!: KnownCalls;
  @property({ attribute: false }) now!: Clock;
  /** Whoever was in the call is in it again without another press. */
  @property({ attribute: false }) isResuming = false;
  /** The page of `opened` is drawn, unseen, and there is no visit: nobody has gone into it. */
  @property({ type: Boolean, reflect: true }) ahead = false;
  /** The call of that address, where it is open already; the first visit of it takes it. */
  @property({ attribute: false }) opened: Call | undefined;
  #visit: CallVisit | undefined;
  #following = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#close();
  }

  /** Out of the call, and it is told. */
  leave(): void {
    this.#visit?.call.leave();
  }

  /** Whether the visit is to this address, which the call may have had for a moment only. */
  isAt({ id, hostKey }: CallAddress): boolean {
    const call = this.#visit?.call;
    return call?.id === id && call.hostKey === hostKey;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.ahead) return this.#close();
    if (this.#visit !== undefined && (!changed.has('address') || this.isAt(this.address))) return;
    this.#close();
    const { address, connect, known, now, isResuming } = this;
    const opened = this.opened?.id === address.id ? this.opened : undefined;
    this.#visit = new CallVisit({
      ...{ address, connect, known, now, isResuming, opened },
      onOldHostKey: () => this.dispatchEvent(new HostKeyRefusedEvent()),
      onAddressChanged: (next) => this.dispatchEvent(new CallAddressChangedEvent(next)),
    });
    this.#follow();
  }

  protected override render() {
    const call = this.#visit?.call ?? this.opened;
    if (call === undefined) return nothing;
    return html`<parley-call-page
      exportparts="own-picture"
      ?ahead=${this.ahead}
      .call=${call}
      .talk=${this.#visit?.talk ?? NO_TALK}
      ?isOwn=${this.address.hostKey !== undefined || this.known.find(this.address.id)?.isHost === true}
      @rejoin-requested=${this.#rejoin}
    ></parley-call-page>`;
  }

  #rejoin(): void {
    this.#visit?.rejoin();
    this.#follow();
  }

  /** What it shows, and what the site says of it, stands as the call does. */
  #follow(): void {
    this.#following.abort();
    this.#following = new AbortController();
    const call = this.#visit?.call;
    if (call === undefined) return;
    const { state, room } = call;
    const tell = () => {
      this.requestUpdate();
      this.dispatchEvent(new CallStateChangedEvent(state.value, room.value?.name));
    };
    for (const cell of [state, room]) (cell as Readable<unknown>).subscribe(tell, this.#following.signal);
  }

  #close(): void {
    this.#following.abort();
    this.#visit?.close();
    this.#visit = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-call-visit': CallVisitElement;
  }
}
