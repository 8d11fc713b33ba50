import { CSSResult, type LitElement } from 'lit';
import { afterEach, expect, test, vi } from 'vitest';
import { connected, waiting } from '../../testing/call-scenes.ts';
import { FakeCall } from '../../testing/fake-call.ts';
import { mount } from '../../testing/mount.ts';
import { FIRST_ELEMENTS } from '../in-call/first-elements.ts';
import './call-page.ts';
import { fetchViews } from './later-views.ts';

afterEach(() => vi.restoreAllMocks());

test('Whoever goes from the lobby into a call, with somebody or with nobody there yet, waits for no style sheet to be read', async () => {
  const sheet = vi.spyOn(CSSResult.prototype, 'styleSheet', 'get');
  const read = vi.spyOn(CSSStyleSheet.prototype, 'replaceSync');
  const calls = [];
  for (const state of [connected, waiting]) {
    const call = new FakeCall({ state: state({ hasEntered: false }) });
    calls.push({ element: await mount('parley-call-page', { call }), call, state });
  }
  // The page fetches them as well, once for both.
  await fetchViews();
  const styles = FIRST_ELEMENTS.flatMap((name) => stylesOf(name));
  expect(styles.length).toBeGreaterThan(FIRST_ELEMENTS.length);
  await expect.poll(() => styles.filter((style) => !sheet.mock.contexts.includes(style))).toEqual([]);
  read.mockClear();
  for (const { element, call, state } of calls) {
    call.state.set(state());
    await element.updateComplete;
    await expect
      .poll(() => element.renderRoot.querySelector('parley-in-call')?.shadowRoot?.querySelector('h1'))
      .toBeTruthy();
  }
  expect(read.mock.calls.map(([text]) => text.trim().slice(0, 60))).toEqual([]);
});

function stylesOf(name: string): CSSResult[] {
  const element = customElements.get(name) as typeof LitElement | undefined;
  return (element?.elementStyles ?? []).filter((style) => style instanceof CSSResult);
}
