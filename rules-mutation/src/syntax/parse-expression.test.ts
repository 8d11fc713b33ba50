import { describe, expect, it } from 'vitest';
import { canonicalText } from './canonical-text.ts';
import { parseExpression } from './parse-expression.ts';
import { Scanner } from './scanner.ts';

const parse = (source: string) => canonicalText(parseExpression(new Scanner(source)));

describe('operators bind as the language says', () => {
  it.each([
    ['a || b && c', 'a || (b && c)'],
    ['a && b || c', '(a && b) || c'],
    ['a && b && c', '(a && b) && c'],
    ['a && b == c', 'a && (b == c)'],
    ['a == b < c', 'a == (b < c)'],
    ['a == b in c', 'a == (b in c)'],
    ['a in b == c', '(a in b) == c'],
    ['a is int == b', '(a is int) == b'],
    ['a < b in c', '(a < b) in c'],
    ['a < b + c', 'a < (b + c)'],
    ['a - b - c', '(a - b) - c'],
    ['a + b * c % d', 'a + ((b * c) % d)'],
    ['!a.b', '!(a.b)'],
    ['!a == b', '(!a) == b'],
    ['-a * b', '(-a) * b'],
    ['!a && b', '(!a) && b'],
    ['a ? b : c ? d : e', 'a ? b : (c ? d : e)'],
    ['a ? b ? c : d : e', 'a ? (b ? c : d) : e'],
    ['a || b ? c : d', '(a || b) ? c : d'],
    ['a.b[c](d).e', '(((a.b)[c])(d)).e'],
    ['a[b ? c : d]', 'a[(b ? c : d)]'],
    ['a[b + 1:c]', 'a[(b + 1):c]'],
    ['a / b', '(a) / (b)'],
  ])('%s is %s', (source, grouped) => {
    expect(parse(source)).toBe(parse(grouped));
  });

  it.each([
    ['(a || b) && c', 'a || b && c'],
    ['a - (b - c)', 'a - b - c'],
    ['(a == b) == c', 'a == (b == c)'],
    ['!(a == b)', '!a == b'],
    ['a[b]', 'a.b'],
    ['a[1:2]', 'a[1]'],
    ["'a'", '"a"'],
    ['/a/b', '/a/$(b)'],
    ['b"a"', '"a"'],
    ['1', '1.0'],
  ])('%s is not %s', (source, other) => {
    expect(parse(source)).not.toBe(parse(other));
  });
});

describe('the canonical text', () => {
  it.each([
    ['a&&b', 'a /* x */\n && // y\n b'],
    ['((a))', 'a'],
    ['!!a', 'a'],
    ['!(a == b)', 'a != b'],
    ['!(a != b)', '(a == b)'],
  ])('of %s is that of %s', (source, same) => {
    expect(parse(source)).toBe(parse(same));
  });

  it('keeps what only looks like a negation', () => {
    expect(parse('!(a < b)')).not.toBe(parse('a >= b'));
  });
});
