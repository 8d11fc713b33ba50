import { css } from 'lit';

/** A video that fills its element, and what lies over it. Seen only while it has a picture (`inert`: it has none). */
export const framedVideoStyles = css`
  :host {
    position: relative;
    overflow: hidden;
    background: var(--color-stage);
  }

  video {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: contain;
  }

  video.cover {
    object-fit: cover;
  }

  /* Not display: none: that may stop the sound that goes with it, and no frame is presented of it that could be waited for. */
  video[inert] {
    opacity: 0;
  }

  /* In place of a picture. */
  .nothing {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: safe center;
    justify-items: center;
    color: var(--color-ink-soft);
    text-align: center;
  }
`;
