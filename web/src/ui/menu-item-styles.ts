import { css } from 'lit';

/** One line of a menu: an icon and what a press does. */
export const menuItemStyles = css`
  .menu-item {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    inline-size: 100%;
    min-block-size: var(--size-touch);
    padding: var(--space-2) var(--space-4);
    border: 0;
    border-radius: var(--radius-control);
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }

  .menu-item .icon {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    color: var(--color-ink-soft);
  }

  .menu-item[aria-checked='false'] .icon {
    visibility: hidden;
  }

  @media (hover: hover) {
    .menu-item:hover {
      background: var(--color-raised);
    }
  }

  .menu-item.danger {
    color: var(--color-problem);
  }
`;
