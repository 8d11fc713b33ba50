import type { Node } from '../syntax/syntax-tree.ts';

/** One change of the source: what stands in the range is replaced by the text. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** The node that is taken away altogether; undefined: something stays in its place. */
  readonly removed?: Node;
}

export interface MutationContext {
  readonly source: string;
  readonly file: Node;
  /** What the node is in, the nearest first. */
  readonly ancestors: readonly Node[];
  /** A key that no document has, for lists that name the keys which are allowed. */
  readonly unknownKey: string;
}

export interface MutationOperator {
  readonly name: string;
  readonly description: string;
  /** The changes that it makes to this very node, not to what is in it. */
  mutate(node: Node, context: MutationContext): readonly Edit[];
}

export function replace(node: Node, text: string): Edit {
  return { start: node.start, end: node.end, text };
}

export function textOf(node: Node, { source }: Pick<MutationContext, 'source'>): string {
  return source.slice(node.start, node.end);
}

/** Takes one of several neighbours away, with what parts it from the next or, for the last, the one before. */
export function removeNeighbour(neighbours: readonly Node[], index: number): Edit[] {
  const [node, before, after] = [neighbours[index], neighbours[index - 1], neighbours[index + 1]];
  if (node === undefined) return [];
  if (before !== undefined) return [{ start: before.end, end: node.end, text: '', removed: node }];
  return [{ start: node.start, end: after?.start ?? node.end, text: '', removed: node }];
}
