import { css } from 'lit';

export const lobbyStyles = css`
  :host {
    min-block-size: 100dvh;
    padding: calc(var(--space-3) + var(--inset-top)) calc(var(--gutter) + var(--inset-right))
      calc(var(--space-6) + var(--inset-bottom)) calc(var(--gutter) + var(--inset-left));
  }

  header,
  .columns {
    max-inline-size: var(--width-page);
    margin-inline: auto;
  }

  .columns {
    display: grid;
    gap: var(--space-5) clamp(2rem, 5vw, 4.5rem);
    margin-block-start: var(--space-3);
  }

  .entry,
  .problems,
  .share {
    display: grid;
    align-content: start;
    gap: var(--space-3);
  }

  .problems:not(:empty) {
    margin-block-start: var(--space-3);
  }

  .preview {
    position: relative;
  }

  parley-own-picture {
    aspect-ratio: 4 / 3;
    border-radius: var(--radius-large);
  }

  .switches {
    position: absolute;
    inset-block-end: var(--space-4);
    inset-inline: 0;
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--space-3);
    /* Over a picture, whatever the scheme. */
    color-scheme: dark;
  }

  /* A title may be one long word. */
  h1 {
    overflow-wrap: anywhere;
  }

  .arranged {
    display: grid;
    gap: var(--space-1);
    margin-block-start: calc(-1 * var(--space-2));
  }

  .countdown {
    padding: var(--space-4);
    border-radius: var(--radius-medium);
    background: var(--color-accent-wash);
  }

  .ready {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    margin-block-start: var(--space-3);
    color: var(--color-accent);
    font-weight: var(--weight-medium);
  }

  .ready .icon {
    inline-size: 1.25rem;
    block-size: 1.25rem;
  }

  form {
    margin-block-start: var(--space-3);
  }

  .button.primary {
    inline-size: 100%;
    margin-block-start: var(--space-3);
  }

  .choice {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--space-2);
    align-items: start;
    margin-block-start: var(--space-4);
    min-block-size: 2.75rem;
    font-size: var(--text-small);
  }

  .choice input {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    margin: 0;
    accent-color: var(--color-accent);
  }

  .choice small {
    display: block;
    font-size: inherit;
  }

  form > .button + .button {
    inline-size: 100%;
    margin-block-start: var(--space-2);
  }

  .share {
    padding-block-start: var(--space-5);
    border-block-start: 1px solid var(--color-line);
  }

  h2 {
    font-size: var(--text-body);
  }

  .share p {
    margin-block-start: calc(-1 * var(--space-2));
    font-size: var(--text-small);
  }

  @media (min-width: 52rem) {
    .columns {
      grid-template-columns: minmax(0, 1fr) min(23rem, 45%);
      grid-template-rows: auto 1fr;
      margin-block-start: clamp(1rem, 8vh, 5rem);
    }

    .self {
      grid-row: 1 / span 2;
    }

    .share {
      align-self: start;
    }
  }
`;
