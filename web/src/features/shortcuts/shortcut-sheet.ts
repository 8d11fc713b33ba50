import { css, html, LitElement } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { CallPreferences, Preference } from '../../memory/preference.ts';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { dialogStyles } from '../../ui/dialog-styles.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { keyName, shortcutLabel, shortcutWords } from '../../words/shortcuts.ts';
import { SHORTCUTS } from './shortcut.ts';

/** The keys of a call, with a switch for them, and one for the sounds. */
@customElement('parley-shortcut-sheet')
export class ShortcutSheet extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    dialogStyles,
    css`
      dialog {
        inline-size: min(26rem, 100vi - 2 * var(--space-4));
        max-block-size: calc(100dvb - 2 * var(--space-4));
        overflow-y: auto;
      }

      h2 {
        margin-block-end: var(--space-3);
        font-size: var(--text-large);
      }

      dl {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        align-items: center;
        gap: var(--space-2) var(--space-4);
        margin-block: 0 var(--space-4);
      }

      dl.off {
        color: var(--color-ink-soft);
      }

      dt {
        text-align: center;
      }

      dd {
        margin: 0;
      }

      kbd {
        display: inline-block;
        min-inline-size: 2rem;
        padding: var(--space-1) var(--space-2);
        border: 1px solid var(--color-line-strong);
        border-block-end-width: 3px;
        border-radius: var(--radius-small);
        background: var(--color-raised);
        font: inherit;
        font-size: var(--text-small);
        font-weight: var(--weight-medium);
      }

      label {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--space-3);
        min-block-size: var(--size-touch);
        border-block-start: 1px solid var(--color-line);
        cursor: pointer;
      }

      input {
        flex: none;
        inline-size: 1.375rem;
        block-size: 1.375rem;
        accent-color: var(--color-accent);
      }

      .button {
        inline-size: 100%;
        margin-block-start: var(--space-4);
      }
    `,
  ];

  @property({ attribute: false }) preferences!: CallPreferences;
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  constructor() {
    super();
    new FollowCells(this, () => [this.preferences.singleKeys, this.preferences.sounds]);
  }

  override render() {
    const words = shortcutWords();
    const { singleKeys, sounds } = this.preferences;
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${words.title}</h2>
      <dl class=${singleKeys.value ? '' : 'off'}>
        ${SHORTCUTS.map(
          ({ action, key }) => html`<dt><kbd>${keyName(key)}</kbd></dt>
            <dd>${shortcutLabel(action)}</dd>`,
        )}
      </dl>
      ${this.#switch(words.singleKeys, singleKeys)} ${this.#switch(words.sounds, sounds)}
      <button class="button primary" type="button" autofocus @click=${() => this.dialog.close()}>${words.done}</button>
    </dialog>`;
  }

  show() {
    if (!this.dialog.open) this.dialog.showModal();
  }

  #switch(label: string, preference: Preference) {
    return html`<label>
      <span>${label}</span>
      <input
        type="checkbox"
        role="switch"
        .checked=${preference.value}
        @change=${({ target }: Event) => preference.set((target as HTMLInputElement).checked)}
      />
    </label>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-shortcut-sheet': ShortcutSheet;
  }
}
