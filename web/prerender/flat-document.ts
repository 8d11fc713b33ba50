/**
 * What elements have drawn in shadow roots, as plain HTML and one style sheet, which needs neither script nor styles in
 * the document: the site's policy allows none there. Each element becomes a `<div>` whose class is its name, and the
 * classes within it begin with that name, as its shadow root keeps them apart otherwise.
 */
import { type DefaultTreeAdapterTypes, parseFragment, serialize, defaultTreeAdapter as tree } from 'parse5';
import { minifiedCss } from './minified-css.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;
type Parent = DefaultTreeAdapterTypes.ParentNode;

const TAG = /^parley-/;
/** Nothing moves by itself before the application is there. */
const KEYFRAMES = /@keyframes[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g;

export interface FlatDocument {
  readonly html: string;
  readonly css: string;
}

/** @param drawn by @lit-labs/ssr: a `<template>` for each shadow root, with its styles in it */
export function flatDocument(drawn: string): FlatDocument {
  const styles = new Map<string, string>();
  const fragment = parseFragment(drawn);
  flatten(fragment, '', styles);
  const css = [...styles].map(([name, text]) => scopedTo(name, text)).join('\n');
  return { html: serialize(fragment).trim(), css: minifiedCss(css) };
}

/** @param scope the element whose shadow root this is in; empty: none */
function flatten(parent: Parent, scope: string, styles: Map<string, string>): void {
  for (const node of [...parent.childNodes]) {
    if (tree.isTextNode(node)) node.value = node.value.replace(/\s+/g, ' ');
    else if (tree.isCommentNode(node)) tree.detachNode(node);
    else if (tree.isElementNode(node)) flattenElement(node, scope, styles);
  }
}

function flattenElement(element: Element, scope: string, styles: Map<string, string>): void {
  const { tagName } = element;
  if (tagName === 'details') {
    // What is folded away is drawn when it is wanted.
    for (const child of element.childNodes.filter((node) => !isElement(node, 'summary')))
      tree.detachNode(child);
  }
  prefixClasses(element, scope);
  const root = element.childNodes.find((node) => isElement(node, 'template'));
  if (!TAG.test(tagName)) return flatten(element, scope, styles);
  // What is fetched when it is wanted draws nothing.
  if (root === undefined) return tree.detachNode(element);
  const name = tagName.replace(TAG, '');
  element.attrs = element.attrs.filter((attribute) => attribute.name !== 'defer-hydration');
  element.tagName = element.nodeName = 'div';
  addClass(element, name);
  const content = tree.getTemplateContent(root as DefaultTreeAdapterTypes.Template);
  tree.detachNode(root);
  for (const child of [...content.childNodes]) {
    tree.detachNode(child);
    if (isElement(child, 'style')) styles.set(name, serialize(child as Element));
    else tree.appendChild(element, child);
  }
  flatten(element, name, styles);
}

function isElement(node: Node, tagName: string): boolean {
  return tree.isElementNode(node) && node.tagName === tagName;
}

function prefixClasses(element: Element, scope: string): void {
  const own = element.attrs.find(({ name }) => name === 'class');
  if (own === undefined) return;
  const classes = own.value.split(/\s+/).filter((name) => name !== '');
  own.value = classes.map((name) => `${scope}__${name}`).join(' ');
}

function addClass(element: Element, name: string): void {
  const own = element.attrs.find((attribute) => attribute.name === 'class');
  if (own === undefined) element.attrs.push({ name: 'class', value: name });
  else own.value = `${name} ${own.value}`;
}

/** The styles of a shadow root, for what is flat: nested in the element's own class. */
function scopedTo(name: string, css: string): string {
  const rules = minifiedCss(css)
    .replace(KEYFRAMES, '')
    .replace(/:host\(([^)]*)\)/g, '&$1')
    .replaceAll(':host', '&')
    .replace(/\.(?=[a-z])/g, `.${name}__`)
    .replace(/\bparley-(?=[a-z])/g, '.');
  return `.${name}{${rules}}`;
}
