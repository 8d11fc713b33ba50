/** The rules with what the tests have not shown, for a terminal and for a browser. */
import { styleText } from 'node:util';
import { type Condition, isSeenBothWays } from './rule-coverage.ts';

/** What is missing about a condition, in words. */
function describeMissing({ trueCount, falseCount }: Condition): string {
  if (trueCount + falseCount === 0) return 'never looked at';
  return trueCount === 0 ? 'never true' : 'never false';
}

/** Each line with something missing, with the line before and after it. */
export function toTerminal(source: string, conditions: readonly Condition[]): string {
  const lines = source.split('\n');
  const missing = new Map<number, Condition[]>();
  for (const condition of conditions.filter((condition) => !isSeenBothWays(condition))) {
    missing.set(condition.line, [...(missing.get(condition.line) ?? []), condition]);
  }
  const shown = lines.flatMap((text, index) => {
    const number = index + 1;
    const found = missing.get(number) ?? [];
    if (found.length === 0 && !missing.has(number - 1) && !missing.has(number + 1)) return [];
    const gutter = String(number).padStart(4);
    const notes = found.map((condition) =>
      styleText('red', `     ^ ${describeMissing(condition)}: ${oneLine(condition.text)}`),
    );
    return [found.length > 0 ? styleText('yellow', `${gutter} ${text}`) : `${gutter} ${text}`, ...notes];
  });
  return shown.join('\n');
}

/** The whole file; what is missing is marked, and every condition tells its counts under the mouse. */
export function toHtml(source: string, conditions: readonly Condition[]): string {
  const opening = new Map<number, Condition[]>();
  const closing = new Map<number, number>();
  for (const condition of conditions) {
    opening.set(condition.start, [...(opening.get(condition.start) ?? []), condition]);
    closing.set(condition.end, (closing.get(condition.end) ?? 0) + 1);
  }
  let body = '';
  for (let i = 0; i <= source.length; i++) {
    body += '</span>'.repeat(closing.get(i) ?? 0);
    for (const condition of opening.get(i) ?? []) {
      const isSeen = isSeenBothWays(condition);
      const counts = `true ${condition.trueCount} times, false ${condition.falseCount} times`;
      body += `<span class="${isSeen ? 'seen' : 'missing'}" title="${isSeen ? counts : `${describeMissing(condition)}: ${counts}`}">`;
    }
    body += escapeHtml(source[i] ?? '');
  }
  const missingCount = conditions.filter((condition) => !isSeenBothWays(condition)).length;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Coverage of firestore.rules</title>
<style>
  :root { color-scheme: light dark; }
  body { font: 14px/1.5 ui-monospace, monospace; margin: 2rem; }
  .seen:hover { background: light-dark(#d8f3d8, #1d4d1d); }
  .missing { background: light-dark(#ffd0d0, #7a1c1c); outline: 1px solid light-dark(#c00, #f66); }
</style>
<h1>firestore.rules</h1>
<p>${conditions.length} conditions, ${missingCount} not seen both true and false. Counts show under the mouse.</p>
<pre>${body}</pre>
</html>
`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
