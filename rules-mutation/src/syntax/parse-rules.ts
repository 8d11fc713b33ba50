import { parseExpression } from './parse-expression.ts';
import { Scanner } from './scanner.ts';
import type {
  Allow,
  Binding,
  BlockItem,
  Expression,
  FunctionDeclaration,
  Literal,
  Match,
  Method,
  RulesFile,
  Service,
} from './syntax-tree.ts';

const methods = ['read', 'get', 'list', 'write', 'create', 'update', 'delete'];

/** @throws {RulesSyntaxError} saying where the source stops making sense. */
export function parseRules(source: string): RulesFile {
  const scanner = new Scanner(source);
  const version = parseVersion(scanner);
  const items: (Service | FunctionDeclaration)[] = [];
  while (scanner.peek().kind !== 'end') {
    if (scanner.isAt('function')) items.push(parseFunction(scanner));
    else if (scanner.isAt('service')) items.push(parseService(scanner));
    else scanner.fail('expected `service` or `function`');
  }
  return { kind: 'file', version, items, start: 0, end: source.length };
}

function parseVersion(scanner: Scanner): Literal | undefined {
  if (!scanner.take('rules_version')) return undefined;
  scanner.expect('=');
  if (scanner.peek().kind !== 'string') scanner.fail('expected a version in quotes');
  const { text, start, end } = scanner.next();
  scanner.take(';');
  return { kind: 'literal', type: 'string', text, start, end };
}

function parseService(scanner: Scanner): Service {
  const { start } = scanner.expect('service');
  let name = scanner.expectName('the name of a service').text;
  while (scanner.take('.')) name += `.${scanner.expectName('a name after `.`').text}`;
  return { kind: 'service', name, items: parseBlock(scanner), start, end: scanner.lastEnd };
}

function parseBlock(scanner: Scanner): BlockItem[] {
  scanner.expect('{');
  const items: BlockItem[] = [];
  while (!scanner.take('}')) {
    if (scanner.isAt('match')) items.push(parseMatch(scanner));
    else if (scanner.isAt('allow')) items.push(parseAllow(scanner));
    else if (scanner.isAt('function')) items.push(parseFunction(scanner));
    else scanner.fail('expected `match`, `allow`, `function` or `}`');
  }
  return items;
}

function parseMatch(scanner: Scanner): Match {
  const { start } = scanner.expect('match');
  let path = '';
  scanner.expect('/');
  do {
    path += `/${parsePatternSegment(scanner)}`;
  } while (scanner.takeAdjacent('/'));
  return { kind: 'match', path, items: parseBlock(scanner), start, end: scanner.lastEnd };
}

function parsePatternSegment(scanner: Scanner): string {
  if (!scanner.takeAdjacent('{'))
    return scanner.takePathSegment() ?? scanner.fail('expected a path segment after `/`');
  const { text } = scanner.expectName('the name of a wildcard');
  const isRecursive = scanner.take('=') !== undefined;
  if (isRecursive) {
    scanner.expect('*');
    scanner.expect('*');
  }
  scanner.expect('}');
  return `{${text}${isRecursive ? '=**' : ''}}`;
}

function parseAllow(scanner: Scanner): Allow {
  const { start } = scanner.expect('allow');
  const allowed: Method[] = [];
  do {
    const { text: name, start, end } = scanner.peek();
    if (!methods.includes(name)) scanner.fail(`expected one of ${methods.join(', ')}`);
    scanner.next();
    allowed.push({ kind: 'method', name, start, end });
  } while (scanner.take(','));
  let condition: Expression | undefined;
  if (scanner.take(':')) {
    scanner.expect('if');
    condition = parseExpression(scanner);
  }
  endStatement(scanner);
  return { kind: 'allow', methods: allowed, condition, start, end: scanner.lastEnd };
}

function parseFunction(scanner: Scanner): FunctionDeclaration {
  const { start } = scanner.expect('function');
  const name = scanner.expectName('the name of a function').text;
  scanner.expect('(');
  const parameters: string[] = [];
  while (!scanner.take(')')) {
    parameters.push(scanner.expectName('the name of a parameter').text);
    if (!scanner.isAt(')')) scanner.expect(',');
  }
  scanner.expect('{');
  const bindings: Binding[] = [];
  while (scanner.isAt('let')) bindings.push(parseBinding(scanner));
  if (!scanner.take('return')) scanner.fail('expected `let` or `return`');
  const result = parseExpression(scanner);
  endStatement(scanner);
  const { end } = scanner.expect('}');
  return { kind: 'function', name, parameters, bindings, result, start, end };
}

function parseBinding(scanner: Scanner): Binding {
  const { start } = scanner.expect('let');
  const name = scanner.expectName('the name of a variable').text;
  scanner.expect('=');
  const value = parseExpression(scanner);
  endStatement(scanner);
  return { kind: 'let', name, value, start, end: scanner.lastEnd };
}

/** The compiler takes a missing semicolon at the end of a block, as many published rules have it. */
function endStatement(scanner: Scanner): void {
  if (scanner.take(';') || scanner.isAt('}') || scanner.isAt('return') || scanner.isAt('let')) return;
  if (scanner.isAt('allow') || scanner.isAt('match') || scanner.isAt('function')) return;
  scanner.fail('expected `;`');
}
