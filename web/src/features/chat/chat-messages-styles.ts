import { css } from 'lit';

export const chatMessagesStyles = css`
  :host {
    position: relative;
    display: grid;
    min-block-size: 0;
  }

  .scroll {
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: var(--space-3) var(--space-4);
  }

  .scroll:focus-visible {
    outline-offset: -3px;
  }

  .small,
  .empty {
    font-size: var(--text-small);
    text-align: center;
  }

  .empty {
    padding: var(--space-6) var(--space-4);
  }

  ol {
    display: grid;
    gap: var(--space-1);
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: grid;
    justify-items: start;
    justify-self: start;
    max-inline-size: 85%;
    min-inline-size: 0;
  }

  li.self {
    justify-items: end;
    justify-self: end;
  }

  li.first:not(:first-child) {
    margin-block-start: var(--space-3);
  }

  .author {
    padding-inline: var(--space-3);
    color: var(--color-they);
    font-size: var(--text-caption);
    font-weight: var(--weight-medium);
    overflow-wrap: anywhere;
  }

  .bubble {
    max-inline-size: 100%;
    /* A message that is all line breaks, or all marks above one letter, stays in its place. */
    max-block-size: min(24rem, 60dvb);
    overflow: auto;
    padding: var(--space-2) var(--space-3);
    border: 1px solid transparent;
    border-radius: 1.125rem;
    background: var(--color-they-wash);
  }

  .text {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    text-align: start;
    text-wrap: wrap;
    /* Each line runs as its own letters do. */
    unicode-bidi: plaintext;
    tab-size: 4;
  }

  .self .bubble {
    background: var(--color-you-wash);
  }

  .peer.first .bubble {
    border-start-start-radius: 0.375rem;
  }

  .self.first .bubble {
    border-start-end-radius: 0.375rem;
  }

  .undelivered .bubble {
    border: 1px dashed var(--color-line-strong);
    background: none;
  }

  .about {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1) var(--space-2);
    padding-inline: var(--space-3);
    color: var(--color-ink-soft);
    font-size: var(--text-caption);
    font-variant-numeric: tabular-nums;
  }

  li:not(.undelivered) > .about span::before {
    content: '·';
    margin-inline-end: var(--space-2);
  }

  .undelivered > .about {
    justify-content: end;
    text-align: end;
  }

  li .button {
    margin-block: var(--space-1);
    font-size: var(--text-small);
  }

  a {
    color: inherit;
    text-underline-offset: 0.15em;
  }

  .newest {
    position: absolute;
    inset-block-end: var(--space-2);
    justify-self: center;
    box-shadow: var(--shadow-high);
    font-size: var(--text-small);
  }

  @media (forced-colors: active) {
    .bubble {
      border-color: CanvasText;
    }

    .self .bubble {
      border-width: 2px;
    }
  }
`;
