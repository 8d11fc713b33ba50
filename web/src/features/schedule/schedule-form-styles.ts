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

  .invitation {
    display: grid;
    gap: var(--space-3);
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
    text-overflow: ellipsis;
  }

  .title::placeholder {
    color: var(--color-ink-soft);
    opacity: 1;
  }
`;
