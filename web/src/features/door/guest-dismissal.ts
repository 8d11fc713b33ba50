import { type CallHandle, canMakeNewLink } from '@parley/call';
import { html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import '../../ui/confirm-dialog.ts';
import type { ConfirmDialog } from '../../ui/confirm-dialog.ts';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import '../../ui/notice.ts';
import { saidNoticeStyles } from '../../ui/said-notice-styles.ts';
import { dismissalFailed, dismissalFull, dismissalWords } from '../../words/door.ts';
import { newLinkWords } from '../../words/new-link.ts';
import { NewLinkRequestedEvent } from './events.ts';

/** Asks the host whether the guest is really to leave, and says if that could not be written. */
@customElement('parley-guest-dismissal')
export class GuestDismissal extends LitElement {
  static override styles = [baseStyles, controlStyles, saidNoticeStyles];

  @property({ attribute: false }) call!: CallHandle;
  /** What the guest is called; empty: not known. */
  @property() name = '';
  /** Something lies over it: nothing here is pressed, and all is announced. */
  @property({ type: Boolean }) covered = false;
  @query('parley-confirm-dialog') private readonly dialog!: ConfirmDialog;

  /** Of whom the question is. */
  #asked: string | undefined;

  constructor() {
    super();
    new KeepFocus(this);
    new FollowCells(this, () => {
      const { door, newLink, room } = this.call;
      return [door.guest, door.keepsOut, door.dismissal, newLink.state, room];
    });
  }

  ask() {
    this.#asked = this.call.door.guest.value;
    this.dialog.show();
  }

  protected override updated() {
    const { value: guest } = this.call.door.guest;
    if (this.#asked === undefined || guest === undefined || guest === this.#asked) return;
    // Whoever it is by now was not asked about.
    this.#asked = undefined;
    this.dialog.close();
  }

  override render() {
    const { door } = this.call;
    const words = dismissalWords(this.name, door.keepsOut.value);
    return html`
      <div role="status">${this.#failure(words)}</div>
      <parley-confirm-dialog
        question=${words.question}
        consequence=${words.consequence}
        refusal=${words.refusal}
        confirmation=${words.confirmation}
        @confirmed=${() => this.#asked !== undefined && door.dismissGuest(this.#asked)}
      ></parley-confirm-dialog>
    `;
  }

  #failure({ confirmation }: ReturnType<typeof dismissalWords>) {
    const { dismissal, guest, dismissGuest } = this.call.door;
    if (dismissal.value === 'full') return this.#full();
    if (dismissal.value !== 'failed') return nothing;
    const { value: uid } = guest;
    const again = () => uid !== undefined && dismissGuest(uid);
    return html`<parley-notice .message=${dismissalFailed()}>
      ${uid === undefined ? nothing : this.#way(confirmation, again)}
    </parley-notice>`;
  }

  /** To ask once more would be of no use. */
  #full() {
    const canMakeLink = canMakeNewLink(this.call.newLink.state.value);
    const ask = () => this.dispatchEvent(new NewLinkRequestedEvent());
    const isRoom = this.call.room.value !== undefined;
    return html`<parley-notice .message=${dismissalFull({ canMakeLink, isRoom })}>
      ${canMakeLink ? this.#way(newLinkWords().make, ask) : nothing}
    </parley-notice>`;
  }

  #way(label: string, act: () => void) {
    return html`<button class="button" type="button" ?inert=${this.covered} @click=${act}>${label}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-guest-dismissal': GuestDismissal;
  }
}
