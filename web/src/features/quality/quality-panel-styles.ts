import { css } from 'lit';

export const qualityPanelStyles = css`
  :host {
    display: grid;
    gap: var(--space-3);
  }

  .verdict {
    font-weight: var(--weight-medium);
  }

  .soft {
    font-size: var(--text-small);
  }

  .verdict + .soft {
    margin-block-start: calc(-1 * var(--space-2));
  }

  .small {
    margin-block-start: calc(-1 * var(--space-2));
    font-size: var(--text-caption);
  }

  dl,
  dd {
    margin: 0;
  }

  .charts {
    container-type: inline-size;
    display: grid;
    gap: var(--space-3);
    padding: var(--space-3);
    border-radius: var(--radius-medium);
    background: var(--color-canvas);
  }

  .charts dt,
  .flows dt {
    color: var(--color-ink-soft);
    font-size: var(--text-caption);
  }

  .charts > div {
    display: grid;
    grid-template-columns: minmax(0, 1fr) max-content;
    align-items: center;
    column-gap: var(--space-3);
  }

  .charts dd {
    display: contents;
  }

  .chart {
    inline-size: 100%;
    block-size: 1.75rem;
  }

  .chart path {
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
    vector-effect: non-scaling-stroke;
  }

  .you {
    color: var(--color-you);
  }

  .they {
    color: var(--color-they);
  }

  /* Time runs as one reads. */
  :host(:dir(rtl)) .chart {
    scale: -1 1;
  }

  .figure {
    display: grid;
    grid-row: 1 / span 2;
    grid-column: 2;
    min-inline-size: 5rem;
    font-size: var(--text-small);
    font-variant-numeric: tabular-nums;
    text-align: end;
  }

  .flows {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 9rem), 1fr));
    gap: var(--space-3);
    font-size: var(--text-caption);
    overflow-wrap: anywhere;
  }

  .flows dt {
    font-weight: var(--weight-strong);
  }

  .flows .you {
    color: var(--color-you);
  }

  .flows .they {
    color: var(--color-they);
  }

  .flows dd > span {
    color: var(--color-ink-soft);
  }

  /* Large text, or a narrow window: the figures go below. */
  @container (max-width: 15rem) {
    .charts > div {
      grid-template-columns: minmax(0, 1fr);
    }

    .figure {
      grid-row: auto;
      grid-column: 1;
      justify-content: start;
      text-align: start;
    }
  }

  @media (forced-colors: active) {
    .chart path {
      stroke: CanvasText;
    }

    .chart .they {
      stroke-dasharray: 3 3;
    }
  }
`;
