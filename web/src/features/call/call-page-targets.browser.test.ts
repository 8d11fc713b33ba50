/** What opens over a call: nothing in it is smaller than a fingertip, on the smallest phone. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { CallPreferences } from '../../memory/preference.ts';
import { emptyMemory } from '../../memory/scenes.ts';
import { connected, MEDIA_NONE, waiting } from '../../testing/call-scenes.ts';
import { type CallScene, FakeCall } from '../../testing/fake-call.ts';
import { mount } from '../../testing/mount.ts';
import { smallTargets, targetsIn } from '../../testing/targets.ts';
import { QUALITIES } from '../quality/scenes.ts';
import './call-page.ts';
import './call-views.ts';

beforeEach(() => page.viewport(320, 568));
afterEach(() => page.viewport(1280, 800));

const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click();
const more = async (name: string) => {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name }).click();
};
const LOBBY: CallScene = { state: waiting({ hasEntered: false }) };
const BOTH: CallScene = {
  ...{ state: connected(), quality: QUALITIES['a good link'], chat: { availability: 'open' } },
  visitors: [{ uid: 'u', name: 'Grace', since: 0, isAskedToWait: false }],
} as CallScene;

test.each<readonly [string, CallScene, () => Promise<void>]>([
  ['the menu of devices in the lobby', LOBBY, () => press('Microphone, camera, speaker')],
  ['the ways to send the link', LOBBY, () => press('QR code of the call’s link')],
  ['the ID to read out', LOBBY, () => press('Read out')],
  ['the way back to a refused permission', { ...LOBBY, media: MEDIA_NONE }, async () => {}],
  ['the sheet of whoever waits', { state: waiting() }, async () => {}],
  [
    'the sheet of whoever waits again',
    { state: waiting({ because: 'peer-left', isSeatKept: true }) },
    () => page.getByText('Link of this call').click(),
  ],
  ['the sheet of whom no way leads to', { state: waiting({ because: 'no-route' }) }, async () => {}],
  ['the door', { ...BOTH, state: waiting() }, async () => {}],
  ['what is done seldom', BOTH, () => press('More')],
  ['the ways to leave', BOTH, () => press('More ways to leave')],
  [
    'the question before the end',
    BOTH,
    async () => {
      await press('More ways to leave');
      await page.getByRole('menuitem', { name: 'End for both' }).click();
    },
  ],
  ['the devices in the call', BOTH, () => more('Microphone, camera, speaker')],
  ['the link in the call', BOTH, () => more('Link of this call')],
  ['the keys and sounds', BOTH, () => more('Keys and sounds')],
  ['the connection', BOTH, () => press(/^Connection:/)],
])('%s', async (_, scene, open) => {
  const preferences = new CallPreferences(emptyMemory());
  await mount('parley-call-page', { call: new FakeCall(scene), preferences });
  await expect.poll(() => targetsIn().length).toBeGreaterThan(3);
  const before = targetsIn().length;
  await open();
  // Something has opened, unless it stood open; and nothing is on its way.
  await expect
    .poll(() => document.getAnimations().filter(({ playState }) => playState === 'running'))
    .toEqual([]);
  expect(targetsIn().length).toBeGreaterThanOrEqual(before);
  expect(smallTargets()).toEqual([]);
});
