import type { CallHandle } from '@parley/call';
import { MAX_ROOM_NAME_LENGTH } from '@parley/protocol';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { icon } from '../../ui/icons.ts';
import { revealUnfolded } from '../../ui/reveal-unfolded.ts';
import { roomWords } from '../../words/room.ts';

/** What a lasting room is, for both; and what it is called, for its host to change. */
@customElement('parley-room-about')
export class RoomAbout extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      :host {
        font-size: var(--text-small);
      }

      .about {
        display: grid;
        gap: var(--space-2);
      }
    `,
  ];

  @property({ attribute: false }) call!: CallHandle;

  constructor() {
    super();
    new FollowCells(this, () => [this.call.room]);
  }

  override render() {
    const words = roomWords();
    const room = this.call.room.value;
    if (room === undefined) return nothing;
    return html`<details class="disclosure" @toggle=${revealUnfolded}>
      <summary>${words.about} ${icon('chevron')}</summary>
      <div class="about">
        <p class="soft">${words.stays}</p>
        ${room.isHost ? this.#rename(room.name) : nothing}
      </div>
    </details>`;
  }

  #rename(name: string) {
    const words = roomWords();
    return html`<label class="label" for="name">${words.rename}</label>
      <input
        class="input"
        id="name"
        type="text"
        autocomplete="off"
        maxlength=${MAX_ROOM_NAME_LENGTH}
        placeholder=${words.namePlaceholder}
        .value=${name}
        @change=${this.#onNamed}
      />`;
  }

  #onNamed(event: Event) {
    void this.call.renameRoom((event.target as HTMLInputElement).value);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-room-about': RoomAbout;
  }
}
