import { expect } from 'vitest';
import { until } from './fake-time.ts';
import type { Tab } from './scene.ts';

/** Waits until the tab's call is as this says; of what this does not name it may be anything. */
export async function stateOf(tab: Tab, state: object): Promise<void> {
  await until(() => expect(tab.session.state.value).toMatchObject(state));
}
