import { type Expression, type List, type Literal, type Node, walk } from '../syntax/syntax-tree.ts';

/**
 * The strings, quotes included, that somebody could have put into this list by mistake: those of lists that share an
 * element with it, and those that one of its variables is compared with anywhere.
 */
export function keysThatFit(list: List, file: Node): string[] {
  const own = new Set(list.elements.map(labelOf));
  const fitting = new Set<string>();
  const add = (expressions: readonly Expression[]) => {
    for (const expression of expressions) if (isString(expression)) fitting.add(expression.text);
  };
  walk(file, (node) => {
    if (node.kind === 'list' && node.elements.some((element) => own.has(labelOf(element))))
      add(node.elements);
    if (node.kind !== 'binary') return;
    if (['==', '!='].includes(node.operator) && own.has(labelOf(node.left))) add([node.right]);
    if (node.operator === 'in' && own.has(labelOf(node.left)) && node.right.kind === 'list')
      add(node.right.elements);
  });
  return [...fitting].filter((key) => !own.has(key)).sort();
}

function isString(expression: Expression): expression is Literal {
  return expression.kind === 'literal' && expression.type === 'string';
}

/** What tells elements apart: a string as written, a variable or field by its name. Others are never alike. */
function labelOf(expression: Expression): string | Expression {
  if (expression.kind === 'literal') return expression.text;
  if (expression.kind === 'name' || expression.kind === 'member') return expression.name;
  return expression;
}
