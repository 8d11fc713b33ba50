import { instantToZonedTime } from '@parley/invitation';
import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../ui/global.css';
import { knownPlan } from '../../memory/scenes.ts';
import { findViolations, SCHEMES } from '../../testing/accessibility.ts';
import { focusedElement } from '../../testing/focus.ts';
import { mount, recordEvents } from '../../testing/mount.ts';
import { ODD_ZONES } from '../../testing/odd-zones.ts';
import { liveIn } from '../../testing/time-zones.ts';
import { callErrorMessage } from '../../words/errors.ts';
import { scheduleProblem } from '../../words/schedule.ts';
import type { ScheduleSheet } from './schedule-sheet.ts';
import './schedule-sheet.ts';

/** Monday, 2 March 2026, 12:05 UTC. */
const NOW = Date.UTC(2026, 2, 2, 12, 5);
const HOUR_MS = 60 * 60_000;

afterEach(() => page.viewport(1280, 800));

function mountPage(properties: Partial<ScheduleSheet> = {}): Promise<ScheduleSheet> {
  return mount('parley-schedule-sheet', { emptyTimeoutSeconds: 600, ...properties }, () => NOW);
}

const submit = () => page.getByRole('button', { name: 'Schedule the call' }).click();
const zone = () => page.getByRole('combobox', { name: 'Time zone' });

/** Writes a zone and goes on. */
async function chooseZone(name: string): Promise<void> {
  await zone().fill(name);
  await userEvent.tab();
}

test.each([
  ['UTC', 13, 0],
  ['Asia/Kolkata', 12, 30],
  ['Asia/Kathmandu', 12, 15],
  ['America/St_Johns', 12, 30],
  ['Australia/Lord_Howe', 13, 0],
  ['Pacific/Apia', 13, 0],
  ['Pacific/Chatham', 12, 15],
])(
  'As it is, it asks for a call tomorrow at the next full hour, where people live in %s',
  async (timeZone, hours, minutes) => {
    await liveIn(timeZone);
    await mountPage();
    const events = recordEvents('plan-submitted');
    await submit();
    const startsAt = Date.UTC(2026, 2, 3, hours, minutes);
    expect(events.map(({ plan, emptyTimeoutSeconds }) => ({ ...plan, emptyTimeoutSeconds }))).toEqual([
      {
        title: '',
        timeZone,
        opensAt: startsAt - HOUR_MS / 6,
        startsAt,
        endsAt: startsAt + HOUR_MS / 2,
        admission: 'anyone',
        emptyTimeoutSeconds: 600,
      },
    ]);
  },
);

test('What is filled in becomes the plan', async () => {
  await mountPage();
  const events = recordEvents('plan-submitted');
  await page.getByLabelText(/^Title/).fill('Lesson 4');
  await page.getByLabelText('Date').fill('2026-07-01');
  await page.getByLabelText('Starts at').fill('09:30');
  await page.getByLabelText('Length').selectOptions('90 minutes');
  await chooseZone('America/New York');
  await page.getByText('Who may come in, and when').click();
  await page.getByRole('radio', { name: 'The guest only after you' }).click();
  await page.getByLabelText('The call opens').selectOptions('At the start');
  await page.getByLabelText(/keep the call open for/).selectOptions('1 hour');
  await submit();
  const startsAt = Date.UTC(2026, 6, 1, 13, 30);
  expect(events.map(({ plan, emptyTimeoutSeconds }) => ({ ...plan, emptyTimeoutSeconds }))).toEqual([
    {
      title: 'Lesson 4',
      timeZone: 'America/New_York',
      opensAt: startsAt,
      startsAt,
      endsAt: startsAt + 1.5 * HOUR_MS,
      admission: 'after-host',
      emptyTimeoutSeconds: 3_600,
    },
  ]);
});

test.each(ODD_ZONES)('The time is said in the zone of the call and in the person’s own, %s', async (own) => {
  await liveIn(own);
  await mountPage();
  await page.getByLabelText('Date').fill('2026-07-01');
  await page.getByLabelText('Starts at').fill('09:30');
  await chooseZone('Asia/Tokyo');
  const summary = page.getByRole('status').filter({ hasText: 'For you that is' });
  await expect.element(summary).toBeVisible();
  expect(summary.element().textContent).toMatch(/1 July 2026|July 1, 2026/);
  const { time } = instantToZonedTime(Date.parse('2026-07-01T09:30+09:00'), own);
  expect(summary.element().textContent).toContain(`:${time.slice(3)}`);
});

