import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { baseStyles, controlStyles } from './control-styles.ts';
import { dialogStyles } from './dialog-styles.ts';
import { ConfirmedEvent } from './events.ts';

/** Asks whether something that cannot be undone should really happen. */
@customElement('parley-confirm-dialog')
export class ConfirmDialog extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    dialogStyles,
    css`
      dialog {
        inline-size: min(24rem, 100vi - 2 * var(--space-4));
      }

      h2 {
        font-size: var(--text-large);
      }

      p {
        margin-block: var(--space-2) var(--space-5);
        color: var(--color-ink-soft);
      }

      .answers {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }

      .answers > * {
        flex: 1 1 auto;
      }
    `,
  ];

  @property() question = '';
  /** What will follow. */
  @property() consequence = '';
  /** On the button that leaves everything as it is. */
  @property() refusal = '';
  /** On the button that does it. */
  @property() confirmation = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  override render() {
    return html`<dialog aria-labelledby="question" aria-describedby="consequence">
      <h2 id="question">${this.question}</h2>
      <p id="consequence">${this.consequence}</p>
      <div class="answers">
        <button class="button" type="button" autofocus @click=${this.close}>${this.refusal}</button>
        <button class="button danger" type="button" @click=${this.#confirm}>${this.confirmation}</button>
      </div>
    </dialog>`;
  }

  show() {
    if (!this.dialog.open) this.dialog.showModal();
  }

  /** What it asks about is not so any more. */
  close() {
    this.dialog.close();
  }

  #confirm() {
    this.dialog.close();
    this.dispatchEvent(new ConfirmedEvent());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-confirm-dialog': ConfirmDialog;
  }
}
