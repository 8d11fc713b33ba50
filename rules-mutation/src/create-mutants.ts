import { createHash } from 'node:crypto';
import { allOperators } from './operators/all-operators.ts';
import { isLogical } from './operators/booleans.ts';
import type { Edit, MutationOperator } from './operators/mutation-operator.ts';
import { canonicalText } from './syntax/canonical-text.ts';
import { parseRules } from './syntax/parse-rules.ts';
import { type Position, positionAt } from './syntax/position.ts';
import { type Node, walk } from './syntax/syntax-tree.ts';

export interface Mutant extends Position {
  /** Stays the same while the clause and its function do, wherever they move to. */
  readonly id: string;
  readonly operator: string;
  /** The function it is in, as `name()`, or the statement, as `allow get /calls/{id}`. */
  readonly place: string;
  /** The smallest whole condition around the change, blanks made one. */
  readonly before: string;
  /** What becomes of it; empty: it is taken away. */
  readonly after: string;
  /** The whole file with the change, and nothing else, in it. */
  readonly source: string;
}

export interface MutantOptions {
  /** A key that the rules do not know but their tests try. */
  readonly unknownKey?: string;
  readonly operators?: readonly MutationOperator[];
}

/** @throws {RulesSyntaxError} if the source does not parse. */
export function createMutants(source: string, options: MutantOptions = {}): Mutant[] {
  const { unknownKey = 'more', operators = allOperators } = options;
  const file = parseRules(source);
  /** By the statement in which they differ from the source, and from the mutants of every other statement. */
  const known = new Map<Node, Set<string>>();
  const mutants: Mutant[] = [];
  const ids = new Map<string, number>();

  for (const operator of operators) {
    walk(file, (node, ancestors) => {
      for (const edit of operator.mutate(node, { source, file, ancestors, unknownKey })) {
        const lineage = [node, ...ancestors];
        const statement = lineage.find(isStatement) ?? file;
        const inStatement = known.get(statement) ?? new Set([canonicalText(statement)]);
        known.set(statement, inStatement);
        const canonical = canonicalText(parseStatement(statement, applyEdit(source, edit), source.length));
        if (inStatement.has(canonical)) continue;
        inStatement.add(canonical);
        const described = describeEdit(source, edit, lineage);
        const key = JSON.stringify([operator.name, described.place, described.before, described.after]);
        const occurrence = ids.get(key) ?? 0;
        ids.set(key, occurrence + 1);
        const id = createHash('sha256').update(`${key}${occurrence}`).digest('hex').slice(0, 8);
        const position = positionAt(source, edit.removed?.start ?? edit.start);
        mutants.push({
          id,
          operator: operator.name,
          ...position,
          ...described,
          source: applyEdit(source, edit),
        });
      }
    });
  }
  return mutants.sort((a, b) => a.line - b.line || a.column - b.column);
}

function isStatement({ kind }: Node): boolean {
  return kind === 'allow' || kind === 'function';
}

/**
 * One statement of a mutated source, parsed by itself: parsing the whole file for each of thousands of mutants would take
 * minutes. The file itself stands for whatever is in no statement.
 */
function parseStatement({ kind, start, end }: Node, mutated: string, lengthBefore: number): Node {
  if (kind === 'file') return parseRules(mutated);
  const text = mutated.slice(start, end + mutated.length - lengthBefore);
  const { items } = parseRules(kind === 'allow' ? `service a { ${text} }` : text);
  const [item] = items;
  const parsed = item?.kind === 'service' ? item.items : items;
  if (parsed.length !== 1 || parsed[0] === undefined) throw new Error(`Not one statement: ${text}`);
  return parsed[0];
}

function applyEdit(source: string, { start, end, text }: Edit): string {
  return source.slice(0, start) + text + source.slice(end);
}

function describeEdit(source: string, edit: Edit, lineage: readonly Node[]) {
  const place = placeOf(lineage);
  const { removed } = edit;
  if (removed) {
    const container = lineage[0];
    // What is left of a list says more than the element that went.
    const isElement = container?.kind === 'list' || container?.kind === 'map' || container?.kind === 'allow';
    if (!isElement) return { place, before: oneLine(source.slice(removed.start, removed.end)), after: '' };
  }
  const clause = clauseOf(lineage, edit);
  const before = source.slice(clause.start, clause.end);
  const inside = { ...edit, start: edit.start - clause.start, end: edit.end - clause.start };
  return { place, before: oneLine(before), after: oneLine(applyEdit(before, inside)) };
}

/** The nearest node that holds the edit and is a condition of its own, a value of `let` or `return`, or `allow`'s methods. */
function clauseOf(lineage: readonly Node[], edit: Edit): { start: number; end: number } {
  for (const [depth, node] of lineage.entries()) {
    const parent = lineage[depth + 1];
    if (node.kind === 'allow' && edit.end <= (node.methods.at(-1)?.end ?? 0))
      return { start: node.start, end: node.methods.at(-1)?.end ?? node.end };
    if (node.kind === 'allow') return node.condition ?? node;
    if (node.kind === 'function') return node.result;
    const isWhole =
      isLogical(parent) || parent?.kind === 'function' || parent?.kind === 'let' || parent?.kind === 'allow';
    if (isWhole && node.start <= edit.start && edit.end <= node.end) return node;
  }
  return edit;
}

function placeOf(lineage: readonly Node[]): string {
  for (const [depth, node] of lineage.entries()) {
    if (node.kind === 'function') return `${node.name}()`;
    if (node.kind !== 'allow') continue;
    const matches = lineage.slice(depth).filter((ancestor) => ancestor.kind === 'match');
    // The outermost is the database, which is the same everywhere.
    const path = matches.slice(0, Math.max(1, matches.length - 1)).map((match) => match.path);
    return `allow ${node.methods.map((method) => method.name).join(', ')} ${path.reverse().join('')}`;
  }
  return 'file';
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