test.each([
  ['date', 'Date', '', scheduleProblem('date-missing')],
  ['time', 'Starts at', '', scheduleProblem('time-missing')],
  ['past', 'Date', '2026-03-01', scheduleProblem('in-the-past')],
  ['future', 'Date', '2028-01-01', scheduleProblem('too-far-ahead')],
])('What is wrong is said at the field, which gets the focus (%s)', async (_, label, value, sentence) => {
  await mountPage();
  const events = recordEvents('plan-submitted');
  await page.getByLabelText(/^Title/).fill('Lesson 4');
  const field = page.getByLabelText(label);
  await field.fill(value);
  await submit();
  await expect.element(page.getByText(sentence)).toBeVisible();
  await expect.element(field).toHaveAttribute('aria-invalid', 'true');
  await expect.poll(focusedElement).toBe(field.element());
  expect(events).toEqual([]);
  await expect.element(page.getByLabelText(/^Title/)).toHaveValue('Lesson 4');
});

test('A zone that is none is said at its field, which gets the focus', async () => {
  await mountPage();
  await chooseZone('Atlantis');
  await expect.element(page.getByText(scheduleProblem('time-zone-unknown'))).toBeVisible();
  await submit();
  await expect.poll(focusedElement).toBe(zone().element());
});

test('A time that the clocks skip is said, with the one that comes in its place', async () => {
  await mountPage();
  await chooseZone('Europe/Berlin');
  await page.getByLabelText('Date').fill('2026-03-29');
  await page.getByLabelText('Starts at').fill('02:30');
  await submit();
  await expect.element(page.getByText(/put forward over this time.*(03:30|3:30\sAM)/)).toBeVisible();
});

test('Of a time that comes twice one is chosen', async () => {
  await mountPage();
  const events = recordEvents('plan-submitted');
  await chooseZone('Europe/Berlin');
  await page.getByLabelText('Date').fill('2026-10-25');
  await page.getByLabelText('Starts at').fill('02:30');
  await expect.element(page.getByText(/02:30 comes twice/)).toBeVisible();
  await submit();
  await page.getByRole('radio', { name: 'The second' }).click();
  await submit();
  expect(events.map(({ plan }) => plan.startsAt)).toEqual([
    Date.UTC(2026, 9, 25, 0, 30),
    Date.UTC(2026, 9, 25, 1, 30),
  ]);
});

test('A call that is changed begins with what it is, and keeps its empty timeout', async () => {
  await mountPage({ plan: knownPlan({ timeZone: 'Europe/Berlin', title: 'Lesson 4' }) });
  const events = recordEvents('plan-submitted');
  await expect.element(page.getByRole('heading', { name: 'Change the call' })).toBeVisible();
  await expect.element(page.getByLabelText('Starts at')).toHaveValue('15:00');
  await page.getByText('Who may come in, and when').click();
  expect(page.getByLabelText(/keep the call open for/).elements()).toEqual([]);
  await page.getByLabelText('Starts at').fill('16:00');
  await page.getByRole('button', { name: 'Save changes' }).click();
  const { startsAt } = knownPlan();
  expect(events.map(({ plan }) => [plan.title, plan.startsAt])).toEqual([['Lesson 4', startsAt + HOUR_MS]]);
});

test('While it is being arranged, a second press asks for nothing', async () => {
  await mountPage({ isBusy: true });
  const events = recordEvents('plan-submitted');
  (page.getByRole('button', { name: 'Scheduling…' }).element() as HTMLElement).click();
  expect(events).toEqual([]);
});

test('A failure is explained, and everything that was filled in stays', async () => {
  const element = await mountPage();
  await page.getByLabelText(/^Title/).fill('Lesson 4');
  element.error = 'too-many-calls';
  await expect.element(page.getByText(callErrorMessage('too-many-calls').title)).toBeVisible();
  await expect.element(page.getByLabelText(/^Title/)).toHaveValue('Lesson 4');
});

test('There is a way back', async () => {
  await mountPage();
  const events = recordEvents('home-requested');
  await page.getByRole('button', { name: 'Back to start' }).click();
  expect(events).toHaveLength(1);
});

const STATES: Readonly<Record<string, () => Promise<unknown>>> = {
  'as it is': async () => {},
  'with everything open': async () => {
    await chooseZone('Europe/Berlin');
    await page.getByLabelText('Date').fill('2026-10-25');
    await page.getByLabelText('Starts at').fill('02:30');
    await page.getByText('Who may come in, and when').click();
  },
  'with problems': async () => {
    await page.getByLabelText('Date').fill('');
    await page.getByLabelText('Starts at').fill('');
    await chooseZone('Atlantis');
    await submit();
  },
  'with the list of zones': () => zone().fill('am'),
  'with a zone that is not found': () => zone().fill('Atlantis'),
};

for (const [name, act] of Object.entries(STATES)) {
  test.each(SCHEMES)(`Everybody can use it, ${name}, in the %s scheme`, async (scheme) => {
    await mountPage({ error: 'signaling-unreachable' });
    await act();
    expect(await findViolations(scheme)).toEqual([]);
  });

  test(`It fits a screen of 320 pixels, ${name}`, async () => {
    await page.viewport(320, 568);
    await mountPage();
    await act();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
  });
}
