/** The field for a person's name, in whichever element asks for one: what is typed there, and what is wrong with it. */
import { type PersonName, PersonNameError, type PersonNameProblem, parsePersonName } from '@parley/protocol';
import { html, type LitElement, nothing } from 'lit';
import { personNameProblem } from '../../words/people.ts';

/** Longer ones are told that they are too long. */
const MAX_TYPED_LENGTH = 60;

export class NameField {
  readonly #host: LitElement;
  readonly #id: string;
  #problem: PersonNameProblem | undefined;

  /** @param id of the field, within the host */
  constructor(host: LitElement, id: string) {
    this.#host = host;
    this.#id = id;
  }

  render(label: string, help?: string) {
    const problem = this.#problem;
    return html`<div>
      <label class="label" for=${this.#id}>${label}</label>
      <input
        class="input"
        id=${this.#id}
        type="text"
        dir="ltr"
        autocomplete="off"
        autocapitalize="none"
        autocorrect="off"
        spellcheck="false"
        maxlength=${MAX_TYPED_LENGTH}
        aria-describedby="problem name-help"
        aria-invalid=${problem === undefined ? 'false' : 'true'}
        @input=${() => this.#note(undefined)}
      />
      <p class="problem" id="problem" aria-live="polite" ?hidden=${problem === undefined}>
        ${problem === undefined ? nothing : personNameProblem(problem)}
      </p>
      <small class="soft" id="name-help" ?hidden=${help === undefined}>${help ?? nothing}</small>
    </div>`;
  }

  /** It is drawn. */
  get isAsked(): boolean {
    return this.#input !== null;
  }

  /** Undefined: it is no name, which is said. */
  read(): PersonName | undefined {
    this.#note(undefined);
    try {
      return parsePersonName(this.#input?.value ?? '');
    } catch (error) {
      if (!(error instanceof PersonNameError)) throw error;
      this.#note(error.problem);
      this.#input?.focus();
      return undefined;
    }
  }

  get #input(): HTMLInputElement | null {
    return this.#host.renderRoot.querySelector<HTMLInputElement>(`[id='${this.#id}']`);
  }

  #note(problem: PersonNameProblem | undefined): void {
    if (problem === this.#problem) return;
    this.#problem = problem;
    this.#host.requestUpdate();
  }
}
