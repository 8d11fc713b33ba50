import { formatCallId } from '@parley/protocol';
import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { keepEmptyTimeout } from '../../memory/empty-timeout.ts';
import { emptyMemory, knownCalls } from '../../memory/scenes.ts';
import { mount, recordEvents } from '../../testing/mount.ts';
import { ServiceScene } from '../../testing/service-scene.ts';
import { callErrorMessage } from '../../words/errors.ts';
import type { SchedulePage } from './schedule-page.ts';
import './schedule-page.ts';

let scene: ServiceScene;

beforeEach(() => {
  scene = new ServiceScene();
});

function mountPage(): Promise<SchedulePage> {
  const { connect, now } = scene;
  const memory = emptyMemory();
  keepEmptyTimeout(memory, 3_600);
  return mount('parley-schedule-page', { connect, known: knownCalls(), memory }, now);
}

const submit = () => page.getByRole('button', { name: 'Schedule the call' });

test('A call that is scheduled is in the database and in the list of this device, with the host’s key', async () => {
  const { known } = await mountPage();
  const events = recordEvents('call-scheduled');
  await page.getByLabelText(/^Title/).fill('Lesson 4');
  await submit().click();
  await expect.poll(() => events).toHaveLength(1);
  const [call] = known.all();
  if (call?.plan == null) throw new Error('The list has the call');
  expect(events.map(({ id }) => id)).toEqual([call.id]);
  expect(call).toMatchObject({ isHost: true, plan: { title: 'Lesson 4', revision: 0, isCancelled: false } });
  expect(call.plan.hostKey).not.toBeNull();
  const stored = await scene.stored(call.id);
  expect(stored).toMatchObject({ hostUid: 'host-user', emptyTimeoutSeconds: 3_600 });
  expect(stored?.schedule).toMatchObject({ startsAt: call.plan.startsAt, endsAt: call.plan.endsAt });
  expect(JSON.stringify(stored)).not.toContain(formatCallId(call.id));
});

test('A failure is explained, with everything still there that was filled in, and can be tried again', async () => {
  const { known } = await mountPage();
  const events = recordEvents('call-scheduled');
  scene.failure = 'quota-exceeded';
  await page.getByLabelText(/^Title/).fill('Lesson 4');
  await submit().click();
  const { title } = callErrorMessage('quota-exceeded');
  await expect.element(page.getByText(title)).toBeVisible();
  await expect.element(page.getByLabelText(/^Title/)).toHaveValue('Lesson 4');
  expect([events, known.all()]).toEqual([[], []]);
  scene.failure = undefined;
  await submit().click();
  await expect.poll(() => events).toHaveLength(1);
  await expect.element(page.getByText(title)).not.toBeInTheDocument();
});

test('While it is being scheduled, a second press asks for nothing', async () => {
  await mountPage();
  const events = recordEvents('call-scheduled');
  scene.hold();
  await submit().click();
  (page.getByRole('button', { name: 'Scheduling…' }).element() as HTMLElement).click();
  scene.release();
  await expect.poll(() => events).toHaveLength(1);
  expect([scene.connectCount, scene.database.calls.size]).toEqual([1, 1]);
});

test('Whoever has gone elsewhere meanwhile schedules nothing', async () => {
  const element = await mountPage();
  scene.hold();
  await submit().click();
  element.remove();
  scene.release();
  document.body.append(element);
  await expect.element(submit()).toBeVisible();
  expect([scene.database.calls.size, element.known.all()]).toEqual([0, []]);
});
