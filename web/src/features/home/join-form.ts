import { readSpokenWords, retryBriefly, type SpokenReading } from '@parley/call';
import {
  type CallAddress,
  CallIdError,
  type CallIdProblem,
  formatCallId,
  parseCallAddress,
} from '@parley/protocol';
import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { baseStyles, controlStyles } from '../../ui/control-styles.ts';
import { icon } from '../../ui/icons.ts';
import '../../ui/notice.ts';
import { callIdProblem } from '../../words/call-id.ts';
import { callErrorMessage } from '../../words/errors.ts';
import { joinFormWords } from '../../words/home.ts';
import { type SpokenProblem, spokenProblem } from '../../words/spoken.ts';
import { type BegunField, type Pasted, pastedBy } from './begun.ts';
import { JoinCallRequestedEvent, type WordChosenEvent } from './events.ts';
import type { ConnectForWords } from './words-visit.ts';

/**
 * More than any link with what mail gateways wrap around it. A browser's time to lay out a run of combining marks grows
 * with the square of its length: 100,000 would stop the page for half a minute, 4,000 for less than a tenth of a second.
 */
const MAX_PASTED_LENGTH = 4_000;

type Reading = CallAddress | SpokenReading | { readonly problem: CallIdProblem };

/** What was written, and what is made of it: read once, however often it is drawn. */
interface Written {
  readonly text: string;
  readonly reading: Reading;
}

/** What more typing may mend. */
const MENDABLE: ReadonlySet<CallIdProblem | SpokenProblem> = new Set([
  'empty',
  'too-short',
  'host-key-damaged',
  'too-few-words',
] as const);

