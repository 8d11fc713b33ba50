import { css } from 'lit';
import { outOfSight } from '../../ui/control-styles.ts';

export const inCallStyles = css`
  /* Dark in both schemes: pictures are judged against black, and faces are not lit from below. */
  :host {
    --bar-room: 6.25rem;
    /* What may lie between the status and the bar without moving either; what is longer scrolls. */
    --said-room: max(9rem, 100dvb - var(--bar-room) - 7.5rem);

    color-scheme: dark;
    position: relative;
    isolation: isolate;
    display: grid;
    /* In a window too small for everything, one scrolls over the picture. */
    grid-template: max-content minmax(max-content, 1fr) max-content / minmax(0, 1fr);
    overflow-y: auto;
    block-size: 100dvh;
    padding: var(--inset-top) var(--inset-right) var(--inset-bottom) var(--inset-left);
    background: var(--color-stage);
    color: var(--color-ink);
  }

  /* Beside the picture, where there is room for both. */
  @media (min-width: 50rem) {
    :host([chat]) {
      --chat-room: clamp(20rem, 30vi, 24rem);

      padding-inline-end: calc(var(--chat-room) + var(--inset-right));
    }
  }

  parley-chat-panel {
    position: fixed;
    inset: var(--inset-top) var(--inset-right) 0 auto;
    z-index: 3;
    inline-size: min(26rem, 100vi - var(--inset-left) - var(--inset-right));
    border: 1px solid var(--color-line);
    border-radius: var(--radius-sheet) 0 0 var(--radius-sheet);
    overflow: hidden auto;
  }

  parley-chat-panel:dir(rtl) {
    inset-inline: auto var(--inset-left);
    border-radius: 0 var(--radius-sheet) var(--radius-sheet) 0;
  }

  @media (width < 50rem) {
    parley-chat-panel {
      inset-inline: var(--inset-left) var(--inset-right);
      inline-size: auto;
      border: 0;
      border-radius: 0;
    }
  }

  @media (min-width: 50rem) {
    parley-chat-panel,
    parley-chat-panel:dir(rtl) {
      inset-block: calc(var(--space-3) + var(--inset-top)) calc(var(--space-3) + var(--inset-bottom));
      inset-inline-end: calc(var(--space-3) + var(--inset-right));
      inline-size: calc(var(--chat-room) - var(--space-3));
      border-radius: var(--radius-sheet);
    }
  }

  header,
  .overlay,
  footer {
    z-index: 1;
  }

  /* Also where small pictures have no room below it. */
  header {
    container-type: inline-size;
    z-index: 2;
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: var(--space-2);
    padding: var(--space-3);
    overflow-wrap: anywhere;
  }

  .tools {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    justify-content: end;
    gap: var(--space-2);
    max-inline-size: 75%;
    margin-inline-start: auto;
  }

  .pill {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-block-size: var(--size-touch);
    min-inline-size: 0;
    padding: var(--space-1) var(--space-4);
    border: 1px solid transparent;
    border-radius: calc(var(--size-touch) / 2);
    background: var(--color-veil);
    color: var(--color-on-veil);
    font: inherit;
    font-size: var(--text-small);
    font-weight: var(--weight-medium);
  }

  /* As wide as its words, as far as there is room for them beside the tools; a little in any case. */
  header > .pill {
    flex: 1 1 5rem;
    min-inline-size: 5rem;
    max-inline-size: max-content;
  }

  /* Nothing is put beside it that would break its words, where text is large; elsewhere a long name leaves all where it is. */
  @container (width < 15rem) {
    header > .pill {
      /* The tools stay beside it while there are none. */
      flex-basis: calc(100% - var(--space-2));
    }
  }

  .speaking {
    outline: 2px solid var(--color-they);
  }

  .pill parley-call-length {
    flex: none;
  }

  .pill parley-call-length::before {
    content: '·';
    margin-inline-end: var(--space-2);
  }

  /* What has no room beside the name goes below it. */
  .pill {
    flex-wrap: wrap;
  }

  parley-status-line {
    flex: 0 1 auto;
    min-inline-size: 0;
  }

  @media (max-width: 30rem) {
    parley-status-line {
      --name-room: 24vi;
    }
  }

  .press {
    cursor: pointer;
  }

  .press .icon {
    inline-size: 1.125rem;
    block-size: 1.125rem;
  }

  @media (hover: hover) {
    .press:hover {
      background: var(--color-raised-hover);
    }
  }

  /* An icon says it where there is little room; the words stay for those who listen. */
  @media (max-width: 30rem) {
    .press {
      justify-content: center;
      inline-size: var(--size-touch);
      padding: 0;
    }

    .press span {
      ${outOfSight}
    }
  }

  parley-call-stage,
  .overlay {
    grid-area: 2 / 1;
  }

  .overlay {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-3);
    min-block-size: 3rem;
    padding-inline: var(--space-3);
    pointer-events: none;
  }

  .said {
    display: grid;
    justify-items: center;
    gap: var(--space-2);
    inline-size: min(100%, 40rem);
  }

  .said > .button {
    pointer-events: auto;
  }

  parley-call-notices {
    inline-size: 100%;
  }

  .said > parley-door-visitors:not([open]) {
    position: absolute;
  }

  /* What the status, what is said and the bar leave, whatever they are: the bar stays in sight below it. */
  .waiting {
    flex: 1;
    contain: size;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    place-items: end center;
    inline-size: 100%;
    min-block-size: 9rem;
    /* Where there is more of it than room, little is left between it and what is said. */
    margin-block-start: calc(-1 * var(--space-2));
  }

  parley-waiting-sheet {
    overflow-y: auto;
    max-block-size: 100%;
    inline-size: min(100%, 26rem);
    pointer-events: auto;
  }

  /* The bar has words there, and is higher. */
  @media (min-height: 34rem) {
    :host {
      --said-room: max(9rem, 100dvb - var(--bar-room) - 8.75rem);
    }
  }

  @media (max-height: 30rem) {
    .waiting {
      margin-block-start: calc(-1 * var(--space-3));
    }
  }

  /* As at 400 % zoom: what a status of two lines and the bar leave, and no space between what is there and what is not. */
  @media (max-height: 22rem) {
    :host {
      --said-room: max(5.5rem, 100dvb - 10.5rem);
    }

    .overlay,
    .said,
    parley-call-notices {
      gap: 0;
    }

    .waiting {
      min-block-size: 5.5rem;
      margin-block-start: 0;
    }
  }

  /* Whoever is at the door goes before whoever may come. */
  .overlay:has(parley-door-visitors[open]) .waiting:not(:focus-within) {
    display: none;
  }

  footer {
    padding: var(--space-3);
    pointer-events: none;
  }

  @media (max-width: 22.5rem) {
    footer {
      padding-inline: var(--space-1);
    }
  }

  footer > parley-device-menu {
    pointer-events: auto;
  }

  .invitation {
    inline-size: min(24rem, 100vi - 2 * var(--space-3));
  }

  .invitation > .button {
    inline-size: 100%;
    margin-block-start: var(--space-2);
  }

  /* Beside the pictures of a phone on its side. */
  @media (min-width: 40rem) and (max-height: 30rem) {
    parley-waiting-sheet {
      justify-self: end;
    }
  }

  @media (forced-colors: active) {
    .pill {
      border-color: CanvasText;
    }
  }
`;
