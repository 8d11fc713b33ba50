import type { Expression, Node } from '../syntax/syntax-tree.ts';
import { isComparison, isCondition, isLogical } from './booleans.ts';
import { type Edit, type MutationOperator, replace, textOf } from './mutation-operator.ts';

/** For every comparison: the bound beside it, and its opposite. */
const otherComparisons: Readonly<Record<string, readonly string[]>> = {
  '==': ['!=', '<=', '>='],
  '!=': ['=='],
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
};

/** There is no order in what this is, so only equality makes sense. */
function hasNoOrder(operand: Expression): boolean {
  if (operand.kind === 'list' || operand.kind === 'map') return true;
  if (operand.kind === 'call') return operand.callee.kind === 'member' && operand.callee.name === 'toSet';
  // One of a few words is meant, and nobody would ask whether a word comes before another.
  return operand.kind === 'literal' && ['null', 'boolean', 'string'].includes(operand.type);
}

function replaceOperator(node: Node & { kind: 'binary' }, text: string): Edit {
  return { start: node.operatorStart, end: node.operatorStart + node.operator.length, text };
}

const arithmetic: Readonly<Record<string, string>> = { '+': '-', '-': '+', '*': '/', '/': '*', '%': '*' };

export const conditionOperators: readonly MutationOperator[] = [
  {
    name: 'allow-true',
    description: '`allow … : if a` → `allow … : if true`',
    mutate: (node) => (node.kind === 'allow' && node.condition ? [replace(node.condition, 'true')] : []),
  },
  {
    name: 'return-true',
    description: '`return a` → `return true`, where `a` is true or false',
    mutate(node, { file }) {
      const isTested = node.kind === 'function' && isCondition(node.result, node, file);
      return isTested ? [replace(node.result, 'true')] : [];
    },
  },
  {
    name: 'negate',
    description: '`a` → `!(a)` for every condition that is not a comparison; `!a` → `a`',
    mutate(node, context) {
      if (isComparison(node) || !isCondition(node, context.ancestors[0], context.file)) return [];
      // What is in a chain is negated operand by operand.
      if (isLogical(node) && isLogical(context.ancestors[0])) return [];
      if (node.kind === 'unary' && node.operator === '!')
        return [replace(node, textOf(node.operand, context))];
      return [replace(node, `!(${textOf(node, context)})`)];
    },
  },
  {
    name: 'comparison',
    description: '`==` → `!=` `<=` `>=`, `!=` → `==`, `<` → `<=` `>=`, and so on',
    mutate(node) {
      if (!isComparison(node)) return [];
      const others = otherComparisons[node.operator] ?? [];
      const isUnordered = node.operator === '==' && (hasNoOrder(node.left) || hasNoOrder(node.right));
      return (isUnordered ? ['!='] : others).map((other) => replaceOperator(node, other));
    },
  },
  {
    name: 'logical',
    description: '`a && b` → `a || b` and the other way round',
    mutate(node, context) {
      if (!isLogical(node)) return [];
      const other = node.operator === '&&' ? '||' : '&&';
      const [left, right] = [textOf(node.left, context), textOf(node.right, context)];
      return [replace(node, `(${left} ${other} ${right})`)];
    },
  },
  {
    name: 'ternary',
    description: '`a ? b : c` → `b` and `c`',
    mutate(node, context) {
      if (node.kind !== 'ternary') return [];
      return [node.whenTrue, node.whenFalse].map((arm) => replace(node, `(${textOf(arm, context)})`));
    },
  },
  {
    name: 'arithmetic',
    description: '`+` ↔ `-`, `*` ↔ `/`, `%` → `*`',
    mutate(node) {
      const other = node.kind === 'binary' && arithmetic[node.operator];
      return node.kind === 'binary' && other ? [replaceOperator(node, other)] : [];
    },
  },
];
