/** The pages that are no call, and what lies over all of them. */
import type { PeopleDesk } from '../../features/people/people-desk.ts';
import { DESKS, deskWithoutName } from '../../features/people/scenes.ts';
import type { KnownPlan } from '../../memory/known-calls.ts';
import { keepHasName } from '../../memory/people-choices.ts';
import { CallPreferences } from '../../memory/preference.ts';
import { anyCall, emptyMemory, knownCall, knownCalls, knownPlan } from '../../memory/scenes.ts';
import { ServiceScene } from '../service-scene.ts';
import '../../app/lost-page.ts';
import '../../features/home/home-page.ts';
import '../../features/home/room-field.ts';
import '../../features/people/people-panel.ts';
import '../../features/people/ring-sheet.ts';
import '../../features/schedule/schedule-page.ts';
import '../../features/schedule/scheduled-call-page.ts';
import { CALL_ID, NOW } from '../call-scenes.ts';
import { element, find, type GalleryScene, press } from './gallery-scene.ts';

const HOUR_MS = 3_600_000;

/** A ring would sound on every page that shows one. */
function quiet(): CallPreferences {
  const preferences = new CallPreferences(emptyMemory());
  preferences.sounds.set(false);
  return preferences;
}

function page(
  tag: 'parley-home-page' | 'parley-schedule-page',
  calls: Parameters<typeof knownCalls>[0] = [],
) {
  const { connect } = new ServiceScene();
  return element(tag, { connect, known: knownCalls(calls, () => NOW), memory: emptyMemory() });
}

/** Of somebody who has a name. */
function namedHome(desk: PeopleDesk): HTMLElement {
  const memory = emptyMemory();
  keepHasName(memory, true);
  return Object.assign(page('parley-home-page', calls()), { memory, people: desk });
}

/** In the field for links, IDs and words. */
function typeWords(home: HTMLElement): void {
  const form = find(home, 'parley-join-form');
  const input = form && (find(form, 'input') as HTMLInputElement | undefined);
  if (input === undefined) return;
  input.value = 'kinship unlocking magnifyer snooze';
  input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  input.form?.requestSubmit();
}

function scheduledPage(plan: Partial<KnownPlan>, { isHost = true, isNew = false } = {}): HTMLElement {
  const known = knownCalls(
    [knownCall({ isHost, usedAt: NOW - HOUR_MS, plan: { ...SOON, ...plan } })],
    () => NOW,
  );
  const { connect } = new ServiceScene();
  return element('parley-scheduled-call-page', { callId: CALL_ID, isNew, connect, known });
}

const SOON = knownPlan({ title: 'Contract, second reading', startsAt: NOW + HOUR_MS });
const calls = () => [
  knownCall({ plan: SOON, usedAt: NOW - HOUR_MS }),
  anyCall({ plan: null, usedAt: NOW - 2 * HOUR_MS } as never),
];

export const PAGE_SCENES: readonly GalleryScene[] = [
  { group: 'Home', name: 'home for the first time', create: () => page('parley-home-page') },
  { group: 'Home', name: 'home with calls', create: () => page('parley-home-page', calls()) },
  {
    ...{ group: 'Home', name: 'home with every call of this browser' },
    create: () => page('parley-home-page', calls()),
    arrange: press('.all summary'),
  },
  {
    ...{ group: 'Home', name: 'home with the options' },
    create: () => page('parley-home-page'),
    arrange: press('parley-start-options', 'summary'),
  },
  {
    ...{ group: 'Home', name: 'home with a room that is to stay' },
    create: () =>
      page('parley-home-page', [
        anyCall({ plan: null, usedAt: NOW - 2 * HOUR_MS, room: 'Mondays with Ada' }),
      ]),
    arrange: (home) => {
      press('parley-start-options', 'summary')(home);
      find(home, 'parley-start-options', 'parley-room-field')?.shadowRoot?.querySelector('input')?.click();
    },
  },
  {
    ...{ group: 'Home', name: 'home of somebody with a name' },
    create: () => namedHome(DESKS['somebody rings']?.() as PeopleDesk),
  },
  {
    ...{ group: 'Home', name: 'home with words that were misheard' },
    create: () => Object.assign(page('parley-home-page'), { isJoining: true }),
    arrange: typeWords,
  },
  ...Object.entries(DESKS).map(([name, desk]) => ({
    ...{ group: 'People', name },
    create: () => element('parley-ring-sheet', { desk: desk(), preferences: quiet() }),
  })),
  {
    ...{ group: 'People', name: 'a name, and people' },
    create: () => element('parley-people-panel', { desk: DESKS['somebody rings']?.() as never }),
    arrange: press('summary'),
  },
  {
    ...{ group: 'People', name: 'a name that was given up elsewhere' },
    create: () => element('parley-people-panel', { desk: deskWithoutName() }),
    arrange: press('summary'),
  },
  { group: 'Schedule', name: 'scheduling', create: () => page('parley-schedule-page') },
  {
    ...{ group: 'Schedule', name: 'a scheduled call' },
    create: () => scheduledPage({}, { isNew: true }),
  },
  {
    ...{ group: 'Schedule', name: 'a scheduled call, unfolded' },
    create: () => scheduledPage({}),
    arrange: (page) => {
      const sheet = find(page, 'parley-scheduled-call-sheet');
      for (const details of sheet?.shadowRoot?.querySelectorAll('details') ?? []) details.open = true;
    },
  },
  {
    ...{ group: 'Schedule', name: 'a scheduled call of somebody else' },
    create: () => scheduledPage({}, { isHost: false }),
  },
  {
    ...{ group: 'Schedule', name: 'a scheduled call that was called off' },
    create: () => scheduledPage({ isCancelled: true }),
  },
  { group: 'Elsewhere', name: 'an address that is nowhere', create: () => element('parley-lost-page') },
  {
    group: 'Elsewhere',
    name: 'a link that is damaged',
    create: () => element('parley-lost-page', { problem: 'too-short' }),
  },
];
