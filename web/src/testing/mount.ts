import { ContextProvider } from '@lit/context';
import type { LitElement } from 'lit';
import { onTestFinished } from 'vitest';
import { type Clock, clockContext } from '../ui/clock-context.ts';

type LitTagName = {
  [K in keyof HTMLElementTagNameMap]: HTMLElementTagNameMap[K] extends LitElement ? K : never;
}[keyof HTMLElementTagNameMap];

/**
 * Puts an element on the page for the length of the test, with these properties and as it first renders.
 * @param now what the application's clock shows
 */
export async function mount<K extends LitTagName>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  now: Clock = Date.now,
): Promise<HTMLElementTagNameMap[K]> {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  const application = document.createElement('div');
  application.style.display = 'contents';
  new ContextProvider(application, { context: clockContext, initialValue: now });
  application.append(element);
  document.body.append(application);
  onTestFinished(() => {
    // The test may have put it elsewhere.
    element.remove();
    application.remove();
  });
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
