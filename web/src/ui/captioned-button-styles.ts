import { css } from 'lit';

/** A round button with an icon and, where there is room, its name underneath. */
export const captionedButtonStyles = css`
  .captioned {
    display: grid;
    /* A caption that is wider than the button reaches out on both sides, and leaves the disc in the middle. */
    grid-template-columns: minmax(0, 1fr);
    justify-items: center;
    gap: var(--space-1);
    min-inline-size: var(--size-control);
    padding: 0;
    border: 0;
    border-radius: var(--radius-medium);
    background: none;
    color: var(--color-ink);
    font: inherit;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
    touch-action: manipulation;
  }

  .disc {
    position: relative;
    display: grid;
    place-content: center;
    inline-size: var(--size-control);
    block-size: var(--size-control);
    border: 1px solid var(--color-line-strong);
    border-radius: var(--radius-control);
    background: var(--color-raised);
    transition: background-color var(--duration-quick) var(--ease);
  }

  .captioned:focus-visible {
    outline: none;
  }

  .captioned:focus-visible .disc {
    outline: var(--focus-ring);
    outline-offset: 2px;
  }

  .captioned.danger .disc {
    border-color: transparent;
    background: var(--color-danger);
    color: var(--color-on-danger);
  }

  /* A finger leaves its hover behind. */
  @media (hover: hover) {
    .captioned:hover .disc {
      background: var(--color-raised-hover);
    }

    .captioned.danger:hover .disc {
      background: var(--color-danger-hover);
    }
  }

  .caption {
    display: var(--caption-display, block);
    color: var(--caption-color, var(--color-ink-soft));
    font-size: var(--text-caption);
    line-height: 1.25;
    white-space: nowrap;
  }
`;
