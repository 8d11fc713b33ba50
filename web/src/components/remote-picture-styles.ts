import { css } from 'lit';

export const remotePictureStyles = css`
  :host {
    position: relative;
    overflow: hidden;
    border-radius: var(--radius-large);
    background: var(--color-surface);
  }

  video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    transition: opacity var(--duration-calm) var(--ease);
  }

  video.contain {
    object-fit: contain;
  }

  video.cover {
    object-fit: cover;
  }

  /* Not display: none, which may stop the sound that goes with it. */
  video[inert] {
    opacity: 0;
  }

  :host([stale]) video:not([inert]) {
    opacity: 0.4;
  }

  .nothing {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--space-4);
    padding: var(--space-5);
    color: var(--color-ink-soft);
    text-align: center;
    overflow-wrap: anywhere;
  }

  .nothing p {
    max-inline-size: 16rem;
  }

  .initial {
    display: grid;
    place-content: center;
    inline-size: clamp(5rem, 16vmin, 8rem);
    block-size: clamp(5rem, 16vmin, 8rem);
    border-radius: var(--radius-full);
    background: var(--color-accent-wash);
    color: var(--color-accent);
    font-size: clamp(2.25rem, 7vmin, 3.5rem);
    font-weight: var(--weight-medium);
    line-height: 1;
  }

  .initial .icon {
    inline-size: 1em;
    block-size: 1em;
  }

  .tag {
    position: absolute;
    inset-block-end: var(--space-3);
    inset-inline-start: var(--space-3);
    display: flex;
    align-items: center;
    gap: var(--space-2);
    /* Leaves room for one's own picture in the other corner. */
    max-inline-size: 55%;
    padding: var(--space-1) var(--space-3);
    border-radius: var(--radius-full);
    background: var(--color-veil);
    color: var(--color-on-veil);
    font-size: var(--text-small);
    font-weight: var(--weight-medium);
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

  .hear {
    position: absolute;
    /* Above one's own picture, which lies over this one. */
    z-index: 1;
    inset: 0;
    margin: auto;
    inline-size: fit-content;
    block-size: fit-content;
  }
`;
