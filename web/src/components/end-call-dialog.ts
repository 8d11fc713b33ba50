import { html, LitElement } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { baseStyles, controlStyles } from './control-styles.ts';
import { dialogStyles } from './dialog-styles.ts';
import { EndRequestedEvent } from './in-call-events.ts';

/** Asks whether the call should really end for both. */
@customElement('parley-end-call-dialog')
export class EndCallDialog extends LitElement {
  static override styles = [baseStyles, controlStyles, dialogStyles];

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  override render() {
    return html`<dialog aria-labelledby="title" aria-describedby="text">
      <h2 id="title">End the call for both of you?</h2>
      <p id="text">The call closes, and its link and ID stop working. If you only leave, the other person can stay.</p>
      <div class="answers">
        <button class="button" type="button" autofocus @click=${this.#close}>Stay in the call</button>
        <button class="button danger" type="button" @click=${this.#confirm}>End the call</button>
      </div>
    </dialog>`;
  }

  show() {
    this.dialog.showModal();
  }

  #close() {
    this.dialog.close();
  }

  #confirm() {
    this.dialog.close();
    this.dispatchEvent(new EndRequestedEvent());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-end-call-dialog': EndCallDialog;
  }
}
