import { childrenOf, type Node } from './syntax-tree.ts';

/** A text that is the same for two sources that mean the same: no blanks, comments or needless parentheses in it. */
export function canonicalText(node: Node): string {
  if (node.kind === 'group') return canonicalText(node.inner);
  if (node.kind === 'unary' && node.operator === '!') return canonicalNegation(node.operand);
  return `(${[node.kind, ownText(node), ...childrenOf(node).map(canonicalText)].join(' ')})`;
}

const opposites: Readonly<Record<string, string>> = { '==': '!=', '!=': '==' };

/** `!(a == b)` is `a != b`. Not so for `<`: what cannot be compared is an error both ways. */
function canonicalNegation(operand: Node): string {
  if (operand.kind === 'group') return canonicalNegation(operand.inner);
  if (operand.kind === 'unary' && operand.operator === '!') return canonicalText(operand.operand);
  const opposite = operand.kind === 'binary' ? opposites[operand.operator] : undefined;
  if (operand.kind !== 'binary' || opposite === undefined) return `(! ${canonicalText(operand)})`;
  return `(binary ${opposite} ${canonicalText(operand.left)} ${canonicalText(operand.right)})`;
}

/** What the node says apart from its children. */
function ownText(node: Node): string {
  switch (node.kind) {
    case 'service':
    case 'method':
    case 'let':
    case 'name':
    case 'member':
      return node.name;
    case 'match':
      return node.path;
    case 'function':
      return `${node.name}(${node.parameters.join()})`;
    case 'literal':
      return node.text;
    case 'unary':
    case 'binary':
      return node.operator;
    case 'path':
      return node.segments.map((segment) => (typeof segment === 'string' ? segment : '$')).join('/');
    default:
      return '';
  }
}
