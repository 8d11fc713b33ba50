import { formatCallId } from '@parley/protocol';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import type { KnownCall } from '../../memory/known-calls.ts';
import { anyCall, knownCall, knownPlan, STARTS_AT } from '../../memory/scenes.ts';
import { CALL_ID, FORMATTED_CALL_ID } from '../../testing/call-scenes.ts';
import { mount, recordEvents } from '../../testing/mount.ts';
import { liveIn } from '../../testing/time-zones.ts';
import './call-list.ts';

const HOUR_MS = 60 * 60_000;

function mountList(calls: readonly KnownCall[], now = STARTS_AT - HOUR_MS) {
  return mount('parley-call-list', { calls, removable: true }, () => now);
}

const items = () => page.getByRole('listitem').elements();
const links = () => page.getByRole('link').elements() as HTMLAnchorElement[];

test.each([
  ['its host', knownCall(), / · you are the host$/],
  ['its guest', knownCall({ isHost: false }), / · you are the guest$/],
  ['whoever called it off', knownCall({ plan: knownPlan({ isCancelled: true }) }), / · called off$/],
])('Of a call to come it says when it is, and what it is to %s', async (_, call, words) => {
  await liveIn('Europe/Berlin');
  await mountList([call]);
  const [text = ''] = items().map((item) => item.querySelector('.when')?.textContent ?? '');
  expect(text).toMatch(/^Today, (15:00 – 15:30|3:00\sPM – 3:30\sPM)/);
  expect(text).toMatch(words);
});

test('Of a call that is over it says when it was, and nothing of roles', async () => {
  await liveIn('Europe/Berlin');
  await mountList([knownCall()], STARTS_AT + HOUR_MS);
  await expect.element(page.getByText(/^Today, (15:00 – 15:30|3:00\sPM – 3:30\sPM)$/)).toBeVisible();
});

test('A call with a time leads to its page, one of now into it again', async () => {
  const arranged = anyCall({ plan: knownPlan({ title: 'Lesson 3' }) });
  await mountList([arranged, knownCall({ plan: null, usedAt: STARTS_AT - 2 * HOUR_MS })]);
  expect(
    links()
      .filter((link) => link.className === 'call')
      .map((link) => [link.getAttribute('href'), link.querySelector('.title')?.textContent]),
  ).toEqual([
    [`/schedule#${formatCallId(arranged.id)}`, 'Lesson 3'],
    [`/call#${FORMATTED_CALL_ID}`, 'Call'],
  ]);
});

test.each([
  ['a moment before it opens', -1, 0],
  ['when it opens', 0, 1],
  ['when it is over', 40 * 60_000, 0],
])('It offers to join a call only while that is open: %s', async (_, sinceOpeningMs, count) => {
  await mountList([knownCall()], knownPlan().opensAt + sinceOpeningMs);
  expect(page.getByRole('link', { name: 'Join Lesson 4' }).elements()).toHaveLength(count);
  expect(page.getByText('Open now').elements()).toHaveLength(count);
});

test('Whatever is not to come can be taken out of the list, by a button that names it', async () => {
  const past = knownCall({ plan: null });
  await mountList([anyCall(), past]);
  const events = recordEvents('forget-requested');
  const buttons = page.getByRole('button', { name: /^Remove/ });
  expect(buttons.elements()).toHaveLength(1);
  await expect.element(buttons).toHaveAccessibleName(/^Remove Call, .+, from the list$/);
  await buttons.click();
  expect(events.map(({ id }) => id)).toEqual([CALL_ID]);
});

test.each([
  ['a moment after it', 9 * 60_000, {}, 'Back in: Ada'],
  ['later', 11 * 60_000, {}, 'Call again: Ada'],
  ['of a call that stays open for a minute', 2 * 60_000, { emptyTimeoutSeconds: 60 }, 'Call again: Ada'],
  ['of a call that stays open for a day', 11 * 60_000, { emptyTimeoutSeconds: 86_400 }, 'Back in: Ada'],
  ['when it has ended for both', 60_000, { isOver: true } as const, 'Call again: Ada'],
])('After a call one goes back in, or has another: %s', async (_, sinceMs, course, name) => {
  const usedAt = STARTS_AT - HOUR_MS;
  await mountList(
    [knownCall({ plan: null, usedAt, peerName: 'Ada', talkedMs: 120_000, ...course })],
    usedAt + sinceMs,
  );
  const [joined, again] = [recordEvents('join-call-requested'), recordEvents('call-again-requested')];
  await page.getByRole('button', { name }).click();
  expect(joined.map(({ address, isBack }) => [address.id, isBack])).toEqual(
    name.startsWith('Back') ? [[CALL_ID, true]] : [],
  );
  expect(again.map(({ peerName }) => peerName)).toEqual(name.startsWith('Call') ? ['Ada'] : []);
});

test('A call that goes takes nobody else’s place', async () => {
  const calls = ['one', 'two', 'three'].map((title) => anyCall({ plan: knownPlan({ title }) }));
  const list = await mountList(calls);
  const [, , third] = items();
  list.calls = calls.filter((_, index) => index !== 1);
  await list.updateComplete;
  // What had the focus has it still.
  expect(items()).toHaveLength(2);
  expect(items()[1]).toBe(third);
});

test.each([
  ['nobody has been in it yet', {}, 'Open Mondays'],
  ['two have talked in it, a moment ago', { talkedMs: 120_000, peerName: 'Ada' }, 'Call again: Mondays'],
])('A lasting room leads to itself, by its name, for ninety days: %s', async (_, course, name) => {
  const usedAt = STARTS_AT - HOUR_MS;
  const room = knownCall({ plan: null, usedAt, room: 'Mondays', ...course });
  for (const days of [0, 1, 89]) {
    await mountList([room], usedAt + days * 24 * HOUR_MS + 60_000);
    await expect
      .element(page.getByRole('link', { name }).last())
      .toHaveAttribute('href', `/call#${FORMATTED_CALL_ID}`);
  }
});

test('Of a room that is gone there is only another call to be had with whom one talked there', async () => {
  const room = { plan: null, room: 'Mondays', peerName: 'Ada', talkedMs: 120_000 } as const;
  await mountList([knownCall({ ...room, usedAt: STARTS_AT, isOver: true })], STARTS_AT + HOUR_MS);
  await expect.element(page.getByRole('button', { name: 'Call again: Mondays' })).toBeVisible();
});
