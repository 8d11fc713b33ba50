import { html, LitElement } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import { baseStyles, controlStyles } from './control-styles.ts';
import { dialogStyles } from './dialog-styles.ts';
import { CancelRequestedEvent } from './scheduled-call-events.ts';

/** Asks whether a scheduled call should really be called off. */
@customElement('parley-cancel-call-dialog')
export class CancelCallDialog extends LitElement {
  static override styles = [baseStyles, controlStyles, dialogStyles];

  @query('dialog') private readonly dialog!: HTMLDialogElement;

  override render() {
    return html`<dialog aria-labelledby="title" aria-describedby="text">
      <h2 id="title">Cancel this call?</h2>
      <p id="text">
        Both links stop working, and whoever opens one is told that the call was called off. This cannot be undone.
      </p>
      <div class="answers">
        <button class="button" type="button" autofocus @click=${this.#close}>Keep the call</button>
        <button class="button danger" type="button" @click=${this.#confirm}>Cancel the call</button>
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
    this.dispatchEvent(new CancelRequestedEvent());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-cancel-call-dialog': CancelCallDialog;
  }
}
