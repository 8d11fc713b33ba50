import { css } from 'lit';

/** A question that has to be answered first. */
export const dialogStyles = css`
  dialog {
    inline-size: min(24rem, 100vi - 2 * var(--space-4));
    padding: var(--space-5);
    border: 1px solid var(--color-line);
    border-radius: var(--radius-large);
    background: var(--color-surface);
    box-shadow: var(--shadow-high);
    color: var(--color-ink);
  }

  dialog::backdrop {
    background: var(--color-backdrop);
  }

  h2 {
    font-size: var(--text-large);
  }

  p {
    margin-block: var(--space-2) var(--space-5);
    color: var(--color-ink-soft);
  }

  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }

  .answers > * {
    flex: 1 1 auto;
  }
`;
