/** The medians of a run as a drawing: one bar for each contender, one group for each distance. */
import type { Row } from './samples.ts';

const WIDTH = 760;
const LABEL_WIDTH = 210;
const BAR_HEIGHT = 14;
const BAR_STEP = 20;
const GROUP_GAP = 34;
const VALUE_WIDTH = 60;
/** Ours, whatever is measured beside it, and what nobody can go below. */
const COLORS = { Parley: '#2f6fde', floor: '#8a8f98' } as const;
const OTHER_COLOR = '#c9803a';

export function drawChart(rows: readonly Row[]): string {
  const delays = [...new Set(rows.map(({ delayMs }) => delayMs))];
  const longestMs = Math.max(...rows.map(({ pressed }) => pressed.high));
  const scale = (ms: number) => (ms / longestMs) * (WIDTH - LABEL_WIDTH - VALUE_WIDTH);
  let y = 0;
  const groups = delays.map((delayMs) => {
    y += GROUP_GAP;
    const title = text(0, y - 12, `${delayMs} ms each way to the servers`, 'font-weight="600"');
    const bars = rows
      .filter((row) => row.delayMs === delayMs)
      .map((row) => {
        const top = y;
        y += BAR_STEP;
        return drawBar(row, top, scale);
      });
    return [title, ...bars].join('\n');
  });
  const height = y + 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" font-family="system-ui, sans-serif" font-size="12" role="img">
<title>Milliseconds until one sees the other: medians, and lines from 10 to 90 %</title>
<rect width="${WIDTH}" height="${height}" fill="#ffffff" />
${groups.join('\n')}
</svg>
`;
}

function drawBar(
  { contender, way, pressed: { median, low, high } }: Row,
  top: number,
  scale: (ms: number) => number,
): string {
  const color = contender === 'Parley' || contender === 'floor' ? COLORS[contender] : OTHER_COLOR;
  const middle = top + BAR_HEIGHT / 2;
  const at = (ms: number) => (LABEL_WIDTH + scale(ms)).toFixed(1);
  return [
    text(0, middle + 4, `${contender}, ${way}`),
    `<rect x="${LABEL_WIDTH}" y="${top}" width="${scale(median).toFixed(1)}" height="${BAR_HEIGHT}" fill="${color}" />`,
    `<path d="M${at(low)} ${middle}H${at(high)}" stroke="#222" stroke-width="1.5" />`,
    text(Number(at(high)) + 6, middle + 4, `${median.toFixed(0)} ms`),
  ].join('\n');
}

function text(x: number, y: number, content: string, attributes = ''): string {
  return `<text x="${x}" y="${y}" fill="#222" ${attributes}>${content}</text>`;
}
