import type { Scanner } from './scanner.ts';
import type { BinaryOperator, Entry, Expression, Literal, Path } from './syntax-tree.ts';

/**
 * Weakest first; each line is left-associative. The table is that of
 * https://firebase.google.com/docs/reference/rules/rules-language (Operators).
 */
const binaryOperators: readonly (readonly BinaryOperator[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['in', 'is'],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

export function parseExpression(scanner: Scanner): Expression {
  const condition = parseBinary(scanner, 0);
  if (!scanner.take('?')) return condition;
  const whenTrue = parseExpression(scanner);
  scanner.expect(':');
  const whenFalse = parseExpression(scanner);
  return {
    kind: 'ternary',
    condition,
    whenTrue,
    whenFalse,
    start: condition.start,
    end: whenFalse.end,
  };
}

function parseBinary(scanner: Scanner, level: number): Expression {
  const operators = binaryOperators[level];
  if (operators === undefined) return parseUnary(scanner);
  let left = parseBinary(scanner, level + 1);
  for (;;) {
    const operator = operators.find((candidate) => scanner.isAt(candidate));
    if (operator === undefined) return left;
    const operatorStart = scanner.next().start;
    const right = operator === 'is' ? parseType(scanner) : parseBinary(scanner, level + 1);
    left = { kind: 'binary', operator, operatorStart, left, right, start: left.start, end: right.end };
  }
}

function parseType(scanner: Scanner): Expression {
  const { text, start, end } = scanner.expectName('a type after `is`');
  return { kind: 'name', name: text, start, end };
}

function parseUnary(scanner: Scanner): Expression {
  const sign = scanner.take('!') ?? scanner.take('-');
  if (sign === undefined) return parsePostfix(scanner);
  const operand = parseUnary(scanner);
  return {
    kind: 'unary',
    operator: sign.text as '!' | '-',
    operand,
    start: sign.start,
    end: operand.end,
  };
}

function parsePostfix(scanner: Scanner): Expression {
  let object = parsePrimary(scanner);
  const { start } = object;
  for (;;) {
    if (scanner.take('.')) {
      const { text, end } = scanner.expectName('a name after `.`');
      object = { kind: 'member', object, name: text, start, end };
    } else if (scanner.take('[')) {
      object = parseBrackets(scanner, object);
    } else if (scanner.take('(')) {
      const parameters = parseListed(scanner, ')', () => parseExpression(scanner));
      object = { kind: 'call', callee: object, parameters, start, end: scanner.lastEnd };
    } else {
      return object;
    }
  }
}

function parseBrackets(scanner: Scanner, object: Expression): Expression {
  const { start } = object;
  const index = parseExpression(scanner);
  const to = scanner.take(':') && parseExpression(scanner);
  const { end } = scanner.expect(']');
  return to === undefined
    ? { kind: 'index', object, index, start, end }
    : { kind: 'slice', object, from: index, to, start, end };
}

function parsePrimary(scanner: Scanner): Expression {
  const { kind, text, start, end } = scanner.peek();
  if (kind === 'integer' || kind === 'float' || kind === 'string' || kind === 'bytes') {
    scanner.next();
    return { kind: 'literal', type: kind, text, start, end };
  }
  if (kind === 'name') {
    scanner.next();
    const type = literalWords.get(text);
    return type ? { kind: 'literal', type, text, start, end } : { kind: 'name', name: text, start, end };
  }
  if (scanner.take('(')) {
    const inner = parseExpression(scanner);
    return { kind: 'group', inner, start, end: scanner.expect(')').end };
  }
  if (scanner.take('[')) {
    const elements = parseListed(scanner, ']', () => parseExpression(scanner));
    return { kind: 'list', elements, start, end: scanner.lastEnd };
  }
  if (scanner.take('{')) {
    const entries = parseListed(scanner, '}', () => parseEntry(scanner));
    return { kind: 'map', entries, start, end: scanner.lastEnd };
  }
  if (scanner.isAt('/')) return parsePath(scanner);
  return scanner.fail('expected an expression');
}

const literalWords = new Map<string, Literal['type']>([
  ['true', 'boolean'],
  ['false', 'boolean'],
  ['null', 'null'],
]);

/** What stands between commas until the closing bracket, which is taken too. A last comma may have nothing after it. */
function parseListed<Item>(scanner: Scanner, closing: string, parseItem: () => Item): Item[] {
  const items: Item[] = [];
  while (!scanner.take(closing)) {
    items.push(parseItem());
    if (scanner.take(',')) continue;
    scanner.expect(closing);
    break;
  }
  return items;
}

function parseEntry(scanner: Scanner): Entry {
  const key = parseExpression(scanner);
  scanner.expect(':');
  const value = parseExpression(scanner);
  return { kind: 'entry', key, value, start: key.start, end: value.end };
}

/** A path goes on only while slashes follow without a blank: `/a /b` is a division. */
function parsePath(scanner: Scanner): Path {
  const { start } = scanner.expect('/');
  const segments: (string | Expression)[] = [];
  do {
    if (scanner.takeAdjacent('$(')) {
      segments.push(parseExpression(scanner));
      scanner.expect(')');
    } else {
      segments.push(scanner.takePathSegment() ?? scanner.fail('expected a path segment after `/`'));
    }
  } while (scanner.takeAdjacent('/'));
  return { kind: 'path', segments, start, end: scanner.lastEnd };
}
