import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { corpus } from '../testing/corpus.ts';
import { parseRules } from './parse-rules.ts';
import { childrenOf, type Node, walk } from './syntax-tree.ts';

const ownRules = readFileSync(new URL('../../../firestore.rules', import.meta.url), 'utf8');
const files: Record<string, string> = { ...corpus, 'the rules of this repository': ownRules };

/** The source put together again: what each node's children say, and what stands between them. */
function print(node: Node, source: string): string {
  let printed = '';
  let offset = node.start;
  for (const child of childrenOf(node)) {
    printed += source.slice(offset, child.start) + print(child, source);
    offset = child.end;
  }
  return printed + source.slice(offset, node.end);
}

describe.each(Object.entries(files))('%s', (_, source) => {
  it('is the same after parsing and printing', () => {
    expect(print(parseRules(source), source)).toBe(source);
  });

  it('has nodes that stand in their parents, one after the other', () => {
    walk(parseRules(source), (node) => {
      let offset = node.start;
      for (const child of childrenOf(node)) {
        expect(child.start).toBeGreaterThanOrEqual(offset);
        expect(child.end).toBeGreaterThan(child.start);
        offset = child.end;
      }
      expect(node.end).toBeGreaterThanOrEqual(offset);
    });
  });

  it('is refused when it ends anywhere too early, saying where', () => {
    const end = source.lastIndexOf('}');
    for (let length = source.indexOf('{'); length <= end; length += Math.ceil(end / 40))
      expect(() => parseRules(source.slice(0, length))).toThrow(/^\d+:\d+: /);
  });
});

describe('a file that does not parse is refused with the line and column', () => {
  const inMatch = (statement: string) =>
    `service cloud.firestore {\n  match /a/{b} {\n    ${statement}\n  }\n}`;

  it.each([
    ['{', '1:1: expected `service` or `function`, but found `{`'],
    ['rules_version = 2;', '1:17: expected a version in quotes, but found `2`'],
    ['service cloud.firestore {', '1:26: expected `match`, `allow`, `function` or `}`, but the file ends'],
    ['service cloud.firestore { match a {} }', '1:33: expected `/`, but found `a`'],
    ['service cloud.firestore { match /a/ {} }', '1:37: expected a path segment after `/`, but found `{`'],
    [
      inMatch('allow reed: if true;'),
      '3:11: expected one of read, get, list, write, create, update, delete, but found `reed`',
    ],
    [inMatch('allow read: true;'), '3:17: expected `if`, but found `true`'],
    [inMatch('allow read: if a &&;'), '3:24: expected an expression, but found `;`'],
    [inMatch('allow read: if (a;'), '3:22: expected `)`, but found `;`'],
    [inMatch('allow read: if a b;'), '3:22: expected `;`, but found `b`'],
    [inMatch("allow read: if a == 'b;"), '3:25: this string has no end'],
    [inMatch('allow read: if a # b;'), '3:22: unexpected `#`'],
    [inMatch('allow read: if a is 1;'), '3:25: expected a type after `is`, but found `1`'],
    [inMatch('allow read: if a ? b;'), '3:25: expected `:`, but found `;`'],
    [inMatch('function f() { let a = 1; }'), '3:31: expected `let` or `return`, but found `}`'],
    [inMatch('allow read; /* open'), '3:17: this comment has no end'],
    [inMatch('allow read: if get(/a/ b).data;'), '3:28: expected a path segment after `/`, but found `b`'],
  ])('%j', (source, message) => {
    expect(() => parseRules(source)).toThrow(
      new RegExp(`^${message.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`),
    );
  });
});
