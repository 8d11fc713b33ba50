import { css } from 'lit';

export const callListStyles = css`
  ul {
    display: grid;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-1) var(--space-3);
    padding-block: var(--space-2);
  }

  li + li {
    border-block-start: 1px solid var(--color-line);
  }

  /* Of a person the far half's colour, of a time one's own. */
  .face {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: var(--size-touch);
    block-size: var(--size-touch);
    border-radius: 50%;
    background: var(--color-they-wash);
    color: var(--color-they);
    font-family: var(--font-heading);
    font-size: var(--text-large);
    font-weight: var(--weight-strong);
  }

  .face.time {
    background: var(--color-you-wash);
    color: var(--color-you);
  }

  .face .icon {
    inline-size: 1.25rem;
    block-size: 1.25rem;
  }

  .call {
    display: grid;
    flex: 1 1 8rem;
    align-content: center;
    min-inline-size: 0;
    min-block-size: var(--size-touch);
    border-radius: var(--radius-small);
    color: var(--color-ink);
    text-decoration: none;
  }

  a.call:hover .title {
    text-decoration: underline;
  }

  /* Of large text hardly a word has room in one line. */
  .title {
    display: -webkit-box;
    overflow: hidden;
    font-weight: var(--weight-strong);
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  .when {
    color: var(--color-ink-soft);
    font-size: var(--text-small);
    line-height: 1.35;
  }

  .open-now {
    color: var(--color-accent);
    font-weight: var(--weight-strong);
  }

  li > .button {
    margin-inline-start: auto;
  }

  .remove {
    flex: none;
    min-inline-size: var(--size-touch);
    padding: 0;
    border-color: transparent;
    background: transparent;
    color: var(--color-ink-soft);
  }

  .remove .icon {
    inline-size: 1.25rem;
    block-size: 1.25rem;
  }

  @media (forced-colors: active) {
    .face {
      border: 1px solid CanvasText;
    }
  }
`;
