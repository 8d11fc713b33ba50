/** A small chart: how one or two measures went lately, the latest at its end. Decoration: the figures stand beside it. */
import { svg, type TemplateResult } from 'lit';

export const CHART_WIDTH = 120;
export const CHART_HEIGHT = 32;
/** So that a line at the top or the bottom is drawn whole. */
const MARGIN = 2;

type Values = readonly (number | undefined)[];

/**
 * @param slots how many values there is room for: a short history begins within the chart
 * @param top what the top of the chart stands for
 */
export function chartPath(values: Values, slots: number, top: number): string {
  let isDrawing = false;
  const first = slots - values.length;
  const steps = values.map((value, index) => {
    if (value === undefined) {
      isDrawing = false;
      return '';
    }
    const x = ((first + index) / Math.max(1, slots - 1)) * CHART_WIDTH;
    const y = CHART_HEIGHT - MARGIN - (Math.min(value, top) / top) * (CHART_HEIGHT - 2 * MARGIN);
    const command = isDrawing ? 'L' : 'M';
    isDrawing = true;
    // A line of no length is a dot, with round ends.
    return `${command}${round(x)} ${round(y)}${command === 'M' ? 'h0' : ''}`;
  });
  return steps.join('');
}

/** What the top of a chart stands for: the most that there was, and never less than the floor. */
export function chartTop(floor: number, ...series: readonly Values[]): number {
  return Math.max(floor, ...series.flat().filter((value) => value !== undefined));
}

export function sparkline(
  slots: number,
  floor: number,
  you: Values | undefined,
  they: Values | undefined,
): TemplateResult {
  const series = [you ?? [], they ?? []];
  const top = chartTop(floor, ...series);
  return svg`<svg
    class="chart"
    viewBox="0 0 ${CHART_WIDTH} ${CHART_HEIGHT}"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    <path class="they" d=${chartPath(series[1] ?? [], slots, top)} />
    <path class="you" d=${chartPath(series[0] ?? [], slots, top)} />
  </svg>`;
}

function round(number: number): number {
  return Math.round(number * 10) / 10;
}
