import {
  type CallServices,
  failureCode,
  loadWords,
  nearestWords,
  visitByWords,
  type WordsVisitState,
} from '@parley/call';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import '../../ui/notice.ts';
import { hostSays } from '../../words/door.ts';
import { callErrorMessage } from '../../words/errors.ts';
import { offeredWord, typedWordsWords, unknownWord } from '../../words/spoken.ts';
import { JoinCallRequestedEvent, WordChosenEvent } from './events.ts';

export type ConnectForWords = () => Promise<Pick<CallServices, 'spoken' | 'identity' | 'clock'>>;

/** A word that is in no list, and those that may be meant. */
interface Slip {
  readonly status: 'slip';
  readonly written: string;
  readonly nearest: readonly string[];
}

/** What becomes of words that somebody has typed, until their host lets them in. */
@customElement('parley-words-visit')
export class WordsVisit extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      .told {
        display: grid;
        gap: var(--space-2);
        font-size: var(--text-small);
        overflow-wrap: anywhere;
      }

      .offers {
        display: inline-flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        vertical-align: middle;
      }
    `,
  ];

  /** Undefined: none were typed. Others, or the same anew: they are tried. */
  @property({ attribute: false }) words?: readonly string[] | undefined;
  /** May reject with a CallError. */
  @property({ attribute: false }) connect!: ConnectForWords;
  /** What this person wants to be called; empty: nothing. */
  @property({ attribute: false }) name = '';
  @state() private shown: WordsVisitState | Slip | undefined;
  #visit = new AbortController();

  override connectedCallback() {
    super.connectedCallback();
    addEventListener('pagehide', this.#goAway);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.#goAway);
    this.#goAway();
  }

  /** The host is to see nobody there who is not. */
  readonly #goAway = () => this.#visit.abort();

  protected override willUpdate(changed: PropertyValues<this>) {
    if (!changed.has('words') || this.#isUnderWay(changed.get('words'))) return;
    this.#visit.abort();
    this.#visit = new AbortController();
    this.shown = undefined;
    if (this.words !== undefined) void this.#begin(this.words, this.#visit.signal);
  }

  /** Whoever presses twice has pressed once. */
  #isUnderWay(before: readonly string[] | undefined): boolean {
    const isOpen = ['checking', 'rung', 'one-moment'].includes(this.shown?.status ?? '');
    return isOpen && before?.join() === this.words?.join();
  }

  override render() {
    return html`<div class="told" role="status">${this.shown === undefined ? nothing : this.#told(this.shown)}</div>`;
  }

  #told(shown: WordsVisitState | Slip): TemplateResult {
    const words = typedWordsWords();
    switch (shown.status) {
      case 'slip':
        return html`<p>${this.#slip(shown)}</p>`;
      case 'checking':
      case 'nowhere':
      case 'own':
      case 'rung':
      case 'gone':
      case 'elsewhere':
        return html`<p>${words[shown.status]}</p>`;
      case 'one-moment':
      case 'declined':
        return html`<p>${shown.status === 'declined' ? words.declined : words.oneMoment}</p>
          ${shown.word === '' ? nothing : html`<p>${hostSays(shown.word)}</p>`}`;
      case 'failed':
        return html`<parley-notice .message=${callErrorMessage(shown.error)}></parley-notice>`;
      case 'admitted':
        return html``;
    }
  }

  #slip({ written, nearest }: Slip) {
    if (nearest.length === 0) return unknownWord(written);
    const choose = (word: string) => () => this.dispatchEvent(new WordChosenEvent(written, word));
    const offers = nearest.map(
      (word) =>
        html`<button class="button" type="button" @click=${choose(word)}>${offeredWord(word)}</button>`,
    );
    return unknownWord(written, html`<span class="offers">${offers}</span>`);
  }

  async #begin(words: readonly string[], signal: AbortSignal) {
    this.shown = { status: 'checking' };
    try {
      const list = await loadWords();
      if (signal.aborted) return;
      const written = words.find((word) => !list.includes(word));
      if (written !== undefined) {
        this.shown = { status: 'slip', written, nearest: nearestWords(list, written) };
        return;
      }
    } catch (error) {
      if (!signal.aborted) this.shown = { status: 'failed', error: failureCode(error) };
      return;
    }
    const { connect, name } = this;
    const visit = visitByWords({ words, name, services: connect, signal });
    visit.subscribe((state) => {
      this.shown = state;
      if (state.status === 'admitted') this.dispatchEvent(new JoinCallRequestedEvent({ id: state.id }));
    }, signal);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-words-visit': WordsVisit;
  }
}
