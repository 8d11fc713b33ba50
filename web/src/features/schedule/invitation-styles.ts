import { css } from 'lit';

/** What they will get, as they will get it. */
export const invitationStyles = css`
  .invitation {
    padding: var(--space-5);
    border: 1px solid var(--color-line);
    border-inline-start: 0.75rem solid var(--color-they);
    border-radius: var(--radius-sheet);
    background: var(--color-surface);
    box-shadow: var(--shadow-low);
  }

  .invitation .title {
    font: var(--weight-strong) var(--text-lead) / 1.2 var(--font-heading);
  }

  .invitation .day {
    font-weight: var(--weight-strong);
  }

  .invitation .soft {
    font-size: var(--text-small);
  }
`;
