import { css } from 'lit';

export const inCallStyles = css`
  /* Dark in both schemes: pictures are judged against black, and faces are not lit from below. */
  :host {
    color-scheme: dark;
    display: grid;
    grid-template-rows: auto minmax(0, 1fr) auto;
    gap: var(--space-3);
    block-size: 100dvh;
    padding: calc(var(--space-2) + var(--inset-top)) calc(var(--space-3) + var(--inset-right))
      calc(var(--space-3) + var(--inset-bottom)) calc(var(--space-3) + var(--inset-left));
    background: var(--color-canvas);
    color: var(--color-ink);
  }

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--space-3);
    min-block-size: var(--size-touch);
    padding-inline: var(--space-2) 0;
  }

  parley-status-line {
    flex: 1 1 0;
    min-inline-size: 0;
    font-size: var(--text-small);
    font-weight: var(--weight-medium);
  }

  .button.quiet {
    padding-inline: var(--space-3);
    border-color: transparent;
    background: none;
    color: var(--color-ink-soft);
    font-size: var(--text-small);
  }

  .button.quiet:hover {
    background: var(--color-raised);
    color: var(--color-ink);
  }

  .button.quiet .icon {
    inline-size: 1.125rem;
    block-size: 1.125rem;
  }

  @media (max-width: 40rem) {
    parley-time-left {
      flex: 1 0 100%;
      order: 1;
      margin-inline-start: calc(-1 * var(--space-2));
    }
  }

  .trouble {
    flex-basis: 100%;
    color: var(--color-caution);
    font-size: var(--text-small);
  }

  .trouble:not(:empty) {
    padding-block: var(--space-1);
  }

  .invitation {
    position: fixed;
    inset: calc(3.75rem + var(--inset-top)) calc(var(--space-3) + var(--inset-right)) auto auto;
    inline-size: min(24rem, 100vi - 2 * var(--space-3));
    margin: 0;
    padding: var(--space-4);
    border: 1px solid var(--color-line);
    border-radius: var(--radius-large);
    background: var(--color-surface);
    box-shadow: var(--shadow-high);
    color: var(--color-ink);
  }

  .stage {
    position: relative;
    display: grid;
    min-block-size: 0;
  }

  .stage.waiting {
    overflow-y: auto;
    border-radius: var(--radius-large);
    background: var(--color-surface);
  }

  .panel {
    display: grid;
    align-content: center;
    align-self: center;
    justify-self: center;
    gap: var(--space-3);
    inline-size: min(100%, var(--width-column));
    padding: clamp(1rem, 4vw, 2rem) var(--space-4);
  }

  .panel parley-share-call {
    margin-block-start: var(--space-2);
  }

  h2 {
    font-size: var(--text-title);
  }

  parley-own-picture {
    position: absolute;
    inset-block-end: var(--space-3);
    inset-inline-end: var(--space-3);
    inline-size: clamp(5.5rem, 17vw, 14rem);
    aspect-ratio: 4 / 3;
    border-radius: var(--radius-medium);
    box-shadow: var(--shadow-high);
  }

  footer {
    position: relative;
  }

  /* Over the picture rather than beside it: it soon goes again, and the picture keeps its size. */
  .explanation {
    position: absolute;
    inset: auto 0 calc(100% + var(--space-3)) 0;
    inline-size: min(24rem, 100vi - 2 * var(--space-3));
    margin-inline: auto;
  }

  parley-notice {
    border-radius: var(--radius-medium);
    box-shadow: var(--shadow-high);
  }

  parley-notice .button {
    margin-block-start: var(--space-2);
  }

  @media (orientation: portrait) {
    parley-own-picture {
      aspect-ratio: 3 / 4;
    }
  }

  /* No room beside the invitation: one's own picture goes below it. */
  @media (max-width: 45rem) {
    .stage.waiting {
      grid-template-rows: 1fr auto;
    }

    .stage.waiting parley-own-picture {
      position: static;
      justify-self: end;
      inline-size: 5.5rem;
      aspect-ratio: 4 / 3;
      margin: 0 var(--space-3) var(--space-3);
    }
  }

  /* A phone on its side: the controls stand beside the picture. */
  @media (max-height: 28rem) and (orientation: landscape) {
    :host {
      grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) auto;
    }

    header {
      grid-column: 1;
    }

    footer {
      position: static;
      display: grid;
      grid-row: 1 / span 2;
      grid-column: 2;
      align-content: center;
    }

    .explanation {
      position: fixed;
      inset: auto auto calc(var(--space-5) + var(--inset-bottom)) calc(var(--space-5) + var(--inset-left));
    }
  }
`;
