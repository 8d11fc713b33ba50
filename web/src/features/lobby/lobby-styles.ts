import { css } from 'lit';

export const lobbyStyles = css`
  :host {
    min-block-size: 100dvh;
    padding: calc(var(--space-3) + var(--inset-top)) calc(var(--gutter) + var(--inset-right))
      calc(var(--space-5) + var(--inset-bottom)) calc(var(--gutter) + var(--inset-left));
  }

  header,
  .places {
    max-inline-size: var(--width-page);
    margin-inline: auto;
  }

  /*
   * Camera and menus get ready meanwhile, as without it. When it has not been read in a second, one can look at oneself
   * and join before it has. The heading keeps the focus that was given to it.
   */
  :host([isunread]) .heading {
    animation: seen-later var(--duration-unread);
  }

  :host([isunread]) :is(.self, .other, .entry) {
    animation: there-later var(--duration-unread);
  }

  @keyframes seen-later {
    from,
    to {
      opacity: 0;
    }
  }

  @keyframes there-later {
    from,
    to {
      visibility: hidden;
    }
  }

  .places {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-2);
    margin-block-start: var(--space-2);
  }

  .heading {
    display: grid;
    gap: var(--space-1);
    margin-block-end: var(--space-2);
  }

  /* A title may be one long word. */
  h1 {
    overflow-wrap: anywhere;
  }

  .hours {
    font-weight: var(--weight-medium);
    white-space: nowrap;
  }

  .self {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-2);
    align-content: start;
  }

  .tile {
    position: relative;
    display: grid;
    aspect-ratio: 4 / 3;
    overflow: hidden;
    border-radius: var(--radius-picture);
    /* Over a picture, whatever the scheme. */
    color-scheme: dark;
  }

  /* The ground stays inside the edge of the picture, where it would be a dark rim. */
  .tile::before {
    content: "";
    position: absolute;
    inset: 1px;
    border-radius: inherit;
    background: var(--color-you-wash);
  }

  parley-own-picture {
    position: absolute;
    inset: 0;
    background: none;
  }

  .over {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-3);
    align-items: center;
    align-self: end;
    padding: var(--space-3);
  }

  .name {
    flex: 1 1 8rem;
    min-inline-size: 0;
  }

  .name .input {
    min-block-size: var(--size-touch);
    max-inline-size: 16rem;
    border-color: transparent;
    border-radius: var(--radius-control);
    background: var(--color-veil);
    color: var(--color-on-veil);
    font-weight: var(--weight-medium);
  }

  .name .input::placeholder {
    color: var(--color-on-veil);
  }

  .switches {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-3);
  }

  .devices {
    container-type: inline-size;
    /* They come once the browser has allowed something, and push nothing away. */
    min-block-size: var(--size-touch);
  }

  .chips {
    display: grid;
    grid-auto-columns: minmax(0, 1fr);
    grid-auto-flow: column;
    gap: var(--space-2);
  }

  .chips > .all {
    display: none;
  }

  /* Two or three letters of a name say nothing: where three have no room beside each other there is one for all. */
  @container (max-width: 26.5rem) {
    .chips > * {
      display: none;
    }

    .chips > .all {
      display: block;
    }
  }

  parley-device-notices:not(:empty) {
    margin-block-start: var(--space-2);
  }

  .other {
    display: grid;
  }

  parley-other-place {
    border-radius: var(--radius-picture);
  }

  .entry {
    display: grid;
    align-content: start;
    margin-block-start: var(--space-2);
  }

  .entry .button {
    inline-size: 100%;
  }

  .entry parley-notice {
    margin-block-end: var(--space-2);
  }

  .entry .button + .button {
    margin-block-start: var(--space-2);
  }

  .ready {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    color: var(--color-you);
    font-weight: var(--weight-medium);
  }

  .ready .icon {
    inline-size: 1.25rem;
    block-size: 1.25rem;
  }

  .disclosure {
    font-size: var(--text-small);
  }

  /* Beside each other the two halves are round outside and meet in a seam. */
  @media (min-width: 46rem) {
    .places {
      --radius-seam: var(--radius-small);
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      grid-template-rows: auto auto auto 1fr;
      margin-block-start: clamp(0.5rem, 3vh, 2.5rem);
    }

    .heading {
      grid-column: 1 / -1;
    }

    .self {
      grid-row: 2 / span 3;
      grid-template-rows: subgrid;
    }

    .tile {
      /* As high as leaves room for what is below. */
      max-block-size: max(16rem, 100dvh - 17rem);
      inline-size: 100%;
      border-start-end-radius: var(--radius-seam);
      border-end-end-radius: var(--radius-seam);
    }

    parley-other-place {
      border-start-start-radius: var(--radius-seam);
      border-end-start-radius: var(--radius-seam);
    }

    .devices,
    .entry {
      margin-block-start: var(--space-2);
    }

    .entry {
      grid-row: 3 / span 2;
      grid-column: 2;
    }
  }
`;
