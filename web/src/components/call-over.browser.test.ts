import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../app/global.css';
import { CALL_ERROR_MESSAGES, END_MESSAGES } from '../app/messages.ts';
import type { CallErrorCode } from '../call/call-error.ts';
import type { EndReason } from '../call/call-state.ts';
import { mount, recordEvents } from '../testing/mount.ts';
import './call-over.ts';

const END_REASONS = Object.keys(END_MESSAGES) as EndReason[];
const ERROR_CODES = Object.keys(CALL_ERROR_MESSAGES) as CallErrorCode[];

test.each(END_REASONS)(
  'An end (%s) says what happened, what to do, and leads back to the start',
  async (reason) => {
    await mount('parley-call-over', { state: { phase: 'ended', reason } });
    const events = recordEvents('home-requested');
    await expect
      .element(page.getByRole('heading', { level: 1 }))
      .toHaveTextContent(END_MESSAGES[reason].title);
    await expect.element(page.getByText(END_MESSAGES[reason].help)).toBeVisible();
    await page.getByRole('button', { name: 'Back to start' }).click();
    expect(events).toHaveLength(1);
  },
);

test.each(ERROR_CODES)(
  'A failure (%s) says what happened, what to do, and leads back to the start',
  async (error) => {
    await mount('parley-call-over', { state: { phase: 'failed', error } });
    const events = recordEvents('home-requested');
    await expect
      .element(page.getByRole('heading', { level: 1 }))
      .toHaveTextContent(CALL_ERROR_MESSAGES[error].title);
    await expect.element(page.getByText(CALL_ERROR_MESSAGES[error].help)).toBeVisible();
    await page.getByRole('button', { name: 'Back to start' }).click();
    expect(events).toHaveLength(1);
  },
);

test.each([
  ['Rejoin', { phase: 'ended', reason: 'left' } as const],
  ['Bring it back here', { phase: 'ended', reason: 'taken-over' } as const],
  ['Try again', { phase: 'failed', error: 'call-full' } as const],
  ['Try again', { phase: 'failed', error: 'signaling-unreachable' } as const],
  ['Try again', { phase: 'failed', error: 'signed-out' } as const],
])('Where it makes sense there is a way back into the call: %s, %o', async (name, state) => {
  await mount('parley-call-over', { state });
  const events = recordEvents('rejoin-requested');
  await page.getByRole('button', { name }).click();
  expect(events).toHaveLength(1);
});

test.each([
  { phase: 'ended', reason: 'host-ended' } as const,
  { phase: 'ended', reason: 'lapsed' } as const,
  { phase: 'failed', error: 'no-such-call' } as const,
  { phase: 'failed', error: 'no-webrtc' } as const,
])('Where it makes none there is not: %o', async (state) => {
  await mount('parley-call-over', { state });
  expect(page.getByRole('button').elements()).toHaveLength(1);
});

test('Whoever has left is told for how long they can come back, where that is known', async () => {
  await mount('parley-call-over', { state: { phase: 'ended', reason: 'left' }, emptyTimeoutSeconds: 3_600 });
  await expect.element(page.getByText(/It stays open for 1 hour when nobody is in it/)).toBeVisible();
});
