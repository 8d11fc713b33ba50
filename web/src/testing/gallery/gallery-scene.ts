/** What the gallery has one of, and how it is made and found. */
import type { LitElement } from 'lit';

export interface GalleryScene {
  readonly group: string;
  readonly name: string;
  /** Made anew each time. */
  readonly create: () => HTMLElement;
  /** Once it stands: what a person would do to see it so. */
  readonly arrange?: (element: HTMLElement) => void;
}

export type Tags = HTMLElementTagNameMap;
type LitTag = { [K in keyof Tags]: Tags[K] extends LitElement ? K : never }[keyof Tags];

export function element<K extends LitTag>(tag: K, properties: Partial<Tags[K]> = {}): Tags[K] {
  return Object.assign(document.createElement(tag), properties);
}

/** On the stage, which is dark in both schemes. */
export function onStage(child: HTMLElement): HTMLElement {
  const stage = document.createElement('div');
  stage.style.cssText =
    'color-scheme: dark; min-block-size: 100dvb; padding: 1rem; background: var(--color-stage)';
  stage.append(child);
  return stage;
}

/** What is found by going from one shadow root into the next. */
export function find(root: HTMLElement, ...selectors: readonly string[]): HTMLElement | undefined {
  return selectors.reduce<HTMLElement | undefined>(
    (found, selector) => found?.shadowRoot?.querySelector<HTMLElement>(selector) ?? undefined,
    root,
  );
}

export const press =
  (...selectors: readonly string[]) =>
  (root: HTMLElement) =>
    find(root, ...selectors)?.click();

/** As it stands in an address. */
export function slugOf({ group, name }: GalleryScene): string {
  return `${group}-${name}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
