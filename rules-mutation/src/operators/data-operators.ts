import { keysThatFit } from './keys-that-fit.ts';
import { type MutationOperator, removeNeighbour, replace } from './mutation-operator.ts';
import { regexEdits } from './regex-edits.ts';

/** Methods of sets, lists and differences of maps that say less than these do. */
const weakerMethods: Readonly<Record<string, readonly string[]>> = {
  hasOnly: ['hasAll', 'hasAny'],
  hasAll: ['hasAny'],
  affectedKeys: ['addedKeys', 'changedKeys', 'removedKeys'],
};

const widerMethods: Readonly<Record<string, readonly string[]>> = {
  get: ['read'],
  list: ['read'],
  create: ['create, update', 'create, delete', 'write'],
  update: ['create, update', 'update, delete', 'write'],
  delete: ['create, delete', 'update, delete', 'write'],
};

const narrowerMethods: Readonly<Record<string, readonly string[]>> = {
  read: ['get', 'list'],
  write: ['create', 'update', 'delete'],
};

export const dataOperators: readonly MutationOperator[] = [
  {
    name: 'resource',
    description: '`resource` ↔ `request.resource`',
    mutate(node) {
      if (node.kind === 'name' && node.name === 'resource') return [replace(node, 'request.resource')];
      const isNew =
        node.kind === 'member' &&
        node.name === 'resource' &&
        node.object.kind === 'name' &&
        node.object.name === 'request';
      return isNew ? [replace(node, 'resource')] : [];
    },
  },
  {
    name: 'widen-list',
    description:
      '`[a, b]` → `[a, b, c]`, where c is an unknown key or one that similar lists or comparisons name',
    mutate(node, context) {
      const last = node.kind === 'list' ? node.elements.at(-1) : undefined;
      if (node.kind !== 'list' || last === undefined) return [];
      const added = [`'${context.unknownKey}'`, ...keysThatFit(node, context.file)];
      return added.map((key) => ({ start: last.end, end: last.end, text: `, ${key}` }));
    },
  },
  {
    name: 'narrow-list',
    description: '`[a, b]` → `[a]` and `[b]`',
    mutate(node) {
      if (node.kind !== 'list') return [];
      // A comma that follows the only element would be left alone in the brackets.
      if (node.elements.length === 1) return [replace(node, '[]')];
      return node.elements.flatMap((_, i) => removeNeighbour(node.elements, i));
    },
  },
  {
    name: 'narrow-map',
    description: "`{ 'a': 1, 'b': 2 }` → `{ 'a': 1 }` and `{ 'b': 2 }`",
    mutate(node) {
      if (node.kind !== 'map') return [];
      if (node.entries.length === 1) return [replace(node, '{}')];
      return node.entries.flatMap((_, i) => removeNeighbour(node.entries, i));
    },
  },
  {
    name: 'set-method',
    description:
      '`hasOnly` → `hasAll` `hasAny`, `hasAll` → `hasAny`, `affectedKeys` → `addedKeys` `changedKeys` `removedKeys`',
    mutate(node) {
      if (node.kind !== 'call' || node.callee.kind !== 'member') return [];
      const { name, end } = node.callee;
      const weaker = Object.hasOwn(weakerMethods, name) ? weakerMethods[name] : undefined;
      return (weaker ?? []).map((text) => ({ start: end - name.length, end, text }));
    },
  },
  {
    name: 'regex',
    description:
      'wider patterns in `matches()`: a start or end left open, a repetition one longer or shorter, any character for a class',
    mutate(node, { ancestors }) {
      const [call] = ancestors;
      if (node.kind !== 'literal' || node.type !== 'string' || call?.kind !== 'call') return [];
      if (call.callee.kind !== 'member' || call.callee.name !== 'matches') return [];
      return regexEdits(node);
    },
  },
  {
    name: 'type',
    description: '`is int` and `is float` → `is number`',
    mutate(node) {
      if (node.kind !== 'binary' || node.operator !== 'is' || node.right.kind !== 'name') return [];
      return ['int', 'float'].includes(node.right.name) ? [replace(node.right, 'number')] : [];
    },
  },
  {
    name: 'integer',
    description: '`n` → `n + 1` and `n - 1`',
    mutate(node) {
      if (node.kind !== 'literal' || node.type !== 'integer') return [];
      return [1n, -1n].map((step) => replace(node, String(BigInt(node.text) + step)));
    },
  },
  {
    name: 'methods',
    description:
      '`get` → `read`, `create` → `create, update` `create, delete` `write`, `read` → `get` `list`, and so on; one of several left out',
    mutate(node) {
      if (node.kind !== 'allow') return [];
      const changed = node.methods.flatMap((method) =>
        [...(widerMethods[method.name] ?? []), ...(narrowerMethods[method.name] ?? [])].map((text) =>
          replace(method, text),
        ),
      );
      const { methods } = node;
      return methods.length < 2
        ? changed
        : [...changed, ...methods.flatMap((_, i) => removeNeighbour(methods, i))];
    },
  },
];
