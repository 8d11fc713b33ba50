import type { HostWordsHandle, HostWordsState } from '@parley/call';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import '../../ui/notice.ts';
import { callErrorMessage } from '../../words/errors.ts';
import { sayWordsWords, wordsHoldUntil } from '../../words/spoken.ts';
import { ownTimeZone } from '../../words/time-zones.ts';
import { clockTime } from '../../words/times.ts';

/** Four words that the host reads out, large, where there is no way to send the link. */
@customElement('parley-say-words')
export class SayWords extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      :host,
      .shown {
        display: grid;
        gap: var(--space-2);
      }

      .shown:empty {
        display: none;
      }

      .words {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: 0 0.6em;
        margin: 0;
        padding: var(--space-3);
        border-radius: var(--radius-medium);
        background: var(--color-sunken);
        font-size: var(--text-title);
        font-weight: var(--weight-strong);
        line-height: 1.3;
        list-style: none;
        overflow-wrap: anywhere;
        user-select: all;
      }

      .soft {
        font-size: var(--text-small);
      }

      .ways > * {
        flex: 1 1 auto;
      }
    `,
  ];

  @property({ attribute: false }) words!: HostWordsHandle;

  constructor() {
    super();
    new KeepFocus(this);
    new FollowCells(this, () => [this.words.state]);
  }

  override render() {
    const words = sayWordsWords();
    const state = this.words.state.value;
    return html`<div class="shown" role="status">${this.#shown(state)}</div>
      <div class="ways">
        ${
          state.status === 'drawing'
            ? nothing
            : html`<button class="button" type="button" @click=${() => this.words.draw()}>
                ${state.status === 'read-out' ? words.anew : words.say}
              </button>`
        }
        ${
          state.status === 'read-out'
            ? html`<button class="button" type="button" @click=${() => this.words.stop()}>${words.stop}</button>`
            : nothing
        }
      </div>`;
  }

  #shown(state: HostWordsState) {
    const words = sayWordsWords();
    switch (state.status) {
      case 'none':
        return nothing;
      case 'drawing':
      case 'lapsed':
      case 'used':
        return html`<p class="soft">${words[state.status]}</p>`;
      case 'failed':
        return html`<parley-notice .message=${callErrorMessage(state.error)}></parley-notice>`;
      case 'read-out':
        return html`<ol class="words" aria-label=${words.words} translate="no">
            ${state.words.map((word) => html`<li>${word}</li>`)}
          </ol>
          ${
            state.isTaken
              ? html`<p class="soft">${words.taken}</p>`
              : html`<p class="soft">${words.help}</p>
                  <p class="soft">${wordsHoldUntil(clockTime(state.lapseAt, ownTimeZone()))}</p>`
          }`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-say-words': SayWords;
  }
}
