import { formatHostUrl, formatJoinUrl } from '@parley/protocol';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import type { KnownPlan } from '../../memory/known-calls.ts';
import { knownCall, knownPlan, STARTS_AT } from '../../memory/scenes.ts';
import { findViolations, SCHEMES } from '../../testing/accessibility.ts';
import { CALL_ID, JOIN_URL, NOW } from '../../testing/call-scenes.ts';
import { mount, recordEvents } from '../../testing/mount.ts';
import { callErrorMessage } from '../../words/errors.ts';
import { SCHEDULED } from './scenes.ts';
import type { ScheduledCallSheet } from './scheduled-call-sheet.ts';
import './scheduled-call-sheet.ts';

const ORIGIN = 'https://parley.example';
const DAY_MS = 24 * 60 * 60_000;

afterEach(async () => {
  vi.restoreAllMocks();
  await page.viewport(1280, 800);
});

function callWith(plan: Partial<KnownPlan> = {}, isHost = true) {
  return { ...knownCall({ isHost }), plan: knownPlan(plan) };
}

function mountPage(
  properties: Partial<ScheduledCallSheet> = {},
  now = STARTS_AT - DAY_MS,
): Promise<ScheduledCallSheet> {
  return mount('parley-scheduled-call-sheet', { call: callWith(), origin: ORIGIN, ...properties }, () => now);
}

const manage = () => page.getByText('Manage', { exact: true }).click();
const openCalendars = () => page.getByText('Add to calendar', { exact: true }).click();

/** What each of the buttons copies. */
async function copied(...labels: string[]): Promise<string[]> {
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  for (const name of labels) await page.getByRole('button', { name, exact: true }).click();
  return write.mock.calls.map(([text]) => text);
}

test('The host gets the guest’s link, an invitation to send, and the host’s link, which is not shown', async () => {
  const call = callWith();
  await mountPage({ call });
  await expect.element(page.getByText(JOIN_URL)).toBeVisible();
  await manage();
  const [guestLink, invitation, link] = await copied('Copy link', 'Copy invitation', 'Copy host link');
  expect(guestLink).toBe(formatJoinUrl(ORIGIN, CALL_ID));
  expect(invitation?.split('\n')).toEqual([
    expect.stringMatching(/^Let us talk by video, “Lesson 4”: .*2026, .*, Berlin time \(GMT\+1\)\.$/),
    JOIN_URL,
  ]);
  if (call.plan.hostKey === null) throw new Error('The host has a key');
  expect(link).toBe(formatHostUrl(ORIGIN, CALL_ID, call.plan.hostKey));
  expect(document.body.textContent).not.toContain(call.plan.hostKey);
});

test('The guest gets the own link, and nothing that only the host may', async () => {
  await mountPage({ call: callWith({ hostKey: null }, false) });
  await manage();
  expect(await copied('Copy link')).toEqual([JOIN_URL]);
  for (const name of ['Copy host link', 'Change it', 'Cancel it', 'Copy invitation']) {
    expect(page.getByRole('button', { name }).elements()).toEqual([]);
  }
  const events = recordEvents('forget-requested');
  await page.getByRole('button', { name: 'Remove from the list' }).click();
  expect(events.map(({ id }) => id)).toEqual([CALL_ID]);
});

test.each([
  ['before it opens', -DAY_MS, 'Copy invitation'],
  ['once it is open', 0, 'Open the call'],
])('The page has one job %s, which is its first button', async (_, sinceStartMs, name) => {
  await mountPage({}, STARTS_AT + sinceStartMs);
  const primary = [
    page.getByRole('button', { name: 'Copy invitation' }),
    page.getByRole('link', { name: 'Open the call' }),
  ]
    .map((way) => way.element())
    .filter((element) => element.classList.contains('primary'));
  expect(primary.map((element) => element.textContent)).toEqual([expect.stringContaining(name)]);
  for (const folded of ['Change it', 'Copy host link'])
    await expect.element(page.getByRole('button', { name: folded, includeHidden: true })).not.toBeVisible();
});

test('The invitation can be sent by mail, and through another application where there are some', async () => {
  const shared: ShareData[] = [];
  Object.assign(navigator, { share: async (data: ShareData) => void shared.push(data) });
  onTestFinished(() => void Reflect.deleteProperty(navigator, 'share'));
  await mountPage();
  const { href } = page.getByRole('link', { name: 'Mail' }).element() as HTMLAnchorElement;
  const mail = new URL(href).searchParams;
  expect([mail.get('subject'), mail.get('body')?.split('\r\n').at(-1)]).toEqual(['Lesson 4', JOIN_URL]);
  await page.getByRole('button', { name: 'Send invitation' }).click();
  expect(shared).toEqual([{ title: 'Lesson 4', text: expect.stringContaining(JOIN_URL) }]);
});

