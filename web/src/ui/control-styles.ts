import { css } from 'lit';

/** For those who listen, and not seen. */
export const outOfSight = css`
  position: absolute;
  inline-size: 1px;
  block-size: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
`;

/** What every component with a shadow root begins with. */
export const baseStyles = css`
  :host,
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :host {
    display: block;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  h1,
  h2,
  p {
    margin: 0;
  }

  h1,
  h2 {
    font-family: var(--font-heading);
    font-weight: var(--weight-strong);
    line-height: var(--leading-tight);
    letter-spacing: var(--tracking-title);
    text-wrap: balance;
  }

  h1 {
    font-size: var(--text-title);
  }

  /* Headings take the focus when a view changes; that is for screen readers and draws nothing. */
  h1:focus,
  h2:focus {
    outline: none;
  }

  p {
    text-wrap: pretty;
  }

  :focus-visible {
    outline: var(--focus-ring);
    outline-offset: 2px;
  }

  .soft {
    color: var(--color-ink-soft);
  }

  .icon {
    flex: none;
    inline-size: var(--size-icon);
    block-size: var(--size-icon);
  }

  .visually-hidden {
    ${outOfSight}
    margin: -1px;
  }
`;

/** What is wanted seldom, folded away. */
export const disclosureStyles = css`
  .disclosure > summary {
    display: inline-flex;
    align-items: center;
    gap: var(--space-2);
    min-block-size: var(--size-touch);
    border-radius: var(--radius-small);
    color: var(--color-ink-soft);
    font-weight: var(--weight-medium);
    list-style: none;
    cursor: pointer;
    -webkit-tap-highlight-color: transparent;
  }

  .disclosure > summary::-webkit-details-marker {
    display: none;
  }

  .disclosure > summary:hover {
    color: var(--color-ink);
  }

  .disclosure > summary > .icon {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    transition: rotate var(--duration-quick) var(--ease);
  }

  .disclosure[open] > summary > .icon {
    rotate: 180deg;
  }
`;

/** Buttons and text fields. */
export const controlStyles = css`
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-block-size: var(--size-touch);
    padding: var(--space-2) var(--space-4);
    border: 1px solid transparent;
    border-radius: var(--radius-control);
    background: var(--color-raised);
    border-color: var(--color-line-strong);
    color: var(--color-ink);
    font: inherit;
    font-weight: var(--weight-medium);
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    transition:
      background-color var(--duration-quick) var(--ease),
      border-color var(--duration-quick) var(--ease);
    -webkit-tap-highlight-color: transparent;
    touch-action: manipulation;
  }

  .button:hover {
    background: var(--color-raised-hover);
  }

  .button.primary {
    border-color: transparent;
    background: var(--color-accent);
    color: var(--color-on-accent);
    font-weight: var(--weight-strong);
  }

  .button.primary:hover {
    background: var(--color-accent-hover);
  }

  .button.danger {
    border-color: transparent;
    background: var(--color-danger);
    color: var(--color-on-danger);
  }

  .button.danger:hover {
    background: var(--color-danger-hover);
  }

  .button.large {
    min-block-size: var(--size-control);
    padding-inline: var(--space-5);
    font-size: var(--text-large);
    letter-spacing: -0.01em;
  }

  .button[aria-disabled='true'] {
    cursor: default;
    opacity: 0.65;
  }

  /* Beside each other, and below each other where there is no room. */
  .actions,
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }

  .label {
    display: block;
    margin-block-end: var(--space-2);
    font-size: var(--text-small);
    font-weight: var(--weight-medium);
  }

  .input {
    inline-size: 100%;
    min-block-size: var(--size-control);
    padding: var(--space-2) var(--space-4);
    border: 1px solid var(--color-line-strong);
    border-radius: var(--radius-medium);
    background: var(--color-surface);
    color: var(--color-ink);
    /* Never under 16 px, or iOS zooms the page when the field is touched. */
    font: inherit;
    font-size: var(--text-body);
    text-overflow: ellipsis;
  }

  .input::placeholder {
    color: var(--color-ink-soft);
    opacity: 1;
  }

  .input:focus-visible {
    outline-offset: 0;
  }

  .input[aria-invalid='true'] {
    border-color: var(--color-problem);
  }

  /* What is wrong with a field, below it. */
  .problem {
    margin-block-start: var(--space-2);
    color: var(--color-problem);
    font-size: var(--text-small);
  }

  /* A select within a .select, with an icon for its arrow. */
  .select {
    display: block;
    position: relative;
  }

  .select > .input {
    padding-inline-end: var(--space-7);
    appearance: none;
    cursor: pointer;
  }

  .select > .icon {
    position: absolute;
    inset-block: 0;
    inset-inline-end: var(--space-3);
    margin-block: auto;
    color: var(--color-ink-soft);
    pointer-events: none;
  }

  ${disclosureStyles}

  @media (forced-colors: active) {
    .button,
    .input {
      border-color: currentcolor;
    }
  }
`;
