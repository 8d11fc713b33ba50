import { css } from 'lit';

export const scheduledCallPageStyles = css`
  main {
    display: grid;
    gap: var(--space-6);
  }

  .lead {
    margin-block-start: var(--space-2);
    color: var(--color-ink-soft);
  }

  .plan {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--space-3);
    padding: var(--space-4) var(--space-5);
    border-radius: var(--radius-large);
    background: var(--color-accent-wash);
  }

  .plan > .icon {
    color: var(--color-accent);
  }

  .plan.is-over {
    background: var(--color-sunken);
  }

  .plan.is-over > .icon {
    color: var(--color-ink-soft);
  }

  .plan .title {
    margin-block-end: var(--space-1);
    font-size: var(--text-large);
    font-weight: var(--weight-strong);
    overflow-wrap: anywhere;
  }

  .plan .soft {
    font-size: var(--text-small);
  }

  .plan .entry {
    margin-block-start: var(--space-2);
  }

  section {
    display: grid;
    gap: var(--space-3);
    padding-block-start: var(--space-5);
    border-block-start: 1px solid var(--color-line);
  }

  h2 {
    font-size: var(--text-large);
  }

  section > .soft {
    margin-block-start: calc(-1 * var(--space-2));
    font-size: var(--text-small);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }

  .actions > * {
    flex: 0 1 auto;
  }

  /* Always there for screen readers, and without a place of its own while it is empty. */
  [role='alert']:not(:has(*)) {
    margin-block-end: calc(-1 * var(--space-3));
  }

  .grave {
    color: var(--color-problem);
  }

  @media (max-width: 34rem) {
    .actions > * {
      flex: 1 1 100%;
    }
  }
`;
