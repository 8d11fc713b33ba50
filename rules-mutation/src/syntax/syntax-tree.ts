/** The syntax tree of a rules file. Every node knows its range of the source, so that edits touch nothing else. */

interface Ranged {
  readonly start: number;
  /** The offset after its last character. */
  readonly end: number;
}

export interface RulesFile extends Ranged {
  readonly kind: 'file';
  /** Undefined: the file does not say, which means 1. */
  readonly version: Literal | undefined;
  readonly items: readonly (Service | FunctionDeclaration)[];
}

export interface Service extends Ranged {
  readonly kind: 'service';
  readonly name: string;
  readonly items: readonly BlockItem[];
}

export type BlockItem = Match | Allow | FunctionDeclaration;

export interface Match extends Ranged {
  readonly kind: 'match';
  /** The pattern as written, without blanks. */
  readonly path: string;
  readonly items: readonly BlockItem[];
}

export interface Method extends Ranged {
  readonly kind: 'method';
  readonly name: string;
}

export interface Allow extends Ranged {
  readonly kind: 'allow';
  readonly methods: readonly Method[];
  /** Undefined: always allowed. */
  readonly condition: Expression | undefined;
}

export interface FunctionDeclaration extends Ranged {
  readonly kind: 'function';
  readonly name: string;
  readonly parameters: readonly string[];
  readonly bindings: readonly Binding[];
  readonly result: Expression;
}

/** `let name = value;` */
export interface Binding extends Ranged {
  readonly kind: 'let';
  readonly name: string;
  readonly value: Expression;
}

export type BinaryOperator =
  | ('||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=')
  | ('in' | 'is' | '+' | '-' | '*' | '/' | '%');

export interface Literal extends Ranged {
  readonly kind: 'literal';
  readonly type: 'null' | 'boolean' | 'integer' | 'float' | 'string' | 'bytes';
  /** As written, quotes included. */
  readonly text: string;
}

interface Name extends Ranged {
  readonly kind: 'name';
  readonly name: string;
}

/** Parentheses, kept so that replacing a range cannot change what binds to what. */
interface Group extends Ranged {
  readonly kind: 'group';
  readonly inner: Expression;
}

interface Unary extends Ranged {
  readonly kind: 'unary';
  readonly operator: '!' | '-';
  readonly operand: Expression;
}

export interface Binary extends Ranged {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly operatorStart: number;
  readonly left: Expression;
  /** For `is`, a `Name` that is the type. */
  readonly right: Expression;
}

interface Ternary extends Ranged {
  readonly kind: 'ternary';
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

interface Member extends Ranged {
  readonly kind: 'member';
  readonly object: Expression;
  readonly name: string;
}

interface Index extends Ranged {
  readonly kind: 'index';
  readonly object: Expression;
  readonly index: Expression;
}

/** `list[from:to]` */
interface Slice extends Ranged {
  readonly kind: 'slice';
  readonly object: Expression;
  readonly from: Expression;
  readonly to: Expression;
}

interface Call extends Ranged {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly parameters: readonly Expression[];
}

export interface List extends Ranged {
  readonly kind: 'list';
  readonly elements: readonly Expression[];
}

export interface Entry extends Ranged {
  readonly kind: 'entry';
  readonly key: Expression;
  readonly value: Expression;
}

interface MapLiteral extends Ranged {
  readonly kind: 'map';
  readonly entries: readonly Entry[];
}

/** `/calls/$(id)`: texts are the segments as written, expressions those in `$(…)`. */
export interface Path extends Ranged {
  readonly kind: 'path';
  readonly segments: readonly (string | Expression)[];
}

export type Expression =
  | (Literal | Name | Group | Unary | Binary | Ternary | Member)
  | (Index | Slice | Call | List | MapLiteral | Path);

export type Node =
  | (RulesFile | Service | Match | Method | Allow | FunctionDeclaration | Binding | Entry)
  | Expression;

/** What a node directly consists of, in the order of the source. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'file':
      return [...(node.version ? [node.version] : []), ...node.items];
    case 'service':
    case 'match':
      return node.items;
    case 'allow':
      return [...node.methods, ...(node.condition ? [node.condition] : [])];
    case 'function':
      return [...node.bindings, node.result];
    case 'let':
      return [node.value];
    case 'group':
      return [node.inner];
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'ternary':
      return [node.condition, node.whenTrue, node.whenFalse];
    case 'member':
      return [node.object];
    case 'index':
      return [node.object, node.index];
    case 'slice':
      return [node.object, node.from, node.to];
    case 'call':
      return [node.callee, ...node.parameters];
    case 'list':
      return node.elements;
    case 'entry':
      return [node.key, node.value];
    case 'map':
      return node.entries;
    case 'path':
      return node.segments.filter((segment) => typeof segment !== 'string');
    case 'literal':
    case 'name':
    case 'method':
      return [];
  }
}

/** Visits a node and everything in it, each with what it is in, the nearest first. */
export function walk(
  node: Node,
  visit: (node: Node, ancestors: readonly Node[]) => void,
  ancestors: readonly Node[] = [],
): void {
  visit(node, ancestors);
  for (const child of childrenOf(node)) walk(child, visit, [node, ...ancestors]);
}
