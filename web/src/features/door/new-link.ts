import { type CallHandle, canGoAlong } from '@parley/call';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import '../../ui/confirm-dialog.ts';
import type { ConfirmDialog } from '../../ui/confirm-dialog.ts';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import '../../ui/notice.ts';
import { saidNoticeStyles } from '../../ui/said-notice-styles.ts';
import { type NewLinkFacts, newLinkConsequence, newLinkMessage, newLinkWords } from '../../words/new-link.ts';

/** Asks the host whether the call is really to have another link, and says what became of it, to the guest as well. */
@customElement('parley-new-link')
export class NewLink extends LitElement {
  static override styles = [baseStyles, controlStyles, saidNoticeStyles];

  @property({ attribute: false }) call!: CallHandle;
  /** What the other is called, or was; empty: not known. */
  @property() name = '';
  /** Something lies over it: nothing here is pressed, and all is announced. */
  @property({ type: Boolean }) covered = false;
  @query('parley-confirm-dialog') private readonly dialog!: ConfirmDialog;

  constructor() {
    super();
    new KeepFocus(this);
    new FollowCells(this, () => [this.call.newLink.state, this.call.state, this.call.time, this.call.room]);
  }

  ask() {
    this.dialog.show();
  }

  override render() {
    const { newLink } = this.call;
    const words = newLinkWords();
    const { value: state } = newLink.state;
    const isRoom = this.call.room.value !== undefined;
    const message = newLinkMessage(state, { name: this.name, isRoom });
    const isMade = state?.phase === 'made' || state?.phase === 'followed';
    return html`
      <div role="status">
        ${
          message === undefined
            ? nothing
            : html`<parley-notice
                tone=${isMade ? 'offer' : 'problem'}
                symbol=${isMade ? 'link' : nothing}
                .message=${message}
              >
                <button class="button" type="button" ?inert=${this.covered} @click=${newLink.dismiss}>
                  ${words.dismiss}
                </button>
              </parley-notice>`
        }
      </div>
      <parley-confirm-dialog
        question=${words.question}
        consequence=${newLinkConsequence(this.#facts)}
        refusal=${words.refusal}
        confirmation=${words.confirmation}
        @confirmed=${newLink.make}
      ></parley-confirm-dialog>
    `;
  }

  get #facts(): NewLinkFacts {
    const { peer, time } = this.call;
    const shared = { name: this.name, isScheduled: time.value !== undefined };
    // Whoever only looks is not in the call.
    if (peer?.hasEntered !== true) return { ...shared, guest: 'nobody' };
    return { ...shared, guest: canGoAlong(peer) ? 'along' : 'old-page' };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-new-link': NewLink;
  }
}
