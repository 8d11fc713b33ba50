/** What the call shows of how it stands with oneself, and where the rest of it is found. */
import { expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../ui/global.css';
import { ADA, connected, MEDIA_ON, waiting } from '../../testing/call-scenes.ts';
import { type CallScene, FakeCall } from '../../testing/fake-call.ts';
import { mount, recordEvents } from '../../testing/mount.ts';
import { safetyWordsWords } from '../../words/safety.ts';
import { QUALITIES } from '../quality/scenes.ts';
import './in-call.ts';

async function mountCall(scene: CallScene = {}): Promise<FakeCall> {
  const call = new FakeCall({ state: connected(), ...scene });
  await mount('parley-in-call', { call });
  return call;
}

test('The badge follows the link, and what is chosen in its panel is asked of the call', async () => {
  const call = await mountCall();
  const badge = (label: string) => page.getByRole('button', { name: `Connection: ${label}. Details` });
  await expect.element(badge('Measuring…')).toBeVisible();
  call.quality.set(QUALITIES['a link that is weak on the other’s side']);
  await expect.element(badge('Ada’s side is weak')).toBeVisible();
  await badge('Ada’s side is weak').click();
  await expect.element(page.getByText('Relayed by a server that cannot look in (TLS).')).toBeVisible();
  await page.getByRole('radio', { name: 'Sound only' }).click();
  expect(call.asked).toEqual(['use audio-only']);
  await userEvent.keyboard('{Escape}');
  await expect.element(page.getByText('You asked for sound only from Ada')).toBeVisible();
});

test('Words that were shown are said to be no more on a new link, also where it has none, with a way to the new ones', async () => {
  const made = { phase: 'made', number: 1n, isAnother: false, isAfterFailure: false } as const;
  const call = await mountCall({ safety: made });
  const { show, anew, look, list, oldPage } = safetyWordsWords();
  const notice = page.getByText(anew.title, { exact: true });
  // Whoever has not looked at the first loses nothing.
  call.safety.set({ ...made, number: 2n, isAnother: true });
  await page.getByRole('button', { name: /^Connection:/ }).click();
  await page.getByRole('button', { name: show }).click();
  await expect.element(page.getByRole('list', { name: list })).toBeVisible();
  await expect.element(notice).not.toBeInTheDocument();
  await userEvent.keyboard('{Escape}');
  call.safety.set({ phase: 'none' });
  call.safety.set({ phase: 'old-page' });
  await expect.element(notice).toBeVisible();
  await page.getByRole('button', { name: look }).click();
  await expect.element(page.getByText(oldPage)).toBeVisible();
  await expect.element(notice).not.toBeInTheDocument();
  call.safety.set({ ...made, number: 4n, isAnother: true });
  await expect.element(page.getByRole('list', { name: list })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  call.safety.set({ ...made, number: 5n, isAnother: true });
  await expect.element(notice).toBeVisible();
  await page.getByRole('button', { name: look }).click();
  await expect.element(page.getByRole('list', { name: list })).toBeVisible();
  await expect.element(notice).not.toBeInTheDocument();
});

test('Alone one has no connection to know of', async () => {
  await mountCall({ state: waiting() });
  await expect.element(page.getByRole('button', { name: 'Leave' })).toBeVisible();
  expect(page.getByRole('button', { name: /^Connection:/ }).elements()).toEqual([]);
});

test('Whoever speaks while muted is told, and unmutes with a press', async () => {
  const call = await mountCall({ media: { ...MEDIA_ON, microphone: { status: 'off' } } });
  call.isSpeakingWhileMuted.set(true);
  await page.getByRole('button', { name: 'Unmute' }).click();
  expect(call.asked).toEqual(['toggle microphone']);
  call.isSpeakingWhileMuted.set(false);
  await expect.element(page.getByText('You are muted')).not.toBeInTheDocument();
});

test('What is not sent of one’s picture is said while there is one', async () => {
  const call = await mountCall({ state: connected({ peer: { ...ADA, wantedPicture: 'none' } }) });
  call.quality.set(QUALITIES['a poor link']);
  await expect.element(page.getByText('Your picture is paused, to keep your voice clear.')).toBeVisible();
  await expect.element(page.getByText('Ada asked for sound only: your picture is not sent')).toBeVisible();
  call.media.set({ ...MEDIA_ON, camera: { status: 'off' } });
  await expect.element(page.getByText(/picture is (paused|not sent)/)).not.toBeInTheDocument();
});

test('The keys are found in the menu', async () => {
  const events = recordEvents('shortcuts-requested');
  await mountCall();
  await page.getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Keys and sounds' }).click();
  expect(events).toHaveLength(1);
});
