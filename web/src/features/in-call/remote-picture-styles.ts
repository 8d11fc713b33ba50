import { css } from 'lit';

export const remotePictureStyles = css`
  video {
    transition: opacity var(--duration-calm) var(--ease);
    touch-action: manipulation;
  }

  video.old:not([inert]) {
    opacity: 0.4;
  }

  .nothing {
    gap: var(--space-4);
    /* Between what lies over the upper and the lower edge. */
    padding: 4.5rem var(--space-5) var(--bar-room, var(--space-5));
    background: radial-gradient(circle at 50% 40%, var(--color-they-wash), var(--color-stage) 70%);
    overflow-wrap: anywhere;
  }

  /* Nor under one's own picture, where there is no room beside it. */
  @media (orientation: portrait) {
    .nothing {
      padding-block-end: calc(var(--bar-room, 0rem) + var(--tile-block, 0rem));
    }
  }

  .nothing p {
    max-inline-size: 16rem;
  }

  :host([small]) .nothing {
    gap: var(--space-1);
    padding: var(--space-2);
    font-size: var(--text-caption);
    line-height: 1.25;
  }

  .initial {
    display: grid;
    place-content: center;
    inline-size: clamp(5rem, 20vmin, 9rem);
    block-size: clamp(5rem, 20vmin, 9rem);
    border-radius: var(--radius-control);
    background: var(--color-they);
    color: var(--color-stage);
    font-family: var(--font-heading);
    font-size: clamp(2.25rem, 9vmin, 4rem);
    font-weight: var(--weight-strong);
    line-height: 1;
  }

  :host([small]) .initial {
    inline-size: 2.25rem;
    block-size: 2.25rem;
    font-size: var(--text-body);
  }

  .initial .icon {
    inline-size: 1em;
    block-size: 1em;
  }

  .tag,
  .stale {
    position: absolute;
    display: flex;
    align-items: center;
    gap: var(--space-2);
    padding: var(--space-1) var(--space-3);
    border-radius: var(--radius-control);
    background: var(--color-veil);
    color: var(--color-on-veil);
    font-size: var(--text-small);
    font-weight: var(--weight-medium);
  }

  .tag {
    /* Below the status. */
    inset-block-start: calc(4rem + var(--inset-top));
    inset-inline-start: calc(var(--space-3) + var(--inset-left));
    max-inline-size: 55%;
  }

  :host([small]) .tag {
    inset-block-start: var(--space-2);
    inset-inline-start: var(--space-2);
    padding: var(--space-1);
  }

  :host([small]) .tag bdi,
  :host([small]) .stale {
    display: none;
  }

  .stale {
    inset: 0;
    inline-size: fit-content;
    block-size: fit-content;
    margin: auto;
    max-inline-size: min(24rem, calc(100% - 2 * var(--space-4)));
    padding: var(--space-2) var(--space-4);
    font-size: var(--text-body);
    text-align: center;
  }

  .tag bdi {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .tag .icon {
    inline-size: 1rem;
    block-size: 1rem;
  }
`;
