import { html, LitElement } from 'lit';
import { customElement, query } from 'lit/decorators.js';
import type { ConfirmDialog } from '../ui/confirm-dialog.ts';
import { leaveCallWords } from '../words/site.ts';

/** Asks whoever goes elsewhere in the middle of a call. What it asks by comes with the page of the call. */
@customElement('parley-leave-question')
export class LeaveQuestion extends LitElement {
  /** Goes where the person wanted to go; undefined: they are not asked. */
  #leave?: () => void;
  @query('parley-confirm-dialog') private readonly dialog!: ConfirmDialog;

  /** @param leave what follows if they mean it */
  ask(leave: () => void): void {
    this.#leave = leave;
    this.dialog.show();
  }

  override render() {
    const words = leaveCallWords();
    return html`<parley-confirm-dialog
      question=${words.question}
      consequence=${words.consequence}
      refusal=${words.refusal}
      confirmation=${words.confirmation}
      @confirmed=${() => this.#leave?.()}
    ></parley-confirm-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-leave-question': LeaveQuestion;
  }
}
