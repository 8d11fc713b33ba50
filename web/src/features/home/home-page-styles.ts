import { css } from 'lit';

export const homePageStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto 1fr auto;
    min-block-size: 100dvh;
    padding: calc(var(--space-3) + var(--inset-top)) calc(var(--gutter) + var(--inset-right))
      calc(var(--space-4) + var(--inset-bottom)) calc(var(--gutter) + var(--inset-left));
    overflow-x: clip;
  }

  header,
  main,
  footer {
    inline-size: 100%;
    max-inline-size: var(--width-page);
    margin-inline: auto;
  }

  header,
  footer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 var(--space-5);
  }

  nav a {
    display: inline-grid;
    align-items: center;
    min-block-size: var(--size-touch);
    padding-inline: var(--space-2);
    border-radius: var(--radius-small);
    color: var(--color-ink);
    font-weight: var(--weight-strong);
    text-decoration: none;
  }

  nav a:hover {
    text-decoration: underline;
  }

  main {
    display: grid;
    align-content: start;
    gap: var(--space-4);
    padding-block: var(--space-3) var(--space-6);
  }

  .column {
    display: grid;
    /* Beside the circle, which may be higher. */
    align-content: start;
    min-inline-size: 0;
  }

  h1 {
    font-size: var(--text-hero);
    line-height: 1.02;
    letter-spacing: var(--tracking-display);
    overflow-wrap: anywhere;
  }

  h1.again {
    font-size: var(--text-title);
    letter-spacing: var(--tracking-title);
  }

  h1 span,
  .lead span {
    display: block;
  }

  .lead {
    margin-block: var(--space-4) var(--space-5);
    color: var(--color-ink-soft);
    font-size: var(--text-lead);
    line-height: 1.4;
  }

  .start {
    justify-self: start;
    padding-inline: var(--space-6);
  }

  .start .icon {
    margin-inline-start: calc(-1 * var(--space-2));
  }

  .or {
    margin-block-start: var(--space-2);
  }

  .or a {
    display: inline-grid;
    align-items: center;
    min-block-size: var(--size-touch);
    border-radius: var(--radius-small);
    color: var(--color-ink);
    font-weight: var(--weight-strong);
    text-underline-offset: 0.2em;
  }

  .or a:hover {
    color: var(--color-accent);
  }

  .second {
    display: none;
  }

  parley-notice {
    margin-block-start: var(--space-4);
  }

  parley-join-form {
    margin-block-start: var(--space-6);
  }

  .yours {
    margin-block: var(--space-4) var(--space-5);
  }

  .next {
    padding: var(--space-2) var(--space-4);
    border-radius: var(--radius-sheet);
    background: var(--color-you-wash);
  }

  .next + parley-call-list {
    margin-block-start: var(--space-2);
  }

  .all > p {
    font-size: var(--text-small);
  }

  .all[open] {
    margin-block-end: var(--space-4);
  }

  /* Apart, until somebody is about to start a call. */
  .illustration {
    display: flex;
    /* The near half is at the left for whoever reads from the right, too: it is a picture. */
    direction: ltr;
    inline-size: 100%;
    max-inline-size: min(21rem, 36dvh);
    margin-inline: auto;
  }

  .near,
  .far {
    inline-size: 50%;
    overflow: visible;
    transition: translate var(--duration-close) var(--ease-close);
  }

  .near {
    translate: 0 -4.25%;
  }

  .far {
    translate: 0 4.25%;
  }

  main:has(.start:is(:hover, :focus-visible, [aria-disabled="true"])) .near {
    translate: 0.75% 0;
  }

  main:has(.start:is(:hover, :focus-visible, [aria-disabled="true"])) .far {
    translate: -0.75% 0;
  }

  .near .half {
    fill: var(--color-you);
  }

  .far .half {
    fill: var(--color-they);
  }

  .near .person {
    fill: var(--color-you-wash);
  }

  .far .person {
    fill: var(--color-they-wash);
  }

  footer {
    color: var(--color-ink-soft);
    font-size: var(--text-small);
  }

  @media (forced-colors: active) {
    .half {
      fill: Canvas !important;
      stroke: CanvasText;
      stroke-width: 4;
    }

    .near .half {
      fill: CanvasText !important;
    }

    .near .person {
      fill: Canvas;
    }

    .far .person {
      fill: CanvasText;
    }
  }

  /* On a phone the circle first, and two quiet ways under the one. */
  @media (max-width: 47.99rem) {
    .illustration {
      order: -1;
    }

    .again ~ .illustration,
    main:has(.again) .illustration {
      display: none;
    }

    .start,
    .join.button {
      justify-self: stretch;
    }

    .lead {
      margin-block: var(--space-3) var(--space-5);
    }

    .lead span + span,
    .or,
    nav {
      display: none;
    }

    .second {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr));
      gap: var(--space-2);
      margin-block-start: var(--space-3);
    }

    parley-join-form {
      margin-block-start: var(--space-3);
    }

    parley-join-form.folded {
      display: none;
    }
  }

  @media (min-width: 48rem) {
    main {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      gap: var(--space-6) clamp(1.5rem, 5vw, 5rem);
    }

    /* From the top, not centred: a message that comes must not move what is above it. */
    .column {
      padding-block-start: clamp(0rem, 12vh, 7rem);
    }

    .column:has(.again) {
      padding-block-start: clamp(0rem, 5vh, 3rem);
    }

    parley-join-form {
      max-inline-size: 25rem;
    }

    .illustration {
      position: sticky;
      inset-block-start: 8dvh;
      align-self: start;
      max-inline-size: min(31rem, 72dvh);
      margin-block-start: 3vh;
      margin-inline-end: 0;
    }
  }
`;
