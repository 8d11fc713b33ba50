import type { CallHandle, Visitor } from '@parley/call';
import { MAX_WORD_LENGTH } from '@parley/protocol';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { EverySecond } from '../../ui/every-second.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import { doorWords, visitorLabel, visitorName, waitedFor } from '../../words/door.ts';

/** How often it is said anew how long somebody has waited. */
const TICK_MS = 15_000;

/** Who stands at the host's door, and what can be said to them. Without anybody there it takes no room. */
@customElement('parley-door-visitors')
export class DoorVisitors extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      /* Without anybody there it takes no room, not even that between it and others. */
      :host {
        display: block;
        inline-size: min(26rem, 100%);
        margin-block-start: calc(-1 * var(--space-2));
        overflow-wrap: anywhere;
      }

      section {
        margin-block-start: var(--space-2);
        display: grid;
        gap: var(--space-3);
        overflow-y: auto;
        max-block-size: max(14rem, 55dvh);
        padding: var(--space-4);
        border: 1px solid var(--color-line);
        border-radius: var(--radius-sheet);
        background: var(--color-surface);
        box-shadow: var(--shadow-high);
        pointer-events: auto;
      }

      h2 {
        font-size: var(--text-lead);
      }

      ul {
        display: grid;
        gap: var(--space-3);
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: grid;
        gap: var(--space-2);
      }

      .name {
        font-weight: var(--weight-strong);
      }

      .soft {
        font-size: var(--text-small);
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
    `,
  ];

  @property({ attribute: false }) call!: CallHandle;
  @query('#word') private readonly wordInput!: HTMLInputElement;

  constructor() {
    super();
    new KeepFocus(this);
    new EverySecond(this, TICK_MS);
    new FollowCells(this, () => [this.call.state, this.call.door.visitors]);
  }

  override render() {
    const visitors = this.call.door.visitors.value ?? [];
    const words = doorWords();
    return html`<div role="status">${visitors.length === 0 ? nothing : this.#list(visitors, words)}</div>`;
  }

  #list(visitors: readonly Visitor[], words: ReturnType<typeof doorWords>) {
    return html`<section aria-labelledby="heading">
      <h2 id="heading">${words.heading}</h2>
      <ul>
        ${repeat(
          visitors,
          ({ uid }) => uid,
          (visitor) => this.#visitor(visitor, words),
        )}
      </ul>
      ${this.#isTaken ? html`<p class="soft">${words.afterThis}</p>` : nothing}
      <label class="soft" for="word">${words.word}</label>
      <input class="input" id="word" type="text" autocomplete="off" maxlength=${MAX_WORD_LENGTH} />
    </section>`;
  }

  #visitor({ uid, name, since, isAskedToWait }: Visitor, words: ReturnType<typeof doorWords>) {
    const { door, now } = this.call;
    return html`<li>
      <div>
        <span class="name">${visitorName(name)}</span>
        <span class="soft">${waitedFor(now() - since)}${isAskedToWait ? html`, ${words.isAskedToWait}` : nothing}</span>
      </div>
      <div class="actions">
        ${
          this.#isTaken
            ? nothing
            : html`<button
                class="button primary"
                type="button"
                aria-label=${visitorLabel(words.letIn, name)}
                @click=${() => door.admit(uid)}
              >
                ${words.letIn}
              </button>`
        }
        <button
          class="button"
          type="button"
          aria-label=${visitorLabel(words.oneMoment, name)}
          @click=${() => door.askToWait(uid, this.#takeWord())}
        >
          ${words.oneMoment}
        </button>
        <button
          class="button"
          type="button"
          aria-label=${visitorLabel(words.notNow, name)}
          @click=${() => door.turnAway(uid, this.#takeWord())}
        >
          ${words.notNow}
        </button>
      </div>
    </li>`;
  }

  /** Somebody is in the call, or about to be: nobody else is let in over them. */
  get #isTaken(): boolean {
    const state = this.call.state.value;
    return state.phase !== 'waiting' || state.because === 'no-route';
  }

  /** Said once. */
  #takeWord(): string {
    const word = this.wordInput.value;
    this.wordInput.value = '';
    return word;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-door-visitors': DoorVisitors;
  }
}
