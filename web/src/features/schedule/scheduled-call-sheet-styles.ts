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

  .invitation.is-over {
    border-color: var(--color-line);
    background: none;
    box-shadow: none;
  }

  .invitation .title {
    margin-block-end: var(--space-2);
    overflow-wrap: anywhere;
  }

  .invitation .link {
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

  .grave {
    color: var(--color-problem);
  }

  @media (max-width: 34rem) {
    .send > * {
      flex: 1 1 100%;
    }
  }
`;