/** Takes a call ID, a link or words that are read out, in whatever shape it arrives, and says at once what it makes of it. */
@customElement('parley-join-form')
export class JoinForm extends LitElement {
  static override styles = [
    baseStyles,
    controlStyles,
    css`
      /* One pill, with the way on in it. */
      .row {
        display: flex;
        align-items: center;
        border: 1px solid var(--color-line-strong);
        border-radius: var(--radius-control);
        background: var(--color-surface);
        overflow: clip;
      }

      .row:focus-within:has(:focus-visible) {
        outline: var(--focus-ring);
        outline-offset: 1px;
      }

      .row:has([aria-invalid="true"]) {
        border-color: var(--color-problem);
      }

      .input {
        flex: 1;
        min-inline-size: 0;
        padding-inline: var(--space-4) var(--space-1);
        border: none;
        background: none;
      }

      .input:focus-visible {
        outline: none;
      }

      .button {
        align-self: stretch;
        border: none;
        background: none;
        font-weight: var(--weight-strong);
      }

      .button:focus-visible {
        outline-offset: -4px;
      }

      .verdict {
        display: flex;
        gap: var(--space-2);
        /* One line is kept free, so that a verdict seldom moves the page. */
        min-block-size: 1.5rem;
        margin-block-start: var(--space-2);
        font-size: var(--text-small);
      }

      .verdict .icon {
        inline-size: 1.125rem;
        block-size: 1.125rem;
      }

      .found {
        color: var(--color-accent);
      }

      .problem {
        color: var(--color-problem);
      }

      code {
        font-family: var(--font-code);
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** For words. May reject with a CallError. */
  @property({ attribute: false }) connect!: ConnectForWords;
  /** What this person wants to be called; empty: nothing. */
  @property({ attribute: false }) name = '';
  @state() private written = read('');
  /** The words that are tried; undefined: none. */
  @state() private tried: readonly string[] | undefined;
  /** What tries them could not be fetched. */
  @state() private isIncomplete = false;
  /** The person has stopped writing, so what is missing may now be said. */
  @state() private isFinished = false;
  /** As the clipboard has it: a field of one line takes the line breaks out, and a word that is a link loses its address. */
  #pasted = { shown: '', meant: read('') };
  @query('input') private readonly input!: HTMLInputElement;

  override focus() {
    this.input.focus();
  }

  /** With what was written, or pasted, before this form was there. */
  goOn({ text, selection, pasted }: BegunField) {
    this.input.value = text;
    this.input.setSelectionRange(...selection);
    if (pasted !== undefined) this.#keepPasted(pasted);
    this.#read(pasted !== undefined);
  }

  /** One of its controls; null: it has none with that ID. */
  control(id: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`[id='${id}']`);
  }

  override render() {
    const words = joinFormWords();
    const { reading } = this.written;
    const problem = this.#problemToShow();
    return html`<form novalidate @submit=${this.#onSubmit}>
      <label class="visually-hidden" for="id">${words.label}</label>
      <div class="row">
        <input
          class="input"
          id="id"
          type="text"
          inputmode="text"
          autocomplete="off"
          autocapitalize="none"
          autocorrect="off"
          spellcheck="false"
          enterkeyhint="go"
          maxlength=${MAX_PASTED_LENGTH}
          placeholder=${words.placeholder}
          aria-describedby="verdict"
          aria-invalid=${problem === undefined ? 'false' : 'true'}
          @paste=${this.#onPaste}
          @input=${this.#onInput}
          @change=${this.#onChange}
        />
        <button class="button" id="join" type="submit">${words.submit} ${icon('forward')}</button>
      </div>
      <p class="verdict" id="verdict" aria-live="polite">${this.#verdict(reading, problem)}</p>
    </form>
    <div role="alert">
      ${this.isIncomplete ? html`<parley-notice .message=${callErrorMessage('page-incomplete')}></parley-notice>` : nothing}
    </div>
    <parley-words-visit
      .words=${this.tried}
      .connect=${this.connect}
      .name=${this.name}
      @word-chosen=${this.#onWordChosen}
    ></parley-words-visit>`;
  }

  #verdict(reading: Reading, problem: CallIdProblem | SpokenProblem | undefined) {
    if ('id' in reading) {
      return html`<span class="found">${icon('check')}</span> <span>${joinFormWords().found(formatCallId(reading.id))}</span>`;
    }
    if (problem === undefined) return nothing;
    return html`<span class="problem">${icon('problem')}</span>
      <span class="problem">${problemSentence(problem)}</span>`;
  }

  /** What more typing may still mend is said only to somebody who has finished. */
  #problemToShow(): CallIdProblem | SpokenProblem | undefined {
    const { text, reading } = this.written;
    if (!('problem' in reading)) return undefined;
    const isMendable = MENDABLE.has(reading.problem) || isLinkBegun(text);
    return isMendable && !this.isFinished ? undefined : reading.problem;
  }

  #onInput({ inputType }: InputEvent) {
    this.tried = undefined;
    this.#read(inputType === 'insertFromPaste');
  }

  #read(isPasted: boolean) {
    const { value } = this.input;
    this.written = withoutSpace(value) === this.#pasted.shown ? this.#pasted.meant : read(value);
    this.isFinished = isPasted && !this.#isEmpty;
  }

  #onPaste(event: ClipboardEvent) {
    this.#keepPasted(pastedBy(event));
  }

  #keepPasted({ plain, rich }: Pasted) {
    const plainly = read(plain);
    const richly = 'id' in plainly.reading ? plainly : read(rich);
    this.#pasted = { shown: withoutSpace(plain), meant: 'id' in richly.reading ? richly : plainly };
  }

  #onChange() {
    this.isFinished = !this.#isEmpty;
  }

  get #isEmpty(): boolean {
    return this.written.text.trim() === '';
  }

  #onSubmit(event: SubmitEvent) {
    event.preventDefault();
    this.isFinished = true;
    const { reading } = this.written;
    if ('id' in reading) this.dispatchEvent(new JoinCallRequestedEvent(reading));
    else if ('words' in reading) this.#try(reading.words);
    else this.input.focus();
  }

  #try(words: readonly string[]) {
    // Another list each time: the same words are tried anew by pressing once more.
    this.tried = [...words];
    retryBriefly(() => import('./words-visit.ts')).then(
      () => {
        this.isIncomplete = false;
      },
      () => {
        this.isIncomplete = true;
      },
    );
  }

  #onWordChosen({ written, meant }: WordChosenEvent) {
    const words = this.tried?.map((word) => (word === written ? meant : word));
    if (words === undefined) return;
    this.input.value = words.join(' ');
    this.written = read(this.input.value);
    this.input.focus();
    this.#try(words);
  }
}

function problemSentence(problem: CallIdProblem | SpokenProblem): string {
  return problem === 'too-few-words' || problem === 'too-many-words'
    ? spokenProblem(problem)
    : callIdProblem(problem);
}

function read(text: string): Written {
  try {
    return { text, reading: readSpokenWords(text) ?? parseCallAddress(text) };
  } catch (error) {
    if (error instanceof CallIdError) return { text, reading: { problem: error.problem } };
    throw error;
  }
}

function withoutSpace(text: string): string {
  return text.replace(/\s/g, '');
}

function isLinkBegun(text: string): boolean {
  return /^\s*https?:/i.test(text) && !text.includes('#');
}

declare global {
  interface HTMLElementTagNameMap {
    'parley-join-form': JoinForm;
  }
}
