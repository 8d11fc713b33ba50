import type { CallHandle, CallState, Visitor } from '@parley/call';
import { MAX_WORD_LENGTH } from '@parley/protocol';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { EverySecond } from '../../ui/every-second.ts';
import { FollowCells } from '../../ui/follow-cells.ts';
import { icon } from '../../ui/icons.ts';
import { KeepFocus } from '../../ui/keep-focus.ts';
import { atTheDoor, doorWords, visitorLabel, visitorName, visitorStanding } from '../../words/door.ts';
import { ringOf } from '../attention/ring-signs.ts';

/** How often it is said anew how long somebody has waited. */
const TICK_MS = 15_000;

/**
 * Who stands at the host's door, and what can be said to them: unfolded while somebody can be let in or has had no answer, and
 * otherwise a pill that the host unfolds.
 * Without anybody there it takes no room. That somebody has rung is announced with what else happens (call-attention).
 */
@customElement('parley-door-visitors')
export class DoorVisitors extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      /* Without anybody there it takes no room, not even that between it and others. */
      :host {
        display: block;
        max-inline-size: 100%;
        margin-block-start: calc(-1 * var(--space-2));
        overflow-wrap: anywhere;
      }

      :host([open]) {
        inline-size: min(26rem, 100%);
      }

      section {
        display: flex;
        flex-direction: column;
        margin-block-start: var(--space-2);
        border: 1px solid var(--color-line);
        border-radius: calc(var(--size-touch) / 2);
        background: var(--color-surface);
        box-shadow: var(--shadow-high);
        overflow: clip;
        pointer-events: auto;
      }

      /* A face can be seen beside it, and the call's bar: what has no room scrolls. */
      :host([open]) section {
        max-block-size: max(min(9rem, var(--said-room, 26rem)), min(26rem, 50dvb, var(--said-room, 26rem)));
      }

      /* No room for a heading that stays while the rest scrolls. */
      @media (max-height: 22rem) {
        :host([open]) section {
          max-block-size: var(--said-room, 26rem);
          overflow-y: auto;
        }
      }

      h2 {
        flex: none;
        font: inherit;
        letter-spacing: normal;
      }

      .fold {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        inline-size: 100%;
        min-block-size: var(--size-touch);
        padding: var(--space-1) var(--space-4);
        border: 0;
        border-radius: calc(var(--size-touch) / 2);
        background: none;
        color: inherit;
        font: inherit;
        font-weight: var(--weight-strong);
        text-align: start;
        cursor: pointer;
      }

      .fold:focus-visible {
        outline-offset: -4px;
      }

      .fold .icon {
        inline-size: 1.25rem;
        block-size: 1.25rem;
      }

      .fold > span {
        flex: 1;
      }

      [aria-expanded='true'] .icon:last-child {
        rotate: 180deg;
      }

      /* Its label for those who listen scrolls with it, and makes nothing else longer. */
      .folded {
        position: relative;
        display: grid;
        gap: var(--space-3);
        overflow-y: auto;
        padding: var(--space-1) var(--space-4) var(--space-4);
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
    `,
  ];

  @property({ attribute: false }) call!: CallHandle;
  @property({ type: Boolean, reflect: true }) open = false;
  @query('#word') private readonly wordInput!: HTMLInputElement;
  @query('.fold') private readonly fold!: HTMLElement | null;
  /** Who had rung when this was drawn last. */
  #rings: ReadonlySet<string> = new Set();
  /** Somebody could be let in then. */
  #wasFree = false;

  constructor() {
    super();
    new KeepFocus(this, () => this.fold);
    new EverySecond(this, TICK_MS);
    new FollowCells(this, () => [this.call.state, this.call.door.visitors, this.call.door.isAsking]);
  }

  protected override willUpdate() {
    const visitors = this.#visitors;
    const isFree = this.#isFree;
    const isNews = visitors.some((visitor) => !visitor.isAskedToWait && !this.#rings.has(ringOf(visitor)));
    if (visitors.length === 0) this.open = false;
    else if (isNews) this.open = true;
    else if (isFree !== this.#wasFree || this.#rings.size === 0)
      this.open = isFree || this.#isSomebodyUnanswered;
    this.#rings = new Set(visitors.map(ringOf));
    this.#wasFree = isFree;
  }

  /** What had the focus and is folded away has it no more. */
  protected override updated() {
    const focused = this.shadowRoot?.activeElement;
    if (!this.open && focused?.closest('.folded') != null) this.fold?.focus();
  }

  override render() {
    const visitors = this.#visitors;
    if (visitors.length === 0) return nothing;
    const words = doorWords();
    return html`<section aria-labelledby="heading">
      <h2>
        <button class="fold" id="heading" type="button" aria-expanded=${this.open} @click=${this.#toggle}>
          ${icon('bell')} <span>${atTheDoor(visitors.map(({ name }) => name))}</span> ${icon('chevron')}
        </button>
      </h2>
      <div class="folded" ?hidden=${!this.open}>
        <ul>
          ${repeat(
            visitors,
            ({ uid }) => uid,
            (visitor) => this.#visitor(visitor, words),
          )}
        </ul>
        ${this.#isFree ? nothing : html`<p class="soft">${words.afterThis}</p>`}
        <div>
          <label class="visually-hidden" for="word">${words.word}</label>
          <input
            class="input"
            id="word"
            type="text"
            autocomplete="off"
            placeholder=${words.word}
            maxlength=${MAX_WORD_LENGTH}
          />
        </div>
      </div>
    </section>`;
  }

  get #visitors(): readonly Visitor[] {
    return this.call.door.visitors.value ?? [];
  }

  /** Somebody can be let in now. */
  get #isFree(): boolean {
    return this.#visitors.some((visitor) => canLetIn(this.call, visitor));
  }

  #toggle() {
    this.open = !this.open;
  }

  get #isSomebodyUnanswered(): boolean {
    return this.#visitors.some(({ isAskedToWait }) => !isAskedToWait);
  }

  /** Once everybody knows, and nobody can come in, there is nothing left to do. */
  #askToWait(uid: string) {
    const isLast = this.#visitors.every((other) => other.uid === uid || other.isAskedToWait);
    this.call.door.askToWait(uid, this.#takeWord());
    if (isLast && !this.#isFree) this.open = false;
  }

  #visitor(visitor: Visitor, words: ReturnType<typeof doorWords>) {
    const { uid, name, since, isByWords } = visitor;
    const { door, now } = this.call;
    return html`<li>
      <div>
        <span class="name">${visitorName(name)}</span>
        <span class="soft">${visitorStanding(now() - since, visitor)}</span>
      </div>
      <div class="actions">
        ${
          !canLetIn(this.call, visitor)
            ? nothing
            : html`<button
                class="button primary"
                type="button"
                aria-label=${visitorLabel(words.letIn, name, isByWords)}
                @click=${() => door.admit(uid)}
              >
                ${words.letIn}
              </button>`
        }
        <button
          class="button"
          type="button"
          aria-label=${visitorLabel(words.oneMoment, name, isByWords)}
          @click=${() => this.#askToWait(uid)}
        >
          ${words.oneMoment}
        </button>
        <button
          class="button"
          type="button"
          aria-label=${visitorLabel(words.notNow, name, isByWords)}
          @click=${() => door.turnAway(uid, this.#takeWord())}
        >
          ${words.notNow}
        </button>
      </div>
    </li>`;
  }

  /** Said once. */
  #takeWord(): string {
    const word = this.wordInput.value;
    this.wordInput.value = '';
    return word;
  }
}

/**
 * False: somebody is in the call, or about to be, and nobody else is let in over them. Where there is no door, whoever only looks keeps
 * nobody out: who is let in by words learns the link, and may come in with it as anybody does.
 */
export function canLetIn(
  { state, door }: Pick<CallHandle, 'state' | 'door'>,
  { isByWords }: Visitor,
): boolean {
  if (isByWords && door.isAsking.value !== true && isOnlyLookedAt(state.value)) return true;
  return state.value.phase === 'waiting' && state.value.because !== 'no-route';
}

function isOnlyLookedAt(state: CallState): boolean {
  return (state.phase === 'connected' || state.phase === 'reconnecting') && state.peer?.hasEntered === false;
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-door-visitors': DoorVisitors;
  }
}
