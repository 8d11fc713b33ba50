import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createMutants } from './create-mutants.ts';
import { allOperators } from './operators/all-operators.ts';
import { canonicalText } from './syntax/canonical-text.ts';
import { parseRules } from './syntax/parse-rules.ts';
import { type Node, walk } from './syntax/syntax-tree.ts';
import { corpus } from './testing/corpus.ts';

const allowing = (condition: string, methods = 'get', more = '') =>
  `service cloud.firestore { match /db { match /a/{b} { ${more} allow ${methods}: if ${condition}; } } }`;

/** What one operator makes of the condition of an `allow get`. */
function conditionsAfter(operator: string, condition: string, more = ''): string[] {
  const [head = '', tail = ''] = allowing('\0', 'get', more).split('\0');
  return createMutants(allowing(condition, 'get', more), { operators: operatorsNamed(operator) })
    .map(({ source }) => source)
    .map((source) =>
      source.startsWith(head) && source.endsWith(tail) ? source.slice(head.length, -tail.length) : source,
    );
}

function operatorsNamed(name: string) {
  const found = allOperators.filter((operator) => operator.name === name);
  expect(found).toHaveLength(1);
  return found;
}

const examples: Record<string, [condition: string, mutated: string[]][]> = {
  'drop-null-check': [
    ['a == null && b', ['b']],
    ['a && null != b && c', ['a && c']],
    ['a == null || b', []],
  ],
  'drop-type-check': [['a is int && b', ['b']]],
  'drop-size-check': [['a && b.size() <= 8', ['a']]],
  'drop-time-check': [
    ['a && b == request.time', ['a']],
    ["a && b < c + duration.value(1, 's')", ['a']],
  ],
  'drop-conjunct': [
    ['a && b && c', ['b && c', 'a && c', 'a && b']],
    ['a && (b && c)', ['(b && c)', 'a', 'a && (c)', 'a && (b)']],
    ['a || b', []],
    ['a == null && b', ['a == null']],
  ],
  'drop-disjunct': [
    ['a || b', ['b', 'a']],
    ['a && (b || c) && d', ['a && (c) && d', 'a && (b) && d']],
    ['a && b', []],
  ],
  'allow-true': [
    ['a && b', ['true']],
    ['true', []],
  ],
  negate: [
    ['a', ['!(a)']],
    ['!a', ['a']],
    ['!(a && b)', ['(a && b)', '!(!(a) && b)', '!(a && !(b))']],
    ['a in b', ['!(a in b)']],
    ['a == b', []],
    ['a ? b : c', ['!(a ? b : c)', '!(a) ? b : c']],
    ['a || b', ['!(a || b)', '!(a) || b', 'a || !(b)']],
  ],
  comparison: [
    ['a == b', ['a != b', 'a <= b', 'a >= b']],
    ['a == null', ['a != null']],
    ["a == ['b'].toSet()", ["a != ['b'].toSet()"]],
    ['a != b', ['a == b']],
    ['a < b', ['a <= b', 'a >= b']],
    ['a <= b', ['a < b', 'a > b']],
    ['a > b', ['a >= b', 'a <= b']],
    ['a >= b', ['a > b', 'a < b']],
    ['a /* == */ == /* == */ true', ['a /* == */ != /* == */ true']],
  ],
  logical: [
    ['a && b && c', ['(a && b || c)', '(a || b) && c']],
    ['a || b && c', ['(a && b && c)', 'a || (b || c)']],
  ],
  ternary: [['a ? b : c || d', ['(b)', '(c || d)']]],
  arithmetic: [
    ['a + b < c', ['a - b < c']],
    ['-a / b == c', ['-a * b == c']],
  ],
  resource: [
    ['resource.data', ['request.resource.data']],
    ['request.resource == a.resource', ['resource == a.resource']],
  ],
  'widen-list': [
    ["a.hasOnly(['x'])", ["a.hasOnly(['x', 'more'])"]],
    [
      "a in ['x'] && b in ['x', 'y']",
      [
        "a in ['x', 'more'] && b in ['x', 'y']",
        "a in ['x', 'y'] && b in ['x', 'y']",
        "a in ['x'] && b in ['x', 'y', 'more']",
      ],
    ],
    ["[c] == d && c == 'host'", ["[c, 'more'] == d && c == 'host'", "[c, 'host'] == d && c == 'host'"]],
    ['a == []', []],
  ],
  'narrow-list': [["a in ['x', 'y']", ["a in ['y']", "a in ['x']"]]],
  'narrow-map': [["a == {'x': 1, 'y': 2}", ["a == {'y': 2}", "a == {'x': 1}"]]],
  'set-method': [
    ['a.hasOnly(b)', ['a.hasAll(b)', 'a.hasAny(b)']],
    ['a.affectedKeys() == b', ['a.addedKeys() == b', 'a.changedKeys() == b', 'a.removedKeys() == b']],
    ['hasOnly(a)', []],
    ['a.constructor(b)', []],
  ],
  regex: [
    [
      "a.matches('^[0-9]{2}$')",
      [
        "a.matches('.*[0-9]{2}$')",
        "a.matches('^.{2}$')",
        "a.matches('^[0-9]{1,2}$')",
        "a.matches('^[0-9]{2,3}$')",
        "a.matches('^[0-9]{2}.*')",
      ],
    ],
    ["a.matches('x+\\\\$')", ["a.matches('.*x+\\\\$')", "a.matches('x*\\\\$')", "a.matches('x+\\\\$.*')"]],
    [
      "a.matches('[a-z]{0,3}x{2,}')",
      [
        "a.matches('.*[a-z]{0,3}x{2,}')",
        "a.matches('.{0,3}x{2,}')",
        "a.matches('[a-z]{0,4}x{2,}')",
        "a.matches('[a-z]{0,3}x{1,}')",
        "a.matches('[a-z]{0,3}x{2,}.*')",
      ],
    ],
    ["a == '^b$'", []],
  ],
  type: [
    ['a is int', ['a is number']],
    ['a is string', []],
  ],
  integer: [
    ['a[0] < 10', ['a[1] < 10', 'a[-1] < 10', 'a[0] < 11', 'a[0] < 9']],
    ["a == '1' && b == 1.5", []],
  ],
  'return-true': [],
  methods: [],
};