test('Calendars get the guest’s link and never the host’s', async () => {
  await mountPage();
  await openCalendars();
  const links = page.getByRole('link');
  await expect.element(links.filter({ hasText: 'Calendar file' })).toBeVisible();
  const hrefs = links.elements().map((link) => (link as HTMLAnchorElement).href);
  const outside = hrefs.filter((href) => href.startsWith('https://'));
  expect(outside.map((href) => new URL(href).host)).toEqual([
    'calendar.google.com',
    'outlook.live.com',
    'outlook.office.com',
  ]);
  for (const href of outside) {
    expect(href).toContain(encodeURIComponent(JOIN_URL));
    expect(href).not.toContain(encodeURIComponent(`${JOIN_URL}.`));
  }
  const file = await (await fetch(hrefs.find((href) => href.startsWith('blob:')) ?? '')).text();
  expect(file).toContain('METHOD:PUBLISH\r\n');
  expect(file).toContain('SEQUENCE:0\r\n');
});

test('The host may change it, and cancel it after being asked', async () => {
  await mountPage();
  await manage();
  const changes = recordEvents('reschedule-requested');
  const cancels = recordEvents('cancel-requested');
  await page.getByRole('button', { name: 'Change it' }).click();
  expect(changes).toHaveLength(1);
  await page.getByRole('button', { name: 'Cancel it' }).click();
  await page.getByRole('button', { name: 'Keep the call' }).click();
  expect(cancels).toHaveLength(0);
  await page.getByRole('button', { name: 'Cancel it' }).click();
  await page.getByRole('button', { name: 'Cancel the call' }).click();
  expect(cancels).toHaveLength(1);
});

test('While it is being called off, it is not asked again', async () => {
  await mountPage({ isBusy: true });
  await manage();
  (page.getByRole('button', { name: 'Cancelling…' }).element() as HTMLElement).click();
  expect(page.getByRole('dialog').elements()).toEqual([]);
});

test('A failure is explained', async () => {
  await mountPage({ error: 'not-host' });
  await expect.element(page.getByText(callErrorMessage('not-host').help)).toBeVisible();
});

test('A call that was called off leads nowhere, and its calendar file takes the entry out', async () => {
  await mountPage({ call: callWith({ isCancelled: true, revision: 2 }) });
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('This call was called off');
  expect(page.getByRole('link', { name: 'Open the call' }).elements()).toEqual([]);
  const link = page.getByRole('link', { name: 'Calendar file that removes it' });
  await expect.element(link).toBeVisible();
  const file = await (await fetch((link.element() as HTMLAnchorElement).href)).text();
  expect(file).toContain('METHOD:CANCEL\r\n');
  expect(file).toContain('SEQUENCE:3\r\n');
});

test('A call that is over can be taken out of the list', async () => {
  await mountPage({}, STARTS_AT + DAY_MS);
  await expect.element(page.getByRole('heading', { level: 1 })).toHaveTextContent('This call is over');
  const events = recordEvents('forget-requested');
  await page.getByRole('button', { name: 'Remove from the list' }).click();
  expect(events).toHaveLength(1);
});

const STATES: Readonly<Record<string, Partial<ScheduledCallSheet>>> = {
  'of a call that is new': SCHEDULED['a scheduled call'],
  'of a call to come, for its guest': SCHEDULED['a scheduled call of somebody else'],
  'with a failure': { call: SCHEDULED['a scheduled call'].call, error: 'signaling-unreachable' },
  'of a call that was called off': SCHEDULED['a scheduled call that was called off'],
  'of a call that is over': SCHEDULED['a scheduled call that is over'],
  'of a call with a long title': SCHEDULED['a scheduled call with a long title'],
};

for (const [name, properties] of Object.entries(STATES)) {
  test.each(SCHEMES)(`Everybody can use the page ${name}, in the %s scheme`, async (scheme) => {
    await mountPage(properties, NOW);
    await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await findViolations(scheme)).toEqual([]);
  });

  test(`The page ${name} fits a screen of 320 pixels`, async () => {
    await page.viewport(320, 568);
    await mountPage(properties, NOW);
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  });
}

test.each(SCHEMES)('Everybody can use the QR codes and the question, in the %s scheme', async (scheme) => {
  await mountPage();
  await openCalendars();
  await manage();
  for (const button of page.getByRole('button', { name: /^QR code/ }).all()) await button.click();
  await page.getByRole('button', { name: 'Cancel it' }).click();
  expect(await findViolations(scheme)).toEqual([]);
});
