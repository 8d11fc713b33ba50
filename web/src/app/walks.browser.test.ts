/** How far it is to what people come for, on a phone, as docs/interface.md says it. */
import { createCall, openCall } from '@parley/call';
import { type CallId, formatCallId, joinPath } from '@parley/protocol';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import '../ui/global.css';
import { createFakePicture } from '../testing/fake-picture.ts';
import { mount } from '../testing/mount.ts';
import { becomePhone } from '../testing/phone.ts';
import { ServiceScene } from '../testing/service-scene.ts';
import { Walk } from '../testing/walk.ts';
import './parley-app.ts';

const { href, title } = { href: location.href, title: document.title };

beforeEach(async () => {
  localStorage.clear();
  sessionStorage.clear();
  await page.viewport(390, 844);
  vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
});
afterEach(async () => {
  vi.restoreAllMocks();
  history.replaceState(null, '', href);
  document.title = title;
  await page.viewport(1280, 800);
});

/** Of somebody else, who is not there yet. */
async function makeCall(scene: ServiceScene): Promise<CallId> {
  const { store, identity, clock } = await scene.connect('somebody-else');
  return createCall({ store, identity, clock, signal: new AbortController().signal });
}

async function begin(services = new ServiceScene()): Promise<Walk> {
  history.replaceState(null, '', '/');
  await mount('parley-app', { services });
  await expect.element(button('Start a call')).toBeVisible();
  const walk = new Walk();
  walk.read();
  return walk;
}

const button = (name: string | RegExp) => page.getByRole('button', { name });
const visit = () => document.querySelector('parley-app')?.shadowRoot?.querySelector('parley-call-visit');
const phase = () => visit()?.shadowRoot?.querySelector('parley-call-page');
const stateOf = () => phase()?.call.state.value;

/** What people read: the lobby once it has found the call and the devices, as it does while one looks. */
async function settled(): Promise<void> {
  await expect.poll(() => stateOf()?.phase).toBe('waiting');
  await expect.poll(() => phase()?.call.media.value.camera.status).toBe('on');
}

test('From the start page to a link that was sent, and into the call: three presses and no more than 60 words', async () => {
  const walk = await begin();
  await walk.press(button('Start a call'));
  await settled();
  walk.read();
  await walk.press(button('Copy link').first());
  await walk.press(button(/^Join/));
  await expect.poll(stateOf).toMatchObject({ hasEntered: true });
  expect(walk.presses).toBe(3);
  expect(walk.words).toBeLessThanOrEqual(60);
});

test('On a phone, whose system sends links: three presses and no more than 60 words, too', async () => {
  const share = becomePhone();
  const walk = await begin();
  await walk.press(button('Start a call'));
  await settled();
  walk.read();
  await walk.press(button('Send the link').first());
  await walk.press(button(/^Join/));
  await expect.poll(stateOf).toMatchObject({ hasEntered: true });
  expect(share).toHaveBeenCalledOnce();
  expect(walk.presses).toBe(3);
  expect(walk.words).toBeLessThanOrEqual(60);
});

test('By an ID that somebody has sent, into the call: three presses and no more than 60 words', async () => {
  const scene = new ServiceScene();
  const id = await makeCall(scene);
  const walk = await begin(scene);
  await walk.press(button('Join a call'));
  await page.getByLabelText('Call ID or link, or four words that you were told').fill(formatCallId(id));
  await walk.press(button('Join'));
  await settled();
  walk.read();
  await walk.press(button(/^Join|^Just/));
  await expect.poll(stateOf).toMatchObject({ hasEntered: true });
  expect(walk.presses).toBe(3);
  expect(walk.words).toBeLessThanOrEqual(60);
});

test('By a link that somebody has sent, into the call: one press and no more than 32 words', async () => {
  const scene = new ServiceScene();
  history.replaceState(null, '', joinPath(await makeCall(scene)));
  await mount('parley-app', { services: scene });
  await settled();
  const walk = new Walk();
  walk.read();
  await walk.press(button(/^Join|^Just/));
  await expect.poll(stateOf).toMatchObject({ hasEntered: true });
  expect(walk.presses).toBe(1);
  expect(walk.words).toBeLessThanOrEqual(32);
});

test('From a link to a screen that both see: two presses and the browser’s own question, and no more than 60 words', async () => {
  const scene = new ServiceScene();
  const id = await makeCall(scene);
  const host = openCall({ id, services: scene.connect('somebody-else'), name: 'Ada' });
  onTestFinished(() => host.close());
  host.enter();
  await expect.poll(() => host.state.value.phase).toBe('waiting');
  history.replaceState(null, '', joinPath(id));
  await mount('parley-app', { services: scene });
  await expect.element(page.getByRole('heading', { name: 'Ada is waiting for you' })).toBeVisible();
  await expect.poll(() => phase()?.call.media.value.camera.status).toBe('on');
  const walk = new Walk();
  walk.read();
  await walk.press(button(/^Join/));
  await expect.element(button('Share screen')).toBeVisible();
  await expect.poll(() => phase()?.call.peer?.hasEntered).toBe(true);
  // The connection has been measured.
  await expect.element(button(/^Connection: (?!Measuring)/)).toBeVisible();
  walk.read();
  const asked = vi.spyOn(navigator.mediaDevices, 'getDisplayMedia').mockResolvedValue(createFakePicture());
  await walk.press(button('Share screen'));
  await expect.poll(() => host.peer?.isScreenShared).toBe(true);
  expect(asked).toHaveBeenCalledOnce();
  expect(walk.presses).toBe(2);
  expect(walk.words).toBeLessThanOrEqual(60);
});

test('Tomorrow at 15:00, and sent: five presses and no more than 120 words', async () => {
  const walk = await begin();
  await walk.press(page.getByRole('link', { name: 'Pick a time' }));
  await expect.element(button('Schedule the call')).toBeVisible();
  walk.read();
  await walk.choose(page.getByLabelText('Starts at'), '15:00');
  await walk.press(button('Schedule the call'));
  await expect.element(button('Copy invitation')).toBeVisible();
  walk.read();
  await walk.press(button('Copy invitation'));
  expect(vi.mocked(navigator.clipboard.writeText)).toHaveBeenCalledWith(expect.stringMatching(/\/call#/));
  expect(walk.presses).toBe(5);
  expect(walk.words).toBeLessThanOrEqual(120);
});

test('Back into the call that was just left: one press, without a lobby', async () => {
  const walk = await begin();
  await button('Start a call').click();
  await button(/^Join/).click();
  await expect.poll(() => stateOf()?.phase).toBe('waiting');
  await button(/^Leave/).click();
  await expect.element(button('Back in')).toBeVisible();
  await walk.press(button('Back in'));
  await expect.poll(stateOf).toMatchObject({ hasEntered: true });
  expect(walk.presses).toBe(1);
});
