import { deriveCallKeys, openRoomName, ROOM_STAY_SECONDS } from '@parley/protocol';
import { beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { emptyMemory, knownCalls } from '../../memory/scenes.ts';
import { findViolations } from '../../testing/accessibility.ts';
import { mount, recordEvents } from '../../testing/mount.ts';
import { ServiceScene } from '../../testing/service-scene.ts';
import type { HomePage } from './home-page.ts';
import './home-page.ts';

let scene: ServiceScene;

beforeEach(() => {
  scene = new ServiceScene();
});

async function mountHome(properties: Partial<HomePage> = {}): Promise<HomePage> {
  const { connect, now } = scene;
  const home = await mount(
    'parley-home-page',
    { connect, known: knownCalls(), memory: emptyMemory(), ...properties },
    now,
  );
  await page.getByText(/^Options/).click();
  return home;
}

const keep = () => page.getByRole('checkbox', { name: /^Keep this room/ });
const start = () => page.getByRole('button', { name: 'Start a call' });

test('A call becomes a lasting room of a name, after it was said what is stored and for whom that is a risk', async () => {
  const home = await mountHome();
  const events = recordEvents('join-call-requested');
  await expect.element(page.getByText(/until nobody has come for 90 days/)).toBeVisible();
  await keep().click();
  await expect.element(page.getByText(/one small entry, with the name sealed/)).toBeVisible();
  await expect
    .element(page.getByText(/Whoever gets the link can come for as long as the room stays/))
    .toBeVisible();
  await expect.element(page.getByText('Options: a room that stays')).toBeVisible();
  // It says for itself how long it stays.
  await expect.element(page.getByLabelText(/keep the call open for/)).not.toBeInTheDocument();
  await page.getByLabelText('What it is called, if you like').fill('Mondays with Ada');
  expect(await findViolations('light')).toEqual([]);
  await start().click();
  await expect.poll(() => events).toHaveLength(1);
  const [event] = events;
  if (event === undefined) throw new Error('The event was recorded');
  const stored = await scene.stored(event.address.id);
  expect(stored).toMatchObject({ version: 3, emptyTimeoutSeconds: ROOM_STAY_SECONDS });
  const keys = await deriveCallKeys(event.address.id);
  expect(await openRoomName(keys, stored?.room?.name ?? new Uint8Array())).toBe('Mondays with Ada');
  expect(home.known.find(event.address.id)).toMatchObject({ isHost: true, room: 'Mondays with Ada' });
  // It is among the calls when this person is here again.
  home.remove();
  await mount(
    'parley-home-page',
    { connect: scene.connect, known: home.known, memory: home.memory },
    scene.now,
  );
  await expect.element(page.getByRole('link', { name: 'Open Mondays with Ada' }).first()).toBeVisible();
});

test('A room may have no name, and can have a door', async () => {
  await mountHome();
  const events = recordEvents('join-call-requested');
  await keep().click();
  await page.getByRole('checkbox', { name: /^Ask me before anybody comes in/ }).click();
  await expect.element(page.getByText('Options: a room that stays, you let people in')).toBeVisible();
  await start().click();
  await expect.poll(() => events).toHaveLength(1);
  const [event] = events;
  if (event === undefined) throw new Error('The event was recorded');
  expect(await scene.stored(event.address.id)).toMatchObject({ version: 3, door: { admitted: null } });
});

test('It is chosen for each call anew: what was not meant lasts nowhere', async () => {
  const memory = emptyMemory();
  const home = await mountHome({ memory });
  await keep().click();
  await keep().click();
  await expect.element(page.getByLabelText(/keep the call open for/)).toBeVisible();
  await keep().click();
  home.remove();
  await mountHome({ memory });
  await expect.element(keep()).not.toBeChecked();
});
