import { css } from 'lit';

export const scheduleFormStyles = css`
  form {
    display: grid;
    gap: var(--space-5);
  }

  .when {
    display: grid;
    grid-template-columns: 1.35fr 1fr 1fr;
    gap: var(--space-3);
  }

  .when > * {
    min-inline-size: 0;
  }

  .when .problems {
    grid-column: 1 / -1;
  }

  .problems:not(:has(p)) {
    display: none;
  }

  .summary {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--space-3);
    padding: var(--space-4);
    border-radius: var(--radius-medium);
    background: var(--color-accent-wash);
  }

  .summary .icon {
    color: var(--color-accent);
  }

  .summary:not(:has(p)) {
    display: none;
  }

  .summary .soft {
    font-size: var(--text-small);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-3);
  }

  .summary .day {
    font-weight: var(--weight-medium);
  }

  @media (max-width: 34rem) {
    .when {
      grid-template-columns: 1.35fr 1fr;
    }

    .when .length {
      grid-column: 1 / -1;
    }

    .actions > *,
    ::slotted(*) {
      flex: 1 1 100%;
    }
  }
`;
