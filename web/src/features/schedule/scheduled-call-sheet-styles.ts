import { css } from 'lit';

export const scheduledCallSheetStyles = css`
  main {
    display: grid;
    gap: var(--space-5);
  }

  h1 {
    font-size: clamp(2rem, 1.4rem + 2.4vw, 3rem);
    letter-spacing: var(--tracking-display);
  }

  .lead {
    margin-block-start: var(--space-2);
    color: var(--color-ink-soft);
    font-size: var(--text-large);
  }

  /* The invitation, as on the page where it was written. */
  .plan {
    padding: var(--space-5);
    border: 1px solid var(--color-line);
    border-inline-start: 0.75rem solid var(--color-they);
    border-radius: var(--radius-sheet);
    background: var(--color-surface);
    box-shadow: var(--shadow-low);
  }

  .plan.is-over {
    border-color: var(--color-line);
    background: none;
    box-shadow: none;
  }

  .plan .title {
    margin-block-end: var(--space-2);
    font-family: var(--font-heading);
    font-size: var(--text-lead);
    font-weight: var(--weight-strong);
    line-height: 1.2;
    overflow-wrap: anywhere;
  }

  .plan .day {
    font-weight: var(--weight-strong);
  }

  .plan .soft {
    font-size: var(--text-small);
  }

  .plan .link {
    margin-block-start: var(--space-3);
    color: var(--color-accent);
    font-size: var(--text-small);
    overflow-wrap: anywhere;
  }

  .send {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }

  .disclosure {
    border-block-start: 1px solid var(--color-line);
  }

  .disclosure > summary {
    display: flex;
    justify-content: space-between;
    min-block-size: var(--size-control);
    color: var(--color-ink);
  }

  .disclosure + .disclosure {
    margin-block-start: calc(-1 * var(--space-5));
  }

  .disclosure:last-of-type {
    border-block-end: 1px solid var(--color-line);
  }

  .unfolded {
    display: grid;
    gap: var(--space-4);
    padding-block: var(--space-2) var(--space-5);
  }

  .unfolded section {
    display: grid;
    gap: var(--space-2);
  }

  h2 {
    font-size: var(--text-large);
  }

  .unfolded .soft {
    font-size: var(--text-small);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }

  /* Always there for screen readers, and without a place of its own while it is empty. */
  [role="alert"]:not(:has(*)) {
    margin-block-end: calc(-1 * var(--space-5));
  }

  .grave {
    color: var(--color-problem);
  }

  @media (max-width: 34rem) {
    .send > *,
    .actions > * {
      flex: 1 1 100%;
    }
  }
`;
