import { MAX_ROOM_NAME_LENGTH } from '@parley/protocol';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { choiceStyles } from '../../ui/field-templates.ts';
import { roomWords } from '../../words/room.ts';
import { RoomChosenEvent } from './events.ts';

/** Whether a call that is started becomes a lasting room, and what that is called. */
@customElement('parley-room-field')
export class RoomField extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    choiceStyles,
    css`
      .about {
        display: grid;
        gap: var(--space-2);
        margin-block-start: var(--space-2);
      }

      .soft {
        font-size: var(--text-small);
      }
    `,
  ];

  /** Undefined: it becomes none. */
  @property({ attribute: false }) name: string | undefined;

  override render() {
    const words = roomWords();
    return html`<label class="choice">
        <input type="checkbox" .checked=${this.name !== undefined} @change=${this.#onChosen} />
        <span>${words.choice} <small class="soft">${words.choiceHelp}</small></span>
      </label>
      ${
        this.name === undefined
          ? nothing
          : html`<div class="about">
              <label class="label" for="name">${words.name}</label>
              <input
                class="input"
                id="name"
                type="text"
                autocomplete="off"
                maxlength=${MAX_ROOM_NAME_LENGTH}
                placeholder=${words.namePlaceholder}
                aria-describedby="stored risk"
                .value=${this.name}
                @input=${this.#onNamed}
              />
              <p class="soft" id="stored">${words.stored}</p>
              <p class="soft" id="risk">${words.risk}</p>
            </div>`
      }`;
  }

  #onChosen(event: Event) {
    this.#choose((event.target as HTMLInputElement).checked ? '' : undefined);
  }

  #onNamed(event: Event) {
    this.#choose((event.target as HTMLInputElement).value);
  }

  #choose(name: string | undefined) {
    this.name = name;
    this.dispatchEvent(new RoomChosenEvent(name));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-room-field': RoomField;
  }
}
