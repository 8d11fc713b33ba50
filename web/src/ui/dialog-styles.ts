import { css } from 'lit';

/** A dialog that lies over the page. Whoever has it says how wide it is. */
export const dialogStyles = css`
  dialog {
    padding: var(--space-5);
    border: 1px solid var(--color-line);
    border-radius: var(--radius-sheet);
    background: var(--color-surface);
    box-shadow: var(--shadow-high);
    color: var(--color-ink);
  }

  dialog::backdrop {
    background: var(--color-backdrop);
  }
`;
