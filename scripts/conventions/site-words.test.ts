// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the examples are sources, with templates in them

/**
 * Every word that people read stands in web/src/words, and is made when it is rendered: so it can be had in another
 * language, and in that one from one moment to the next.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import { root } from '../lib/paths.ts';

/** The names of what is drawn, what goes to the console, and what only looks. */
const WORDLESS = /\.test\.ts$|\/scenes\.ts$|\/ui\/icons\.ts$|\/app\/log\.ts$|styles\.ts$/;

/** Attributes that are read out or shown, in HTML and in elements of this site. */
const SPOKEN =
  /^(aria-(label|description|roledescription|valuetext|placeholder)|title|label|placeholder|alt|summary|question|consequence|refusal|confirmation)$/;

/** As sentences, labels and names look, and identifiers do not. */
const WORDS = /(?<!\p{L})\p{Lu}\p{Ll}|\p{L}[,.;:]? \p{L}/u;

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** What an element's source says by itself: in a template between tags or in an attribute, or in a string. */
function wordsIn(source: string): string[] {
  const found: string[] = [];
  visit(parseSync('source.ts', source).program as unknown as Node);
  return found;

  function visit(node: Node): void {
    switch (node.type) {
      case 'ImportDeclaration':
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
        return visitAll({ ...node, source: undefined });
      // What something is compared with or found by is a code.
      case 'BinaryExpression':
        return visitAll({ ...node, ...withoutString(node, 'left'), ...withoutString(node, 'right') });
      // So is what an error is called: nobody reads it but the console.
      case 'PropertyDefinition':
        return (node.key as Node).name === 'name' ? undefined : visitAll(node);
      case 'SwitchCase':
        return visitAll({ ...node, ...withoutString(node, 'test') });
      case 'Decorator':
      case 'TSLiteralType':
        return;
      case 'TaggedTemplateExpression':
        if ((node.tag as Node).name === 'html') found.push(...wordsInTemplate(textOf(node.quasi as Node)));
        return ((node.quasi as Node).expressions as Node[]).forEach(visit);
      case 'TemplateLiteral':
        if (WORDS.test(textOf(node))) found.push(textOf(node));
        return (node.expressions as Node[]).forEach(visit);
      case 'Literal':
        if (typeof node.value === 'string' && WORDS.test(node.value)) found.push(node.value);
        return;
      default:
        visitAll(node);
    }
  }

  function visitAll(node: Node): void {
    for (const child of Object.values(node).flat())
      if (typeof child === 'object' && child !== null && 'type' in child) visit(child as Node);
  }
}

function withoutString(node: Node, key: string): Partial<Node> {
  return (node[key] as Node | null)?.type === 'Literal' ? { [key]: undefined } : {};
}

/** What is said before anybody asks for it: outside of functions, when the file is loaded. */
function wordsMadeOnLoading(source: string): string[] {
  const { body } = parseSync('source.ts', source).program;
  const isFunction = (node: unknown) => /Function/.test((node as Node | null)?.type ?? '');
  const loaded = body
    .map((statement) => (statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement))
    .filter((statement) => statement?.type === 'VariableDeclaration')
    .flatMap(({ declarations }) => declarations)
    .filter(({ init }) => !isFunction(init));
  return loaded.flatMap(({ start, end }) => wordsIn(`const ${source.slice(start, end)}`));
}

/** Of a template, with a hole where an expression stands. */
function textOf(template: Node): string {
  const quasis = template.quasis as readonly { readonly value: { readonly cooked: string } }[];
  return quasis.map(({ value }) => value.cooked).join('\0');
}

function wordsInTemplate(text: string): string[] {
  const TAG = /<(?:[^<>"]|"[^"]*")*>/g;
  const between = text.split(TAG).map((words) => words.replaceAll('\0', '').trim());
  const attributes = (text.match(TAG) ?? []).flatMap((tag) => [...tag.matchAll(/([\w-]+)="([^"]*)"/g)]);
  return [
    // The name of the site is the same in every language.
    ...between.filter((words) => /\p{L}/u.test(words) && words !== 'Parley'),
    ...attributes
      .filter(([, name = '', value = '']) =>
        (SPOKEN.test(name) ? /\p{L}/u : /(?<!\p{L})\p{Lu}\p{Ll}/u).test(value),
      )
      .map(([attribute]) => attribute),
  ];
}

test.each([
  ['html`<p class="soft">Hello ${name}</p>`', ['Hello']],
  ['html`<button aria-label="close">${icon}</button>`', ['aria-label="close"']],
  ['html`<x-dialog consequence="all is lost"></x-dialog>`', ['consequence="all is lost"']],
  ['html`<p>${isOn ? html`<b>on</b>` : "Turned off"}</p>`', ['on', 'Turned off']],
  ['const LABELS = { left: "Rejoin" };', ['Rejoin']],
  ['class A extends Error { name = "AnyError"; label = "Any thing"; }', ['Any thing']],
  ['const label = `turn on ${device}`;', ['turn on \0']],
  ['html`<p class="a b">${words.hello(name)}</p>`', []],
  ['html`<a class="button primary ${c}" href="/">${icon("arrow-left")}</a>`', []],
  ['import a from "./A b.ts"; if (key === "Escape") go("call-state");', []],
])('Words are found in %s', (source, words) => {
  expect(wordsIn(source)).toEqual(words);
});

test('No element of the site has words of its own', () => {
  const files = globSync('web/src/{app,features,ui}/**/*.ts', { cwd: root }).filter(
    (file) => !WORDLESS.test(file),
  );
  expect(files.length).toBeGreaterThan(30);
  const found = files.flatMap((file) =>
    wordsIn(readFileSync(join(root, file), 'utf8')).map((words) => `${file}: ${words}`),
  );
  expect(found).toEqual([]);
});

test.each([
  ['export const wordsOf = () => ({ hello: "Hello" });', []],
  ['export function helloTo(name) { return `Hello ${name}`; }', []],
  ['const DEVICES: readonly Device[] = ["microphone", "camera"];', []],
  ['export const WORDS: Words = { hello: "Hello" };', ['Hello']],
  ['const hello = html`<p>hello</p>`;', ['hello']],
])('What is made on loading is found in %s', (source, words) => {
  expect(wordsMadeOnLoading(source)).toEqual(words);
});

test('No words are made before they are rendered', () => {
  const files = globSync('web/src/words/*.ts', { cwd: root }).filter((file) => !WORDLESS.test(file));
  expect(files.length).toBeGreaterThan(15);
  const found = files.flatMap((file) =>
    wordsMadeOnLoading(readFileSync(join(root, file), 'utf8')).map((words) => `${file}: ${words}`),
  );
  expect(found).toEqual([]);
});
