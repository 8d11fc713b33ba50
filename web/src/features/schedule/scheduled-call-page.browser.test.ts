import { type CallPlan, scheduleCall } from '@parley/call';
import type { CallId } from '@parley/protocol';
import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import type { KnownCalls } from '../../memory/known-calls.ts';
import { anyCall, knownCalls, knownPlan } from '../../memory/scenes.ts';
import { focusedElement } from '../../testing/focus.ts';
import { mount, recordEvents } from '../../testing/mount.ts';
import { ServiceScene } from '../../testing/service-scene.ts';
import { callErrorMessage } from '../../words/errors.ts';
import { unknownCallMessage } from '../../words/scheduled-call.ts';
import type { ScheduledCallPage } from './scheduled-call-page.ts';
import './scheduled-call-page.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

let scene: ServiceScene;
let known: KnownCalls;
let callId: CallId;
let startsAt: number;

beforeEach(async () => {
  scene = new ServiceScene();
  startsAt = Math.ceil(scene.now() / DAY_MS) * DAY_MS + 36 * HOUR_MS;
  const plan = knownPlan({ startsAt });
  const { id, hostKey } = await scheduleCall(
    { ...(await scene.connect()), signal: new AbortController().signal },
    plan satisfies CallPlan,
  );
  callId = id;
  known = knownCalls([anyCall({ id, usedAt: scene.now(), plan: { ...plan, hostKey } })], scene.now);
});

function mountPage(properties: Partial<ScheduledCallPage> = {}): Promise<ScheduledCallPage> {
  const { connect, now } = scene;
  return mount('parley-scheduled-call-page', { callId, connect, known, ...properties }, now);
}

const heading = () => page.getByRole('heading', { level: 1 });
const manage = () => page.getByText('Manage', { exact: true }).click();
const button = (name: string) => page.getByRole('button', { name });

test('Whoever has just scheduled the call is led to its links', async () => {
  await mountPage({ isNew: true });
  await expect.element(heading()).toHaveTextContent('Your call is scheduled');
  await expect.poll(focusedElement).toBe(heading().element());
});

test('The call is changed in the database and in the list, and is shown as it is now', async () => {
  await mountPage({ isNew: true });
  await manage();
  await button('Change it').click();
  await expect.element(heading()).toHaveTextContent('Change the call');
  await expect.poll(focusedElement).toBe(heading().element());
  await page.getByLabelText(/^Title/).fill('Lesson 5');
  await page.getByLabelText('Length').selectOptions('1 hour');
  await button('Save changes').click();
  await expect.element(heading()).toHaveTextContent('Scheduled call');
  await expect.element(page.getByText('Lesson 5')).toBeVisible();
  const endsAt = startsAt + HOUR_MS;
  expect(known.find(callId)?.plan).toMatchObject({ title: 'Lesson 5', revision: 1, endsAt });
  expect((await scene.stored(callId))?.schedule).toMatchObject({ revision: 1, endsAt });
});

test('Whoever thinks better of a change finds the call as it was, and stays with it', async () => {
  await mountPage();
  const leaving = recordEvents('home-requested');
  await manage();
  await button('Change it').click();
  await page.getByLabelText(/^Title/).fill('Lesson 5');
  await button('Leave it as it was').click();
  await expect.element(page.getByText('Lesson 4')).toBeVisible();
  await expect.poll(focusedElement).toBe(heading().element());
  expect([leaving, known.find(callId)?.plan?.revision]).toEqual([[], 0]);
});

test('The call is called off in the database and in the list, after being asked', async () => {
  await mountPage();
  await manage();
  await button('Cancel it').click();
  await button('Cancel the call').click();
  await expect.element(heading()).toHaveTextContent('This call was called off');
  await expect.poll(focusedElement).toBe(heading().element());
  expect(known.find(callId)?.plan?.isCancelled).toBe(true);
  expect((await scene.stored(callId))?.ended).not.toBeNull();
});

test('What fails is explained, changes nothing, and can be tried again', async () => {
  await mountPage();
  scene.failure = 'signaling-unreachable';
  await manage();
  await button('Cancel it').click();
  await button('Cancel the call').click();
  const { title } = callErrorMessage('signaling-unreachable');
  await expect.element(page.getByText(title)).toBeVisible();
  expect(known.find(callId)?.plan?.isCancelled).toBe(false);
  scene.failure = undefined;
  await button('Cancel it').click();
  await button('Cancel the call').click();
  await expect.element(heading()).toHaveTextContent('This call was called off');
});

test('Another browser than the host’s is told that it cannot change the call, and keeps what was filled in', async () => {
  await mountPage({ connect: () => scene.connect('somebody-else') });
  await manage();
  await button('Change it').click();
  await page.getByLabelText(/^Title/).fill('Lesson 5');
  await button('Save changes').click();
  await expect.element(page.getByText(callErrorMessage('not-host').title)).toBeVisible();
  await expect.element(page.getByLabelText(/^Title/)).toHaveValue('Lesson 5');
  expect(known.find(callId)?.plan).toMatchObject({ title: 'Lesson 4', revision: 0 });
});

test('Another call in its place begins anew', async () => {
  const other = anyCall({ usedAt: scene.now(), plan: knownPlan({ title: 'Lesson 9', startsAt }) });
  known.keep(other);
  const element = await mountPage();
  await manage();
  await button('Change it').click();
  await expect.element(heading()).toHaveTextContent('Change the call');
  element.callId = other.id;
  await expect.element(heading()).toHaveTextContent('Scheduled call');
  await expect.element(page.getByText('Lesson 9')).toBeVisible();
});

test('A call that is taken out of the list leads back to the start', async () => {
  known.keep(anyCall({ id: callId, isHost: false, plan: knownPlan({ startsAt, hostKey: null }) }));
  await mountPage();
  const leaving = recordEvents('home-requested');
  await manage();
  await button('Remove from the list').click();
  expect(leaving).toHaveLength(1);
  expect(known.find(callId)).toBeUndefined();
});

test('What another tab has made of the list is shown', async () => {
  await mountPage();
  await expect.element(page.getByText('Lesson 4')).toBeVisible();
  known.forget(callId);
  dispatchEvent(new StorageEvent('storage', { key: null }));
  await expect.element(heading()).toHaveTextContent(unknownCallMessage().title);
});

test('A call that this browser does not know can still be opened', async () => {
  known.forget(callId);
  await mountPage();
  const opening = recordEvents('open-call-requested');
  const leaving = recordEvents('home-requested');
  await expect.element(heading()).toHaveTextContent(unknownCallMessage().title);
  await button('Open the call').click();
  await button('Back to start').click();
  expect([opening.map(({ id }) => id), leaving.length]).toEqual([[callId], 1]);
});
