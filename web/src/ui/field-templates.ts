/** Parts of forms that several components have. */
import { css, html } from 'lit';

interface RadioOptions {
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly note: string;
  /** The value of the one that is chosen. */
  readonly chosen: string;
  readonly choose: (value: string) => void;
}

/** One of several choices, with a note on what it means. */
export function radio({ name, value, label, note, chosen, choose }: RadioOptions) {
  const id = `${name}-${value}`;
  return html`<label class="choice" for=${id}>
    <input
      type="radio"
      id=${id}
      name=${name}
      value=${value}
      aria-describedby="${id}-note"
      aria-labelledby="${id}-label"
      .checked=${value === chosen}
      @change=${() => choose(value)}
    />
    <span>
      <span id="${id}-label">${label}</span>
      <span class="soft" id="${id}-note">${note}</span>
    </span>
  </label>`;
}

/** The options of a select: the usual ones, and the one that is chosen wherever it belongs among them. */
export function options(usual: readonly number[], chosen: number, words: (value: number) => string) {
  const values = [...new Set([...usual, chosen])].sort((one, other) => one - other);
  return values.map(
    (value) => html`<option value=${value} .selected=${value === chosen}>${words(value)}</option>`,
  );
}

/** One line with a box to tick or a knob to press, and what it means. */
export const choiceStyles = css`
  .choice {
    display: grid;
    grid-template-columns: auto 1fr;
    align-items: start;
    gap: var(--space-2);
    min-block-size: var(--size-touch);
    cursor: pointer;
  }

  .choice input {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    margin: 0.125rem 0 0;
    accent-color: var(--color-accent);
  }

  .choice small,
  .choice .soft {
    display: block;
    font-size: var(--text-small);
  }
`;

/** Several to choose one of, each in a frame. */
export const framedChoiceStyles = css`
  ${choiceStyles}

  fieldset {
    display: grid;
    gap: var(--space-2);
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: none;
  }

  legend {
    padding: 0;
  }

  .choice {
    gap: var(--space-3);
    padding: var(--space-3) var(--space-4);
    border: 1px solid var(--color-line-strong);
    border-radius: var(--radius-medium);
    background: var(--color-surface);
  }

  .choice:has(:checked) {
    border-color: var(--color-accent);
    box-shadow: inset 0 0 0 1px var(--color-accent);
  }

  .choice:has(:focus-visible) {
    outline: var(--focus-ring);
    outline-offset: 2px;
  }

  .choice input:focus-visible {
    outline: none;
  }
`;
