/** The pages that are no call, and what lies over all of them. */
import { LISTS } from '../../features/home/scenes.ts';
import type { PeopleDesk } from '../../features/people/people-desk.ts';
import { DESKS, deskWithoutName } from '../../features/people/scenes.ts';
import { SCHEDULED, type ScheduledScene } from '../../features/schedule/scenes.ts';
import { keepHasName } from '../../memory/people-choices.ts';
import { CallPreferences } from '../../memory/preference.ts';
import { emptyMemory, knownCalls } from '../../memory/scenes.ts';
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
  return Object.assign(page('parley-home-page', LISTS.calls()), { memory, people: desk });
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

function scheduledPage({ call, isNew = false }: ScheduledScene): HTMLElement {
  const known = knownCalls([call], () => NOW);
  const { connect } = new ServiceScene();
  return element('parley-scheduled-call-page', { callId: CALL_ID, isNew, connect, known });
}

export const PAGE_SCENES: readonly GalleryScene[] = [
  { group: 'Home', name: 'home for the first time', create: () => page('parley-home-page') },
  { group: 'Home', name: 'home with calls', create: () => page('parley-home-page', LISTS.calls()) },
  {
    ...{ group: 'Home', name: 'home with every call of this browser' },
    create: () => page('parley-home-page', LISTS.calls()),
    arrange: press('.all summary'),
  },
  {
    ...{ group: 'Home', name: 'home with many calls' },
    create: () => page('parley-home-page', LISTS.many()),
    arrange: press('.all summary'),
  },
  {
    ...{ group: 'Home', name: 'home with the options' },
    create: () => page('parley-home-page'),
    arrange: press('parley-start-options', 'summary'),
  },
  {
    ...{ group: 'Home', name: 'home with a room that is to stay' },
    create: () => page('parley-home-page', LISTS.room()),
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
  ...Object.entries(SCHEDULED).map(([name, scheduled]) => ({
    ...{ group: 'Schedule', name },
    create: () => scheduledPage(scheduled),
  })),
  {
    ...{ group: 'Schedule', name: 'a scheduled call, unfolded' },
    create: () => scheduledPage({ ...SCHEDULED['a scheduled call'], isNew: false }),
    arrange: (page) => {
      const sheet = find(page, 'parley-scheduled-call-sheet');
      for (const details of sheet?.shadowRoot?.querySelectorAll('details') ?? []) details.open = true;
    },
  },
  { group: 'Elsewhere', name: 'an address that is nowhere', create: () => element('parley-lost-page') },
  {
    group: 'Elsewhere',
    name: 'a link that is damaged',
    create: () => element('parley-lost-page', { problem: 'too-short' }),
  },
];
