import { css } from 'lit';

export const otherPlaceStyles = css`
  :host {
    display: grid;
    container-type: inline-size;
  }

  .place {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--space-4);
    align-items: center;
    border: 2px dashed var(--color-they);
    border-radius: inherit;
    transition: background-color var(--duration-calm) var(--ease);
  }

  /* Of the border its width remains, but where whoever came sits: they reach to the very edge. */
  .taken {
    padding: 2px;
    padding-inline-start: 0;
    border: 0;
    overflow: clip;
    background: var(--color-they-wash);
  }

  /* The far half of the mark, flat against the near one. */
  .seat {
    position: relative;
    inline-size: 5rem;
    color: var(--color-canvas);
  }

  .seat > svg {
    display: block;
    inline-size: 100%;
    overflow: visible;
  }

  .seat > svg path {
    fill: transparent;
    stroke: var(--color-they);
    stroke-width: 1.25;
    stroke-dasharray: 4 3;
    transition: fill var(--duration-calm) var(--ease);
  }

  .seat:dir(rtl) > svg {
    scale: -1 1;
  }

  .taken .seat > svg path {
    fill: var(--color-they);
    stroke-dasharray: none;
    animation: arrive var(--duration-close) var(--ease-close);
  }

  @keyframes arrive {
    from {
      translate: 20% 0;
    }
  }

  .initial {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    padding-inline-end: 12%;
    font-family: var(--font-heading);
    font-size: var(--text-title);
    font-weight: var(--weight-strong);
  }

  .initial .icon {
    inline-size: 2.5rem;
    block-size: 2.5rem;
  }

  .words {
    display: grid;
    gap: var(--space-3);
    padding-block: var(--space-4);
    padding-inline-end: var(--space-4);
  }

  .invitation {
    display: grid;
    gap: var(--space-2);
  }

  h2 {
    font-size: var(--text-lead);
  }

  .invitation > p {
    font-size: var(--text-small);
  }

  parley-status-line {
    color: var(--color-ink-soft);
  }

  .taken parley-status-line {
    color: var(--color-ink);
    font-size: var(--text-lead);
    font-weight: var(--weight-medium);
  }

  /* What brings the other is in their colour, beside one's own way in. */
  parley-send-link {
    --color-accent: var(--color-they);
    --color-accent-hover: color-mix(in oklab, var(--color-they), var(--color-ink) 16%);
    --color-on-accent: var(--color-canvas);
  }

  .countdown {
    font-family: var(--font-heading);
  }

  .countdown p {
    font-size: var(--text-small);
  }

  @container (min-width: 26rem) {
    .place {
      gap: var(--space-6);
    }

    .seat {
      inline-size: 9rem;
    }

    .initial {
      font-size: var(--text-hero);
    }

    .words {
      max-inline-size: 20rem;
      padding-inline-end: var(--space-6);
    }
  }

  /* Beside each other there is no room for both. */
  @container (max-width: 17rem) {
    .place {
      grid-template-columns: minmax(0, 1fr);
    }

    .seat {
      display: none;
    }

    .words {
      padding-inline: min(var(--space-4), 5cqi);
    }
  }

  @media (forced-colors: active) {
    .place {
      border-color: CanvasText;
    }

    .taken {
      padding: 0;
      border: 2px solid CanvasText;
    }

    .seat > svg path {
      stroke: CanvasText;
    }

    .taken .seat > svg path {
      fill: CanvasText;
    }

    .initial {
      color: Canvas;
      forced-color-adjust: none;
    }
  }
`;