describe.each(Object.entries(examples))('%s', (operator, cases) => {
  it('belongs to an operator', () => expect(operatorsNamed(operator)).toHaveLength(1));

  it.each(cases)('of %j', (condition, mutated) => {
    expect([...conditionsAfter(operator, condition)].sort()).toEqual([...mutated].sort());
  });
});

it('has an example of every operator', () => {
  expect(Object.keys(examples).sort()).toEqual(allOperators.map(({ name }) => name).sort());
});

describe('return-true', () => {
  const results = (body: string, more = '') =>
    createMutants(allowing('f()', 'get', `${more}function f() { ${body} }`), {
      operators: operatorsNamed('return-true'),
    }).map(({ place, before, after }) => [place, before, after]);

  it('is for functions that say yes or no', () => {
    expect(results('let a = 1; return a == 1;')).toEqual([['f()', 'a == 1', 'true']]);
    expect(results('return g();', 'function g() { return !a; } ')).toEqual([
      ['g()', '!a', 'true'],
      ['f()', 'g()', 'true'],
    ]);
  });

  it('is not for functions that give anything else', () => {
    expect(results('return a.b;')).toEqual([]);
    expect(results('return get(/a/b).data;')).toEqual([]);
    expect(results('return f();')).toEqual([]);
  });
});

describe('methods', () => {
  const methodsAfter = (methods: string) =>
    createMutants(allowing('a', methods), { operators: operatorsNamed('methods') }).map(({ after }) => after);

  it('allow more, or less', () => {
    expect(methodsAfter('get')).toEqual(['allow read']);
    expect(methodsAfter('create')).toEqual(['allow create, update', 'allow create, delete', 'allow write']);
    expect(methodsAfter('read')).toEqual(['allow get', 'allow list']);
    expect(methodsAfter('get, delete').sort()).toEqual(
      [
        'allow delete',
        'allow get',
        'allow get, create, delete',
        'allow get, update, delete',
        'allow get, write',
        'allow read, delete',
      ].sort(),
    );
  });
});

describe('a mutant', () => {
  const source = allowing('\n  isIn(a) && b.c\n    == 1', 'get', 'function isIn(x) { return x in [1]; }');

  it('says where it is and what changes', () => {
    const mutants = createMutants(source, { operators: operatorsNamed('comparison') });
    expect(mutants[0]).toMatchObject({
      operator: 'comparison',
      line: 3,
      column: 5,
      place: 'allow get /a/{b}',
      before: 'b.c == 1',
      after: 'b.c != 1',
    });
  });

  it('keeps its id when something else in the file changes', () => {
    const ids = (text: string) =>
      createMutants(text, { operators: operatorsNamed('comparison') }).map(({ id }) => id);
    expect(ids(`// new\n${source.replace('[1]', '[1, 2, 3]')}`)).toEqual(ids(source));
  });

  it.each(Object.entries(corpus))(
    'of %s parses, and is neither the original nor another mutant',
    (_, text) => {
      const mutants = createMutants(text);
      const meanings = mutants.map((mutant) => canonicalText(parseRules(mutant.source)));
      const all = [canonicalText(parseRules(text)), ...meanings];
      expect(new Set(all).size).toBe(all.length);
      expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
    },
  );

  it('of the rules of this repository parses, and is neither the original nor another mutant', () => {
    const ownRules = readFileSync(new URL('../../firestore.rules', import.meta.url), 'utf8');
    const mutants = createMutants(ownRules);
    expect(new Set(mutants.map(({ id }) => id)).size).toBe(mutants.length);
    // There are thousands: what is the same in each is not parsed again.
    const statements = statementsOf(ownRules);
    const lines = ownRules.split('\n');
    const lineStarts = lines.map((_, index) => lines.slice(0, index).join(' ').length + Math.sign(index));
    const meanings = mutants.map(({ source, line, column }) => {
      const at = (lineStarts[line - 1] ?? 0) + column - 1;
      const changed = statements.find(({ start, end }) => start <= at && at < end);
      if (changed === undefined) return canonicalText(parseRules(source));
      const { start, end } = changed;
      const text = source.slice(start, end + source.length - ownRules.length);
      if (ownRules.slice(0, start) + text + ownRules.slice(end) !== source) throw new Error(`More: ${text}`);
      return meaningAt(changed, text);
    });
    const own = statements.map((each) => meaningAt(each, ownRules.slice(each.start, each.end)));
    const all = [canonicalText(parseRules(ownRules)), ...own, ...meanings];
    expect(statements.length).toBeGreaterThan(100);
    expect(new Set(all).size).toBe(all.length);
  });
});

function statementsOf(source: string): readonly Node[] {
  const statements: Node[] = [];
  walk(parseRules(source), (node) => {
    if (node.kind === 'allow' || node.kind === 'function') statements.push(node);
  });
  return statements;
}

function meaningAt({ kind, start }: Node, text: string): string {
  return `${start} ${canonicalText(parseRules(kind === 'allow' ? `service a { ${text} }` : text))}`;
}
