import { describe, expect, test } from 'vitest';
import { findConditions, isSeenBothWays, type ReportedExpression, readShortened } from './rule-coverage.ts';

const source = 'allow get: if a.b == c && d;';

function expression(
  text: string,
  outcomes: readonly (boolean | 'text' | 'error' | 'nothing')[],
  ...children: ReportedExpression[]
): ReportedExpression {
  const currentOffset = source.indexOf(text);
  const values = outcomes.map((outcome) => {
    if (outcome === 'nothing') return {};
    if (outcome === 'error') return { value: { undefined: { causeMessage: 'Null value error.' } }, count: 2 };
    return { value: outcome === 'text' ? { stringValue: 'x' } : { boolValue: outcome }, count: 3 };
  });
  return {
    sourcePosition: { line: 1, currentOffset, endOffset: currentOffset + text.length - 1 },
    values,
    children,
  };
}

const inWords = (...report: ReportedExpression[]) =>
  findConditions({ report }, source).map(
    (found) => `${found.text}: ${found.trueCount}, ${found.falseCount}${found.isLeaf ? ' leaf' : ''}`,
  );

describe('the conditions in a report', () => {
  test('are what was never anything but true or false, outer ones first', () => {
    const left = expression('a.b == c', [true, false, 'error'], expression('a.b', ['text', 'error']));
    const whole = expression('a.b == c && d', [false, 'nothing'], left, expression('d', [true]));
    expect(inWords(whole)).toEqual(['a.b == c && d: 0, 3', 'a.b == c: 3, 3 leaf', 'd: 3, 0 leaf']);
  });

  test('are not the fields that had a truth value among others', () => {
    expect(inWords(expression('d', [true, 'text']))).toEqual([]);
  });

  test('may be among what was never looked at, of which the innermost is told', () => {
    const never = expression('a.b == c', [], expression('a.b', []));
    expect(inWords(never)).toEqual(['a.b: 0, 0 leaf']);
  });

  test('are seen when they were both', () => {
    const seen = findConditions({ report: [expression('d', [true, false])] }, source);
    const half = findConditions({ report: [expression('d', [false, 'error'])] }, source);
    expect([...seen, ...half].map(isSeenBothWays)).toEqual([true, false]);
  });
});

describe('a shortened report', () => {
  const shorten = async (...chunks: string[]) =>
    readShortened(
      (async function* () {
        for (const chunk of chunks) yield Buffer.from(chunk);
      })(),
      4,
    );

  test('has its strings cut off, across chunks, and all else as it was', async () => {
    expect(await shorten('{"abcdef', 'ghi": [1.5, "x"', ', {}], "": "', '"}')).toBe(
      '{"abcd": [1.5, "x", {}], "": ""}',
    );
  });

  test('does not end a string at an escaped quote, nor miss the end after an escaped backslash', async () => {
    const value = { a: 'a"b', b: '\\', c: 'é\n"\\"', d: 1 };
    const read = JSON.parse(await shorten(JSON.stringify(value)));
    expect(read).toEqual({ a: 'a??b', b: '??', c: '????', d: 1 });
  });
});
