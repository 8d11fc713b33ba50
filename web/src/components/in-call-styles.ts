import { css } from 'lit';

export const inCallStyles = css`
  /* Dark in both schemes: pictures are judged against black, and faces are not lit from below. */
  :host {
    color-scheme: dark;
    display: grid;
    /* In a window too small for everything, one scrolls; the picture never vanishes. */
    grid-template: max-content minmax(6rem, 1fr) max-content / minmax(0, 1fr);
    gap: var(--space-3);
    overflow-y: auto;
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
    flex: 1 1 8rem;
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
    grid-template-columns: minmax(0, 1fr);
    min-block-size: 0;
  }

  .stage.waiting {
    overflow-y: auto;
    border-radius: var(--radius-large);
    background: var(--color-surface);
  }

  .panel {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: safe center;
    align-self: safe center;
    justify-self: center;
    gap: var(--space-3);
    inline-size: min(100%, var(--width-column));
    padding: clamp(1rem, 4vw, 2rem) var(--space-4);
    overflow-wrap: anywhere;
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
    inline-size: min(35%, clamp(5.5rem, 17vw, 14rem));
    max-block-size: calc(100% - 2 * var(--space-3));
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
    overflow-y: auto;
    inline-size: min(24rem, 100vi - 2 * var(--space-3));
    max-block-size: min(30rem, 50dvh);
    margin-inline: auto;
    border-radius: var(--radius-medium);
  }

  .explanation > * + * {
    margin-block-start: var(--space-2);
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
      /* What it says has its place within it. */
      position: relative;
      inset: auto;
      max-block-size: none;
      justify-self: end;
      inline-size: 5.5rem;
      aspect-ratio: 4 / 3;
      margin: 0 var(--space-3) var(--space-3);
    }
  }

  /* A phone on its side: the controls stand beside the picture. */
  @media (max-height: 28rem) and (orientation: landscape) {
    :host {
      grid-template: max-content minmax(6rem, 1fr) / minmax(0, 1fr) auto;
    }

    header {
      grid-column: 1;
    }

    footer {
      --from-edge: calc(var(--space-2) + var(--inset-top));

      position: sticky;
      inset-block-start: var(--from-edge);
      display: grid;
      grid-row: 1 / span 2;
      grid-column: 2;
      align-self: start;
      block-size: calc(100dvh - var(--from-edge) - var(--space-3) - var(--inset-bottom));
    }

    .explanation {
      position: fixed;
      inset: auto auto calc(var(--space-3) + var(--inset-bottom)) calc(var(--space-3) + var(--inset-left));
      inline-size: min(24rem, 100vi - 12rem);
      max-block-size: calc(100dvh - 2 * var(--space-3));
    }
  }
`;
