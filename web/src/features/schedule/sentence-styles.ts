import { css } from 'lit';

/** A word of a sentence that is a control: the word until it has the focus, and then the control itself. */
export const sentenceStyles = css`
  .word {
    display: inline-grid;
    position: relative;
    align-items: center;
    min-block-size: var(--size-touch);
    max-inline-size: 100%;
    /* Those of one line do not touch those of the next. */
    margin-block: 0.14em;
    padding-inline: 0.6em 0.45em;
    border-radius: var(--radius-control);
    background: var(--color-you-wash);
    color: var(--color-you);
    line-height: 1.45;
    vertical-align: baseline;
  }

  .word:hover {
    box-shadow: inset 0 0 0 2px var(--color-you);
  }

  .word:focus-within {
    z-index: 1;
    outline: var(--focus-ring);
    outline-offset: 2px;
  }

  .word:has([aria-invalid="true"]) {
    background: var(--color-problem-wash);
    color: var(--color-problem);
  }

  .said {
    display: inline-flex;
    align-items: center;
    gap: 0.1em;
    min-inline-size: 0;
  }

  .said .icon {
    inline-size: 0.75em;
    block-size: 0.75em;
    stroke-width: 2.5;
  }

  .word > :is(input, select) {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    min-inline-size: 0;
    padding-inline: var(--space-4);
    border: none;
    border-radius: inherit;
    background: none;
    color: inherit;
    font: var(--weight-strong) max(1rem, 0.62em) / 1 var(--font-text);
    opacity: 0;
    cursor: pointer;
  }

  .word > :is(input, select):focus {
    outline: none;
  }

  /* Wide enough for the control as well: nothing may move when it takes or loses the focus, or a press goes beside its target. */
  .clock {
    min-inline-size: 7.75rem;
  }

  .clock.date {
    min-inline-size: 9rem;
  }

  .clock > .said {
    justify-content: space-between;
  }

  /* A press anywhere on the word opens it. */
  .clock > input::-webkit-calendar-picker-indicator {
    display: none;
  }

  .clock:focus-within > .said {
    visibility: hidden;
  }

  .clock > input:focus {
    opacity: 1;
  }

  select > option {
    background: var(--color-surface);
    color: var(--color-ink);
    font: var(--text-body) var(--font-text);
  }

  @media (forced-colors: active) {
    .word {
      border: 1px solid currentcolor;
    }
  }
`;
