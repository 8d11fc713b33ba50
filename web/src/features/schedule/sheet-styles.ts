import { css } from 'lit';

/** A page to read or fill in: one column in the middle, from the top. */
export const sheetStyles = css`
  :host {
    min-block-size: 100dvh;
    padding: calc(var(--space-3) + var(--inset-top)) calc(var(--gutter) + var(--inset-right))
      calc(var(--space-7) + var(--inset-bottom)) calc(var(--gutter) + var(--inset-left));
  }

  header {
    max-inline-size: var(--width-page);
    margin-inline: auto;
  }

  main {
    max-inline-size: var(--width-sheet);
    margin: clamp(1rem, 6vh, 3.5rem) auto 0;
  }
`;
