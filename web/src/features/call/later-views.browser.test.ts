import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { connected } from '../../testing/call-scenes.ts';
import { FakeCall } from '../../testing/fake-call.ts';
import { mount } from '../../testing/mount.ts';
import './call-page.ts';
import { areViewsThere } from './later-views.ts';

test('Whoever joins before the rest of the page has come stays in the lobby, and is in the call as soon as it has', async () => {
  const call = new FakeCall({ state: connected({ hasEntered: false }) });
  const element = await mount('parley-call-page', { call });
  const view = () => element.renderRoot.querySelector('main')?.firstElementChild?.localName;
  expect(areViewsThere()).toBe(false);
  call.state.set(connected());
  await element.updateComplete;
  expect(view()).toBe('parley-lobby');
  await expect.element(page.getByRole('button', { name: 'Leave', exact: true })).toBeVisible();
  expect(view()).toBe('parley-in-call');
});
