import { type Node, walk } from '../syntax/syntax-tree.ts';
import { chainOf, isComparison } from './booleans.ts';
import { type MutationOperator, removeNeighbour } from './mutation-operator.ts';

/** What a conjunct is about, so that the report tells how well each kind of check is tested. */
type CheckKind = 'null' | 'type' | 'size' | 'time' | 'other';

function kindOf(conjunct: Node): CheckKind {
  if (conjunct.kind === 'binary' && conjunct.operator === 'is') return 'type';
  if (!isComparison(conjunct)) return 'other';
  const operands = [conjunct.left, conjunct.right];
  if (operands.some((operand) => operand.kind === 'literal' && operand.type === 'null')) return 'null';
  let kind: CheckKind = 'other';
  walk(conjunct, (node) => {
    if (node.kind !== 'member') return;
    if (node.name === 'size') kind = 'size';
    const isTime = node.name === 'time' && node.object.kind === 'name' && node.object.name === 'request';
    if (isTime || (node.object.kind === 'name' && node.object.name === 'duration')) kind = 'time';
  });
  return kind;
}

function dropConjunct(kind: CheckKind, name: string, description: string): MutationOperator {
  return {
    name,
    description,
    mutate(node, { ancestors }) {
      const operands = node.kind === 'binary' && node.operator === '&&' && chainOf(node, ancestors[0]);
      if (!operands) return [];
      return operands.flatMap((operand, index) =>
        kindOf(operand) === kind ? removeNeighbour(operands, index) : [],
      );
    },
  };
}

export const dropOperators: readonly MutationOperator[] = [
  dropConjunct('null', 'drop-null-check', '`a == null && b` → `b`, also with `!=`'),
  dropConjunct('type', 'drop-type-check', '`a is int && b` → `b`'),
  dropConjunct('size', 'drop-size-check', '`a.size() < 9 && b` → `b`'),
  dropConjunct('time', 'drop-time-check', '`a == request.time && b` → `b`, also with a `duration`'),
  dropConjunct(
    'other',
    'drop-conjunct',
    '`a && b` → `a` and `b`, where `a` and `b` are any other conditions',
  ),
  {
    name: 'drop-disjunct',
    description: '`a || b` → `a` and `b`',
    mutate(node, { ancestors }) {
      const operands = node.kind === 'binary' && node.operator === '||' && chainOf(node, ancestors[0]);
      return operands ? operands.flatMap((_, index) => removeNeighbour(operands, index)) : [];
    },
  },
];
