import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { findViolations, SCHEMES } from '../../testing/accessibility.ts';
import { ADA, connected, NOW, waiting } from '../../testing/call-scenes.ts';
import { FakeCall } from '../../testing/fake-call.ts';
import { focusedElement } from '../../testing/focus.ts';
import { mount } from '../../testing/mount.ts';
import '../call/call-page.ts';
import '../call/call-views.ts';
import './door-visitors.ts';

const GRACE = { uid: 'u1', name: 'Grace', since: NOW - 125_000, isAskedToWait: false };
const NAMELESS = { uid: 'u2', name: '', since: NOW - 5_000, isAskedToWait: true };

async function mountVisitors(state = waiting(), visitors = [GRACE, NAMELESS]) {
  const call = new FakeCall({ state, visitors, now: () => NOW });
  await mount('parley-door-visitors', { call });
  return call;
}

const button = (name: string) => page.getByRole('button', { name });

test('It says who is at the door and since when, the first who rang first', async () => {
  await mountVisitors();
  const text = () =>
    page
      .getByRole('listitem')
      .elements()
      .map(({ textContent }) => textContent?.replace(/\s+/g, ' '));
  await expect
    .poll(() => text().map((each) => each?.trim().replace(/ Let in.*| One moment.*/, '')))
    .toEqual([
      ...[
        'Grace waiting for 2 minutes',
        'Somebody without a name rang just now, knows that it takes a moment',
      ],
    ]);
});

test('Of two who call themselves alike it says who has typed the words, also to whoever hears the buttons', async () => {
  const call = await mountVisitors(waiting(), [GRACE]);
  call.visitors.set([GRACE, { ...GRACE, uid: 'u3', isByWords: true }]);
  const said = (place: number) => expect.element(page.getByRole('listitem').nth(place));
  await said(0).toHaveTextContent('Grace waiting for 2 minutes Let in One moment Not now');
  await said(1).toHaveTextContent('Grace waiting for 2 minutes, by your words Let in One moment Not now');
  await page.getByRole('button', { name: 'Let in: Grace, by your words', exact: true }).click();
  expect(call.asked).toEqual(['let in u3']);
});

test('One press lets somebody in, asks for a moment, or turns them away, with a word that is said once', async () => {
  const call = await mountVisitors();
  await button('Let in: Grace').click();
  await page.getByLabelText('A word to them, if you like').fill('Two minutes');
  await button('One moment: Grace').click();
  await button('Not now: somebody without a name').click();
  expect(call.asked).toEqual(['let in u1', 'ask to wait u1 Two minutes', 'turn away u2']);
});

test('Nobody is let in over somebody who is there, and it says so', async () => {
  const call = await mountVisitors(connected({ role: 'host' }));
  await expect.element(page.getByText('You can let somebody in when the other has left.')).toBeVisible();
  await expect.element(button('Let in: Grace')).not.toBeInTheDocument();
  await expect.element(button('Not now: Grace')).toBeVisible();
  call.state.set(waiting({ because: 'no-route' }));
  await expect.element(button('Let in: Grace')).not.toBeInTheDocument();
  call.state.set(waiting({ because: 'peer-left' }));
  await expect.element(button('Let in: Grace')).toBeVisible();
});

test('Where there is no door, who came by words is let in over somebody who only looks, and over nobody who is in the call', async () => {
  const looking = connected({ role: 'host', peer: { ...ADA, hasEntered: false } });
  const call = await mountVisitors(looking, [GRACE]);
  await expect.element(button('Not now: Grace')).toBeVisible();
  await expect.element(button('Let in: Grace')).not.toBeInTheDocument();
  call.visitors.set([{ ...GRACE, isByWords: true }]);
  await button('Let in: Grace, by your words').click();
  expect(call.asked).toEqual(['let in u1']);
  await expect
    .element(page.getByText('You can let somebody in when the other has left.'))
    .not.toBeInTheDocument();
  call.isAsking.set(true);
  await expect.element(button('Let in: Grace, by your words')).not.toBeInTheDocument();
  call.isAsking.set(false);
  await expect.element(button('Let in: Grace, by your words')).toBeVisible();
  call.state.set(connected({ role: 'host' }));
  await expect.element(button('Let in: Grace, by your words')).not.toBeInTheDocument();
});

test('Without anybody at the door, or without a door, nothing is shown', async () => {
  const call = await mountVisitors(waiting(), []);
  await expect.element(page.getByRole('heading')).not.toBeInTheDocument();
  call.visitors.set([GRACE]);
  await expect.element(page.getByRole('heading', { name: 'Grace at the door' })).toBeVisible();
  call.visitors.set(undefined);
  await expect.element(page.getByRole('heading')).not.toBeInTheDocument();
});

test('Over a talk of two it folds once everybody has an answer, and unfolds for whoever rings next or can be let in', async () => {
  const call = await mountVisitors(connected({ role: 'host' }), [GRACE]);
  const fold = page.getByRole('button', { name: /at the door$/ });
  await expect.element(fold).toHaveAttribute('aria-expanded', 'true');
  await button('One moment: Grace').click();
  await expect.element(fold).toHaveAttribute('aria-expanded', 'false');
  await expect.poll(focusedElement).toBe(fold.element());
  call.visitors.set([{ ...GRACE, isAskedToWait: true }]);
  await expect.element(button('Not now: Grace')).not.toBeInTheDocument();
  call.visitors.set([
    { ...GRACE, isAskedToWait: true },
    { ...GRACE, uid: 'u3', name: 'Alan' },
  ]);
  await expect.element(button('Not now: Alan')).toBeVisible();
  await expect.element(fold).toHaveTextContent('2 people at the door');
  await fold.click();
  await expect.element(button('Not now: Alan')).not.toBeInTheDocument();
  await fold.click();
  await button('One moment: Alan').click();
  await expect.element(fold).toHaveAttribute('aria-expanded', 'false');
  call.state.set(waiting({ because: 'peer-left' }));
  await expect.element(button('Let in: Alan')).toBeVisible();
});

test('While one waits alone it stays open also after an answer: there is nobody to look at', async () => {
  await mountVisitors(waiting(), [GRACE]);
  await button('One moment: Grace').click();
  await button('Let in: Grace').click();
});

test('It is no live region: who rings is announced by itself, and nothing is read anew every minute', async () => {
  await mountVisitors();
  await expect.element(button('Let in: Grace')).toBeVisible();
  expect(page.getByRole('status').elements()).toEqual([]);
});

test('What is being typed stays while others come', async () => {
  const call = await mountVisitors();
  await page.getByLabelText('A word to them, if you like').fill('Two min');
  call.visitors.set([GRACE, NAMELESS, { ...GRACE, uid: 'u3', name: 'Alan' }]);
  await expect.element(button('Let in: Alan')).toBeVisible();
  await expect.element(page.getByLabelText('A word to them, if you like')).toHaveValue('Two min');
});

test.each(SCHEMES)('It has no accessibility violations in %s', async (scheme) => {
  const call = new FakeCall({ state: waiting(), visitors: [GRACE, NAMELESS], now: () => NOW });
  await mount('parley-call-page', { call });
  await expect.element(button('Let in: Grace')).toBeVisible();
  expect(await findViolations(scheme)).toEqual([]);
});
