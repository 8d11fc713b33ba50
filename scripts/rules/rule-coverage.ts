/** What an emulator says about the rules after a test run: which value each expression in them has had. */

/** The report at `/emulator/v1/projects/{project}:ruleCoverage`, as far as it matters here. */
export interface CoverageReport {
  readonly report: readonly ReportedExpression[];
}

export interface ReportedExpression {
  readonly sourcePosition: {
    readonly line?: number;
    readonly column?: number;
    /** In characters of the source; 0 is left out. The end is the last character's. */
    readonly currentOffset?: number;
    readonly endOffset?: number;
  };
  /** Each different outcome: a value; `undefined` is an error; an empty value: decided without this expression. */
  readonly values?: readonly {
    readonly value?: { readonly [kind: string]: unknown };
    readonly count?: number;
  }[];
  readonly children?: readonly ReportedExpression[];
}

/** A condition in the rules, or a part of one, that is never anything but true or false. */
export interface Condition {
  readonly line: number;
  readonly start: number;
  /** Behind its last character. */
  readonly end: number;
  readonly text: string;
  /** How often it was true and false. */
  readonly trueCount: number;
  readonly falseCount: number;
  /** Whether no other condition is inside it. */
  readonly isLeaf: boolean;
}

/** All conditions in the order of the source. Functions are reported once, however many places call them. */
export function findConditions({ report }: CoverageReport, source: string): Condition[] {
  const found: Condition[] = [];
  const visit = (expression: ReportedExpression): boolean => {
    const index = found.length;
    let hasInner = false;
    for (const child of expression.children ?? []) hasInner = visit(child) || hasInner;
    const counts = countOutcomes(expression);
    if (counts.other > 0) return hasInner;
    // Never looked at, nor anything in it: it might be a condition, and is to be looked at by somebody.
    if (counts.true + counts.false === 0 && hasInner) return true;
    const { line = 1, currentOffset: start = 0, endOffset = start } = expression.sourcePosition;
    const text = source.slice(start, endOffset + 1);
    const condition = { line, start, end: endOffset + 1, text, isLeaf: !hasInner };
    found.splice(index, 0, { ...condition, trueCount: counts.true, falseCount: counts.false });
    return true;
  };
  for (const expression of report) visit(expression);
  return found.sort((a, b) => a.start - b.start || b.end - a.end);
}

export function isSeenBothWays({ trueCount, falseCount }: Condition): boolean {
  return trueCount > 0 && falseCount > 0;
}

function countOutcomes({ values = [] }: ReportedExpression): { true: number; false: number; other: number } {
  const counts = { true: 0, false: 0, other: 0 };
  for (const { value, count = 1 } of values) {
    const [kind] = Object.keys(value ?? {});
    if (kind === 'boolValue') counts[value?.boolValue === true ? 'true' : 'false'] += count;
    else if (kind !== undefined && kind !== 'undefined') counts.other += count;
  }
  return counts;
}

/**
 * The text of a report with every string in it cut off: it repeats each value that each expression has had, documents
 * of a megabyte among them, and would be too long for a string in JavaScript.
 */
export async function readShortened(body: AsyncIterable<Uint8Array>, maxBytes = 64): Promise<string> {
  const [quote, backslash, placeholder] = [0x22, 0x5c, 0x3f];
  const parts: string[] = [];
  let isInside = false;
  let isEscaped = false;
  let length = 0;
  for await (const chunk of body) {
    const kept = new Uint8Array(chunk.length);
    let size = 0;
    for (const byte of chunk) {
      const isQuote = byte === quote && !isEscaped;
      if (isQuote || !isInside) {
        kept[size++] = byte;
        if (isQuote) isInside = !isInside;
        length = 0;
        continue;
      }
      // Nobody reads the strings themselves, and half an escape or half a character would not be one.
      const isPlain = byte !== backslash && !isEscaped && byte < 0x80;
      if (length++ < maxBytes) kept[size++] = isPlain ? byte : placeholder;
      isEscaped = byte === backslash && !isEscaped;
    }
    parts.push(Buffer.from(kept.buffer, 0, size).toString('latin1'));
  }
  return parts.join('');
}
