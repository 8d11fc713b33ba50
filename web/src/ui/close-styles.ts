import { css } from 'lit';

/** The cross in the corner of a panel. */
export const closeStyles = css`
  .close {
    display: grid;
    flex: none;
    place-content: center;
    inline-size: var(--size-touch);
    block-size: var(--size-touch);
    padding: 0;
    border: 0;
    border-radius: var(--radius-control);
    background: none;
    color: var(--color-ink-soft);
    cursor: pointer;
  }

  @media (hover: hover) {
    .close:hover {
      background: var(--color-raised);
      color: var(--color-ink);
    }
  }
`;
