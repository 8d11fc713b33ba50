import { type Binary, type Expression, type Node, walk } from '../syntax/syntax-tree.ts';

const comparisons = ['==', '!=', '<', '<=', '>', '>='];
const booleanOperators = [...comparisons, '&&', '||', 'in', 'is'];
const booleanMethods = ['hasOnly', 'hasAll', 'hasAny', 'matches', 'exists', 'existsAfter'];

export function isComparison(node: Node): node is Binary {
  return node.kind === 'binary' && comparisons.includes(node.operator);
}

export function isLogical(node: Node | undefined): node is Binary {
  return node?.kind === 'binary' && (node.operator === '&&' || node.operator === '||');
}

/** Whether it stands where only true or false makes sense. */
export function isCondition(node: Node, parent: Node | undefined, file: Node): boolean {
  if (isLogical(parent)) return true;
  if (parent?.kind === 'allow') return node.kind !== 'method';
  if (parent?.kind === 'ternary') return parent.condition === node;
  return parent?.kind === 'function' && parent.result === node && isBoolean(parent.result, file);
}

/** Whether its value can be nothing but true or false, as far as the syntax says. */
function isBoolean(expression: Expression, file: Node, depth = 0): boolean {
  // Functions may not call themselves, but a file that does must not hang us.
  if (depth > 20) return false;
  const isAlsoBoolean = (inner: Expression) => isBoolean(inner, file, depth + 1);
  switch (expression.kind) {
    case 'group':
      return isAlsoBoolean(expression.inner);
    case 'unary':
      return expression.operator === '!';
    case 'binary':
      return booleanOperators.includes(expression.operator);
    case 'ternary':
      return isAlsoBoolean(expression.whenTrue) && isAlsoBoolean(expression.whenFalse);
    case 'literal':
      return expression.type === 'boolean';
    case 'call': {
      const { callee } = expression;
      if (callee.kind === 'member') return booleanMethods.includes(callee.name);
      if (callee.kind !== 'name') return false;
      const result = resultOf(callee.name, file);
      return result ? isAlsoBoolean(result) : booleanMethods.includes(callee.name);
    }
    default:
      return false;
  }
}

function resultOf(functionName: string, file: Node): Expression | undefined {
  let result: Expression | undefined;
  walk(file, (node) => {
    if (node.kind === 'function' && node.name === functionName) result = node.result;
  });
  return result;
}

/** The operands of `a && b && c`, given its outermost node; undefined for a node that is only part of such a chain. */
export function chainOf(node: Node, parent: Node | undefined): Expression[] | undefined {
  if (!isLogical(node)) return undefined;
  if (isLogical(parent) && parent.operator === node.operator) return undefined;
  const operands: Expression[] = [];
  let rest: Expression = node;
  while (rest.kind === 'binary' && rest.operator === node.operator) {
    operands.unshift(rest.right);
    rest = rest.left;
  }
  return [rest, ...operands];
}
