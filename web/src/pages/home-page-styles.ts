import { css } from 'lit';

export const homePageStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto 1fr auto;
    min-block-size: 100dvh;
    padding: calc(var(--space-3) + var(--inset-top)) calc(var(--gutter) + var(--inset-right))
      calc(var(--space-4) + var(--inset-bottom)) calc(var(--gutter) + var(--inset-left));
  }

  header,
  main,
  footer {
    inline-size: 100%;
    max-inline-size: var(--width-page);
    margin-inline: auto;
  }

  main {
    display: grid;
    /* From the top, not centred: a message that comes must not move what is above it. */
    align-content: start;
    align-items: start;
    gap: var(--space-7) clamp(2rem, 7vw, 6rem);
    padding-block: clamp(1.5rem, 12vh, 8rem) var(--space-6);
  }

  .column {
    display: grid;
    max-inline-size: var(--width-column);
  }

  h1 {
    font-size: var(--text-display);
    line-height: 1.02;
    letter-spacing: var(--tracking-display);
  }

  .lead {
    margin-block: var(--space-4) var(--space-6);
    color: var(--color-ink-soft);
    font-size: var(--text-large);
    line-height: 1.4;
  }

  .ways {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--space-3) var(--space-5);
  }

  .ways .button {
    min-inline-size: min(12.5rem, 100%);
  }

  .later {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-block-size: var(--size-touch);
    border-radius: var(--radius-small);
    color: var(--color-accent);
    font-weight: var(--weight-medium);
    text-decoration: none;
  }

  .later:hover {
    text-decoration: underline;
  }

  parley-notice {
    margin-block-start: var(--space-4);
  }

  .disclosure {
    justify-self: start;
    margin-block-start: var(--space-2);
  }

  .disclosure[open] {
    justify-self: stretch;
  }

  .disclosure parley-empty-timeout-field {
    padding-block: var(--space-2);
  }

  section,
  .recent {
    margin-block-start: var(--space-6);
    padding-block-start: var(--space-5);
    border-block-start: 1px solid var(--color-line);
  }

  .recent {
    justify-self: stretch;
  }

  .recent p {
    font-size: var(--text-small);
  }

  h2 {
    margin-block-end: var(--space-3);
    font-size: var(--text-large);
  }

  .illustration {
    display: none;
    inline-size: 100%;
    max-inline-size: 31rem;
    margin-block-start: var(--space-5);
    justify-self: end;
  }

  .far .tile {
    fill: var(--color-accent-wash);
  }

  .far .person,
  .near .tile {
    fill: var(--color-accent-deep);
  }

  .near .rim {
    fill: var(--color-canvas);
  }

  .near .person {
    fill: var(--color-accent-pale);
  }

  footer {
    color: var(--color-ink-soft);
    font-size: var(--text-small);
  }

  @media (max-width: 30rem) {
    .ways > * {
      flex: 1 1 100%;
    }
  }

  @media (min-width: 52rem) {
    main {
      grid-template-columns: minmax(0, var(--width-column)) minmax(0, 1fr);
    }

    .illustration {
      display: block;
    }
  }
`;
