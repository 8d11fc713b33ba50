import { css } from 'lit';

export const callStageStyles = css`
  :host {
    --tile-inline: min(30vi, clamp(6rem, 17vi, 14rem));
    --tile-block: calc(var(--tile-inline) * 3 / 4);
    --tile-shape: 4 / 3;
    --header-room: calc(var(--size-touch) + 2 * var(--space-3));
    --radius-tile: clamp(0.75rem, 2vi, 1.25rem);

    position: relative;
    /* From the corner on: above each other, and beside each other where that is too high. */
    display: flex;
    flex-flow: column wrap;
    align-content: flex-start;
    gap: var(--space-2);
    contain: size;
    padding: var(--space-3);
  }

  :host([block='end']) {
    flex-direction: column-reverse;
  }

  :host([inline='end']) {
    flex-wrap: wrap-reverse;
  }

  parley-picture-tile[small] {
    flex: 0 1 var(--tile-block);
    min-block-size: 0;
    inline-size: var(--tile-inline);
  }

  /* A low window has more room beside them than above. */
  @media (max-height: 30rem) and (orientation: landscape) {
    :host {
      flex-direction: row;
    }

    :host([inline='end']) {
      flex-flow: row-reverse wrap;
    }

    :host([block='end']) {
      flex-wrap: wrap-reverse;
    }

    :host([block='end'][inline='end']) {
      flex-flow: row-reverse wrap-reverse;
    }

    parley-picture-tile[small] {
      flex: none;
      block-size: min(var(--tile-block), 100%);
    }

    /* Beside a screen the people stand above each other, and it has the rest. */
    :host([large='screen']),
    :host([large='screen'][inline='end']),
    :host([large='screen'][block='end']),
    :host([large='screen'][block='end'][inline='end']) {
      flex-flow: column nowrap;
    }

    :host([large='screen'][block='end']),
    :host([large='screen'][block='end'][inline='end']) {
      flex-direction: column-reverse;
    }

    :host([large='screen'][inline='end']) {
      align-items: flex-end;
    }

    :host([large='screen']) parley-picture-tile[small] {
      flex: 0 1 var(--tile-block);
      block-size: auto;
    }
  }

  /* Nearest to the corner, whatever is large. */
  parley-picture-tile[data-subject='self'] {
    order: -1;
  }

  parley-picture-tile:not([small]) {
    --beside: var(--chat-room, 0px);

    position: fixed;
    inset: 0;
    inset-inline-end: var(--beside);
    z-index: 0;
  }

  /* What is to be read lies under nothing else, where there is room for that: between the status and the bar, however high they are. */
  @media (min-height: 30rem) {
    parley-picture-tile[data-subject='screen']:not([small]) {
      --beside: 0px;

      position: absolute;
      inset: 0;
      /* Beneath the people rather than too small to read. */
      min-block-size: min(5rem, 100%);
    }
  }

  /* On a phone the people stand in a row below it, or above. */
  @media (min-height: 30rem) and (max-width: 60rem) {
    :host([large='screen']) {
      flex-direction: row;
    }

    :host([large='screen'][inline='end']) {
      flex-flow: row-reverse wrap;
    }

    :host([large='screen'][block='end']) {
      flex-wrap: wrap-reverse;
    }

    :host([large='screen'][block='end'][inline='end']) {
      flex-flow: row-reverse wrap-reverse;
    }

    /* Smaller where text leaves little between the status and the bar, since it is the screen that is to be read. */
    :host([large='screen']) {
      --tile-room: min(var(--tile-block), 33%);
    }

    :host([large='screen']) parley-picture-tile[small] {
      flex: none;
      block-size: var(--tile-room);
      inline-size: auto;
      aspect-ratio: var(--tile-shape);
    }

    :host([block='end']) parley-picture-tile[data-subject='screen']:not([small]) {
      inset-block-end: calc(var(--tile-room) + 2 * var(--space-3));
    }

    :host([block='start']) parley-picture-tile[data-subject='screen']:not([small]) {
      inset-block-start: calc(var(--tile-room) + 2 * var(--space-3));
    }
  }

  @media (min-height: 30rem) and (width > 60rem), (height < 30rem) and (min-width: 40rem) {
    :host([inline='end']) parley-picture-tile[data-subject='screen']:not([small]) {
      inset-inline-end: calc(var(--beside) + var(--tile-inline) + 2 * var(--space-3));
    }

    :host([inline='start']) parley-picture-tile[data-subject='screen']:not([small]) {
      inset-inline-start: calc(var(--tile-inline) + 2 * var(--space-3));
    }
  }

  parley-picture-tile[data-subject='self'] {
    --ring: var(--color-you);
  }

  .dimmed > * {
    opacity: 0.45;
  }

  /* Why there is no picture stands above the sheet that lies over it, or beside that. */
  @media (max-height: 40rem) {
    .alone {
      --absence-place: start safe center;
      --absence-start: calc(var(--header-room) + var(--space-2));
    }
  }

  @media (min-width: 40rem) and (max-height: 30rem) {
    .alone {
      --absence-end: calc(26rem + 2 * var(--space-3));
    }
  }

  @media (orientation: portrait) {
    :host {
      --tile-block: calc(var(--tile-inline) * 4 / 3);
      --tile-shape: 3 / 4;
    }
  }

  /* As at 400 % zoom: no room for two pictures. */
  @media (max-height: 19rem) {
    parley-picture-tile[small] {
      display: none;
    }
  }
`;
