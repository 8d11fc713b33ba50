import type { LitElement } from 'lit';
import { onTestFinished } from 'vitest';

type LitTagName = {
  [K in keyof HTMLElementTagNameMap]: HTMLElementTagNameMap[K] extends LitElement ? K : never;
}[keyof HTMLElementTagNameMap];

/** Puts an element on the page for the length of the test, with these properties and as it first renders. */
export async function mount<K extends LitTagName>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
): Promise<HTMLElementTagNameMap[K]> {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  document.body.append(element);
  onTestFinished(() => element.remove());
  await element.updateComplete;
  return element;
}

/** Every event of one type that reaches the page from now on, in order. */
export function recordEvents<K extends keyof HTMLElementEventMap>(type: K): HTMLElementEventMap[K][] {
  const events: HTMLElementEventMap[K][] = [];
  const record = (event: HTMLElementEventMap[K]) => events.push(event);
  document.body.addEventListener(type, record);
  onTestFinished(() => document.body.removeEventListener(type, record));
  return events;
}
