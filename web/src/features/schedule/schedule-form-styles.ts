import { css } from 'lit';

export const scheduleFormStyles = css`
  form {
    display: grid;
    gap: var(--space-5);
  }

  .sentence {
    font-family: var(--font-heading);
    font-size: clamp(1.375rem, 1.1rem + 1.6vw, 2.125rem);
    font-weight: var(--weight-strong);
    line-height: 1.75;
    letter-spacing: var(--tracking-title);
  }

  parley-time-zone-field {
    display: inline-block;
    max-inline-size: 100%;
    vertical-align: baseline;
  }

  fieldset {
    margin-block-start: var(--space-4);
  }

  /* What they will get, as they will get it. */
  .invitation {
    display: grid;
    gap: var(--space-3);
    padding: var(--space-5);
    border: 1px solid var(--color-line);
    border-inline-start: 0.75rem solid var(--color-they);
    border-radius: var(--radius-sheet);
    background: var(--color-surface);
    box-shadow: var(--shadow-low);
  }

  .title {
    inline-size: 100%;
    min-block-size: var(--size-touch);
    margin: 0;
    padding: 0;
    border: none;
    border-block-end: 1px dashed var(--color-line-strong);
    border-radius: 0;
    background: none;
    color: var(--color-ink);
    font: var(--weight-strong) var(--text-lead) / 1.2 var(--font-heading);
    text-overflow: ellipsis;
  }

  .title::placeholder {
    color: var(--color-ink-soft);
    opacity: 1;
  }

  .invitation .day {
    font-weight: var(--weight-strong);
  }

  .invitation .soft {
    font-size: var(--text-small);
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-3);
  }

  /* Always there for screen readers, and without a place of its own while it is empty. */
  [role="alert"]:not(:has(*)) {
    margin-block-end: calc(-1 * var(--space-5));
  }

  @media (max-width: 34rem) {
    .actions > *,
    ::slotted(*) {
      flex: 1 1 100%;
    }
  }
`;
