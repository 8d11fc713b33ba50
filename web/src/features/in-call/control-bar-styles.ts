import { css, unsafeCSS } from 'lit';

/** The icon in place of the word, which stays for those who listen. */
const iconOnly = (leave: string) =>
  unsafeCSS(`
    ${leave} {
      display: grid;
      place-content: center;
    }

    ${leave},
    ${leave}:not(:last-child) {
      padding-inline: 0;
    }

    ${leave} .icon {
      display: block;
    }

    ${leave} span {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }`);

export const controlBarStyles = css`
  /* As wide as there is room for it, beside an open chat less than the window is. */
  :host {
    container-type: inline-size;
  }

  .bar {
    --caption-display: none;
    --caption-color: var(--color-on-veil);

    display: flex;
    flex-wrap: wrap;
    align-items: start;
    justify-content: center;
    gap: var(--space-2);
    inline-size: fit-content;
    margin-inline: auto;
    padding: var(--space-2);
    border-radius: calc(var(--size-control) / 2 + var(--space-2));
    background: var(--color-veil);
    color: var(--color-on-veil);
    pointer-events: auto;
  }

  .leave .icon {
    display: none;
  }

  /* In one row of a phone. */
  @container (width < 27.5rem) {
    .bar {
      --size-control: var(--size-touch);
      --ring-room: calc(var(--space-1) / 2);

      gap: var(--space-1);
    }
  }

  @container (width < 25rem) {
    ${iconOnly('.full .leave')}
  }

  @container (width < 22rem) {
    ${iconOnly('.leave')}
  }

  /* Sharing a screen is what a device of that size seldom can; then it is found under More. */
  .in-menu {
    display: none;
  }

  @container (width < 21.75rem) {
    .full > .share {
      display: none;
    }

    .full .in-menu {
      display: flex;
    }
  }

  /* Words under the icons, where there is room for them. */
  @container (width >= 39rem) {
    @media (min-height: 34rem) {
      .bar {
        --caption-display: block;

        gap: var(--space-2) var(--space-3);
        padding: var(--space-2) var(--space-4);
        border-radius: var(--radius-sheet);
      }

      .bar > * {
        min-inline-size: 4.25rem;
      }
    }
  }

  .device {
    display: flex;
    justify-content: center;
  }

  /* As wide as its disc, so that what is chosen stands right beside that; the caption reaches out on both sides. */
  parley-device-switch {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    inline-size: var(--size-control);
  }

  /* Where there is no room for them, all are chosen in the menu of what is done seldom. */
  .device > parley-device-menu {
    display: none;
  }

  @container (width >= 34rem) {
    @media (min-height: 28rem) {
      .device > parley-device-menu {
        display: block;
      }
    }
  }

  .on .disc,
  .on:hover .disc {
    border-color: transparent;
    background: var(--color-accent);
    color: var(--color-on-accent);
  }

  /* The button's name says it, too. */
  .disc[data-count]::after {
    content: attr(data-count);
    position: absolute;
    inset-block-start: -0.25rem;
    inset-inline-end: -0.25rem;
    min-inline-size: 1.25rem;
    padding-inline: 0.25rem;
    border-radius: var(--radius-control);
    background: var(--color-they);
    color: var(--color-stage);
    font-size: var(--text-caption);
    font-weight: var(--weight-strong);
    line-height: 1.25rem;
    text-align: center;
  }

  .leaving {
    --menu-ground: var(--color-danger);
    --menu-ink: var(--color-on-danger);

    display: flex;
    gap: 2px;
  }

  .leave {
    min-block-size: var(--size-control);
    min-inline-size: var(--size-control);
    padding: 0 var(--space-5);
    border: 1px solid transparent;
    border-radius: var(--radius-control);
    background: var(--color-danger);
    color: var(--color-on-danger);
    font: inherit;
    font-weight: var(--weight-strong);
    cursor: pointer;
  }

  .leave:not(:last-child) {
    padding-inline: var(--space-4) var(--space-2);
    border-start-end-radius: 0;
    border-end-end-radius: 0;
  }

  @media (hover: hover) {
    .leave:hover {
      background: var(--color-danger-hover);
    }
  }

  @media (forced-colors: active) {
    .bar {
      border: 1px solid CanvasText;
    }

    .leave {
      border: 3px double CanvasText;
    }

    .disc[data-count]::after {
      border: 1px solid CanvasText;
    }
  }
`;
