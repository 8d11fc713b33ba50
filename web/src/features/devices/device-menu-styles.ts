import { css } from 'lit';

export const deviceMenuStyles = css`
  :host {
    min-inline-size: 0;
  }

  button {
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
    touch-action: manipulation;
  }

  .chip {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    inline-size: 100%;
    min-block-size: var(--size-touch);
    padding-inline: var(--space-3);
    border: 1px solid var(--color-line);
    border-radius: var(--radius-control);
    background: var(--color-surface);
    color: var(--color-ink-soft);
    font-size: var(--text-small);
    font-weight: var(--weight-medium);
    text-align: start;
  }

  .chip > .icon {
    inline-size: 1.25rem;
    block-size: 1.25rem;
  }

  .shown {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    color: var(--color-ink);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  /* What they are, where it is not a name: with large text in several lines. */
  .kinds {
    padding-block: var(--space-1);
    white-space: normal;
    overflow-wrap: anywhere;
    hyphens: auto;
  }

  .arrow {
    display: grid;
    place-content: center;
    min-inline-size: var(--size-touch);
    /* As high as the disc that it stands beside. */
    min-block-size: var(--size-control);
    padding: 0;
    border-radius: var(--radius-control);
    color: var(--color-ink);
  }

  .arrow > .icon {
    inline-size: 1.25rem;
    block-size: 1.25rem;
  }

  @media (hover: hover) {
    .chip:hover,
    .arrow:hover,
    .item:hover {
      background: var(--color-raised-hover);
    }
  }

  /* At the lower edge, where a thumb is, and where browsers cannot anchor it. */
  .menu {
    inset: auto var(--space-2) calc(var(--space-2) + var(--inset-bottom));
    box-sizing: border-box;
    inline-size: auto;
    max-inline-size: 24rem;
    /* Something is left beside it to press, which closes it, wherever there is room. */
    max-block-size: max(80dvh, 100dvh - 6rem);
    margin: 0 auto;
    padding: var(--space-2);
    overflow: auto;
    overscroll-behavior: contain;
    border: 1px solid var(--color-line);
    border-radius: var(--radius-sheet);
    background: var(--color-surface);
    color: var(--color-ink);
    box-shadow: var(--shadow-high);
  }

  @supports (position-area: block-start) {
    @media (min-width: 40rem) and (min-height: 28rem) {
      :host(:not([look="sheet"])) .menu {
        inset: auto;
        inline-size: max-content;
        min-inline-size: 16rem;
        max-block-size: 70dvh;
        margin: var(--space-1) 0;
        position-anchor: auto;
        position-area: block-end span-inline-end;
        position-try-fallbacks:
          flip-block,
          flip-inline,
          flip-block flip-inline;
      }
    }
  }

  .group + .group {
    margin-block-start: var(--space-2);
    padding-block-start: var(--space-2);
    border-block-start: 1px solid var(--color-line);
  }

  .kind {
    padding: var(--space-2) var(--space-3) var(--space-1);
    color: var(--color-ink-soft);
    font-size: var(--text-small);
    font-weight: var(--weight-medium);
  }

  .item {
    display: grid;
    grid-template-columns: 1.25rem minmax(0, 1fr);
    gap: var(--space-2);
    align-items: center;
    inline-size: 100%;
    min-block-size: var(--size-touch);
    padding: var(--space-2) var(--space-3);
    border-radius: var(--radius-medium);
    text-align: start;
    overflow-wrap: anywhere;
  }

  .item:focus-visible {
    outline-offset: -3px;
  }

  .check {
    display: grid;
    color: var(--color-you);
  }

  .check > .icon {
    inline-size: 1.25rem;
    block-size: 1.25rem;
  }

  small {
    display: block;
    font-size: var(--text-small);
  }

  @media (forced-colors: active) {
    .chip,
    .arrow,
    .menu {
      border: 1px solid ButtonText;
    }
  }
`;
