/** Every element in every state, for whoever works on them: what the gallery shows, and the screenshots are of. */
import type { LitElement } from 'lit';
import { SCENES as OVER } from '../../features/call-over/scenes.ts';
import { CHATS } from '../../features/chat/scenes.ts';
import { INTERRUPTED, PREVIEWED, STOPPED, TRANSFERS } from '../../features/files/scenes.ts';
import { SCENES as IN_CALL } from '../../features/in-call/scenes.ts';
import { SCENES as LOBBY } from '../../features/lobby/scenes.ts';
import { DESKS } from '../../features/people/scenes.ts';
import { QUALITIES } from '../../features/quality/scenes.ts';
import { SAFETIES } from '../../features/safety/scenes.ts';
import { CallPreferences } from '../../memory/preference.ts';
import { anyCall, emptyMemory, knownCall, knownCalls, knownPlan } from '../../memory/scenes.ts';
import type { TalkSummary } from '../../memory/talk-quality.ts';
import type { GlyphState } from '../../ui/glyph.ts';
import { otherGuestMessage } from '../../words/in-call.ts';
import {
  ADA,
  ARRANGED_TIME,
  CALL_ID,
  connected,
  JOIN_URL,
  MEDIA_NONE,
  MEDIA_ON,
  NOW,
  waiting,
} from '../call-scenes.ts';
import { type CallScene, FakeCall } from '../fake-call.ts';
import { ServiceScene } from '../service-scene.ts';
import { ADA_DRAWN, drawPerson, drawScreen, SELF_DRAWN } from './drawn-person.ts';
import '../../app/lost-page.ts';
import '../../features/attention/notification-switch.ts';
import '../../features/attention/stage-notices.ts';
import '../../features/call/call-page.ts';
import '../../features/home/home-page.ts';
import '../../features/people/people-panel.ts';
import '../../features/people/ring-sheet.ts';
import '../../features/quality/quality-badge.ts';
import '../../features/schedule/schedule-page.ts';
import '../../features/schedule/scheduled-call-page.ts';
import '../../features/sharing/qr-code.ts';
import '../../features/shortcuts/shortcut-sheet.ts';
import '../../ui/confirm-dialog.ts';
import '../../ui/glyph.ts';
import '../../ui/notice.ts';

export interface GalleryScene {
  readonly group: string;
  readonly name: string;
  /** Made anew each time. */
  readonly create: () => HTMLElement;
  /** Once it stands: what a person would do to see it so. */
  readonly arrange?: (element: HTMLElement) => void;
}

const HOUR_MS = 3_600_000;

type Tags = HTMLElementTagNameMap;
type LitTag = { [K in keyof Tags]: Tags[K] extends LitElement ? K : never }[keyof Tags];

function element<K extends LitTag>(tag: K, properties: Partial<Tags[K]> = {}): Tags[K] {
  return Object.assign(document.createElement(tag), properties);
}

/** A ring would sound on every page that shows one. */
function quiet(): CallPreferences {
  const preferences = new CallPreferences(emptyMemory());
  preferences.sounds.set(false);
  return preferences;
}

/** On the stage, which is dark in both schemes. */
function onStage(child: HTMLElement): HTMLElement {
  const stage = document.createElement('div');
  stage.style.cssText =
    'color-scheme: dark; min-block-size: 100dvb; padding: 1rem; background: var(--color-stage)';
  stage.append(child);
  return stage;
}

function callPage(scene: CallScene, talk: TalkSummary = {}): HTMLElement {
  const stream = drawPerson(SELF_DRAWN, 640, 480);
  const media = { ...MEDIA_ON, stream };
  const call = new FakeCall({
    media,
    picture: drawPerson(ADA_DRAWN),
    name: 'Grace',
    now: () => NOW,
    ...scene,
  });
  return element('parley-call-page', { call, talk, preferences: new CallPreferences(emptyMemory()) });
}

function page(
  tag: 'parley-home-page' | 'parley-schedule-page',
  calls: Parameters<typeof knownCalls>[0] = [],
) {
  const { connect } = new ServiceScene();
  return element(tag, { connect, known: knownCalls(calls, () => NOW), memory: emptyMemory() });
}

const SOON = knownPlan({ title: 'Contract, second reading', startsAt: NOW + HOUR_MS });
const calls = () => [
  knownCall({ plan: SOON, usedAt: NOW - HOUR_MS }),
  anyCall({ plan: null, usedAt: NOW - 2 * HOUR_MS } as never),
];

function states(group: string, scenes: Readonly<Record<string, CallScene['state']>>): GalleryScene[] {
  return Object.entries(scenes).map(([name, state]) => ({
    ...{
      group,
      name,
      create: () => {
        const availability = state !== undefined && 'peer' in state ? 'open' : 'nobody';
        const quality = QUALITIES['a good link'];
        return callPage({ ...(state && { state }), quality, chat: { availability } } as CallScene);
      },
    },
  }));
}

/** What is found by going from one shadow root into the next. */
function find(root: HTMLElement, ...selectors: readonly string[]): HTMLElement | undefined {
  return selectors.reduce<HTMLElement | undefined>(
    (found, selector) => found?.shadowRoot?.querySelector<HTMLElement>(selector) ?? undefined,
    root,
  );
}

const press =
  (...selectors: readonly string[]) =>
  (root: HTMLElement) =>
    find(root, ...selectors)?.click();

const IN_BAR = ['parley-in-call', 'parley-control-bar'] as const;
const inCall = () =>
  callPage({
    ...{ state: connected(), quality: QUALITIES['a good link'], chat: { availability: 'open' } },
  } as CallScene);

/** What opens over a page when something is pressed. */
const MENUS: readonly GalleryScene[] = [
  {
    ...{ group: 'Menus', name: 'what is done seldom', create: inCall },
    arrange: press(...IN_BAR, 'parley-bar-menu', 'button'),
  },
  {
    ...{ group: 'Menus', name: 'ways to leave', create: inCall },
    arrange: press(...IN_BAR, '.leaving parley-bar-menu', 'button'),
  },
  {
    ...{ group: 'Menus', name: 'microphone and speaker in the call', create: inCall },
    arrange: press(...IN_BAR, 'parley-device-menu', 'button'),
  },
  {
    ...{ group: 'Menus', name: 'a camera in the lobby' },
    create: () => callPage({ state: waiting({ hasEntered: false }) }),
    arrange: press('parley-lobby', '.chips > :nth-child(2)', 'button'),
  },
];

const VISITORS = [
  { uid: 'grace', name: 'Grace Hopper', since: NOW - 200_000, isAskedToWait: true },
  { uid: 'nameless', name: '', since: NOW - 10_000, isAskedToWait: false },
];

const atDoor = (visitors: CallScene['visitors'] = []) =>
  callPage({ state: connected({ role: 'host' }), chat: { availability: 'open' }, visitors });
const READ_OUT = {
  status: 'read-out',
  isTaken: false,
  lapseAt: NOW + 900_000,
  words: ['kinship', 'unlocking', 'magnifier', 'snooze'],
} as const;

const GLYPHS: readonly GlyphState[] = [
  'alone',
  'connecting',
  'connected',
  'unstable',
  'reconnecting',
  'over',
];

export const GALLERY: readonly GalleryScene[] = [
  { group: 'Home', name: 'home for the first time', create: () => page('parley-home-page') },
  { group: 'Home', name: 'home with calls', create: () => page('parley-home-page', calls()) },
  ...Object.entries(DESKS).map(([name, desk]) => ({
    ...{ group: 'People', name },
    create: () => element('parley-ring-sheet', { desk: desk(), preferences: quiet() }),
  })),
  {
    ...{ group: 'People', name: 'a name, and people' },
    create: () => element('parley-people-panel', { desk: DESKS['somebody rings']?.() as never }),
    arrange: press('summary'),
  },
  ...states('Lobby', LOBBY),
  {
    ...{ group: 'Lobby', name: 'the lobby without devices' },
    create: () => callPage({ state: waiting({ hasEntered: false }), media: MEDIA_NONE }),
  },
  {
    ...{ group: 'Lobby', name: 'the lobby of a scheduled call' },
    create: () =>
      callPage({ state: { phase: 'early', hasEntered: false, because: 'not-open' }, time: ARRANGED_TIME }),
  },
  ...states('Call', IN_CALL),
  {
    ...{ group: 'Call', name: 'the call with people at the door' },
    create: () => callPage({ state: waiting(), visitors: VISITORS }),
  },
  {
    ...{ group: 'Call', name: 'the call with words that are read out' },
    create: () => callPage({ state: waiting({ role: 'host' }), words: READ_OUT }),
    arrange: press('parley-in-call', 'parley-waiting-sheet', 'parley-send-link', '.way:last-child'),
  },
  {
    ...{ group: 'Call', name: 'the call with both, and people at the door' },
    create: () => atDoor(VISITORS.slice(1)),
  },
  {
    ...{ group: 'Call', name: 'the call with both, and somebody who was asked for a moment' },
    create: () => atDoor(VISITORS.slice(0, 1)),
  },
  {
    ...{ group: 'Call', name: 'the call with a shared screen' },
    create: () =>
      callPage({
        ...{ state: connected({ peer: { ...ADA, isScreenShared: true } }), theirScreen: drawScreen() },
        chat: { availability: 'open' },
      }),
  },
  {
    ...{ group: 'Call', name: 'the call with a screen of one’s own' },
    create: () =>
      callPage({
        ...{ state: connected(), quality: QUALITIES['a good link'] },
        screen: { status: 'on', hasSound: true, content: 'detail', stream: drawScreen() },
      } as CallScene),
  },
  {
    ...{ group: 'Call', name: 'the call with sound only' },
    create: () =>
      callPage({
        ...{ state: connected(), dataUse: 'audio-only', quality: QUALITIES['a good link'] },
        media: { ...MEDIA_ON, camera: { status: 'off' } },
      } as CallScene),
  },
  {
    ...{ group: 'Call', name: 'the call with a weak connection' },
    create: () =>
      callPage({
        state: connected({ peer: { ...ADA, wantedPicture: 'none' } }),
        quality: QUALITIES['a poor link'],
      } as CallScene),
  },
  {
    ...{ group: 'Call', name: 'the call that is about to end' },
    create: () =>
      callPage({ state: connected(), time: { ...ARRANGED_TIME, isHost: true, endsAt: NOW + 100_000 } }),
  },
  ...MENUS,
  {
    ...{ group: 'Call', name: 'the call with unread messages' },
    create: () => callPage({ state: connected(), chat: { availability: 'open', unreadCount: 3 } }),
  },
  ...Object.entries(CHATS).map(
    ([name, chat]): GalleryScene => ({
      ...{ group: 'Chat', name },
      create: () => callPage({ state: connected(), quality: QUALITIES['a good link'], chat } as CallScene),
      arrange: (page) => page.shadowRoot?.querySelector('parley-in-call')?.toggleChat(),
    }),
  ),
  ...Object.entries({
    'files on their way': TRANSFERS,
    'files that are stopped': STOPPED,
    'files that a reload has interrupted': INTERRUPTED,
    'a picture that is offered': PREVIEWED,
  }).map(
    ([name, transfers]): GalleryScene => ({
      ...{ group: 'Chat', name },
      create: () =>
        callPage({ state: connected(), chat: { availability: 'open' }, files: { isOpen: true, transfers } }),
      arrange: (page) => page.shadowRoot?.querySelector('parley-in-call')?.toggleChat(),
    }),
  ),
  ...states('After', OVER),
  {
    ...{ group: 'After', name: 'a talk of two' },
    create: () =>
      callPage(
        { state: { phase: 'ended', reason: 'left' }, emptyTimeoutSeconds: 600 },
        { peerName: 'Ada', talkedMs: 23 * 60_000, howItWent: { weak: 'never', side: undefined } },
      ),
  },
  {
    ...{ group: 'After', name: 'a file that was not saved' },
    create: () =>
      callPage({
        state: { phase: 'ended', reason: 'host-ended' },
        files: { transfers: TRANSFERS.filter(({ file }) => file !== undefined) },
      }),
  },
  { group: 'Schedule', name: 'scheduling', create: () => page('parley-schedule-page') },
  {
    ...{ group: 'Schedule', name: 'a scheduled call' },
    create: () =>
      element('parley-scheduled-call-page', {
        ...{
          callId: CALL_ID,
          isNew: true,
          connect: new ServiceScene().connect,
          known: knownCalls(calls(), () => NOW),
        },
      }),
  },
  { group: 'Elsewhere', name: 'an address that is nowhere', create: () => element('parley-lost-page') },
  {
    group: 'Elsewhere',
    name: 'a link that is damaged',
    create: () => element('parley-lost-page', { problem: 'too-short' }),
  },
  ...Object.entries(QUALITIES).map(
    ([name, quality]): GalleryScene => ({
      ...{ group: 'Connection', name },
      create: () => onStage(element('parley-quality-badge', { quality, name: 'Ada' })),
      arrange: (stage) =>
        stage.querySelector('parley-quality-badge')?.renderRoot.querySelector('button')?.click(),
    }),
  ),
  ...Object.entries(SAFETIES).map(
    ([name, safety]): GalleryScene => ({
      ...{ group: 'Connection', name },
      create: () => onStage(element('parley-quality-badge', { safety, name: 'Ada' })),
      arrange: async (stage) => {
        const badge = stage.querySelector('parley-quality-badge');
        badge?.renderRoot.querySelector('button')?.click();
        await badge?.updateComplete;
        const words = badge?.renderRoot.querySelector('parley-safety-words');
        await words?.updateComplete;
        words?.renderRoot.querySelector('button')?.click();
      },
    }),
  ),
  {
    ...{ group: 'Notices', name: 'notices on the stage' },
    create: () =>
      onStage(
        element('parley-stage-notices', {
          ...{ isSpeakingWhileMuted: true, givenUp: 'the-picture', isPictureUnwanted: true, name: 'Ada' },
        }),
      ),
  },
  {
    ...{ group: 'Notices', name: 'a wish to be notified' },
    create: () =>
      onStage(element('parley-notification-switch', { preferences: new CallPreferences(emptyMemory()) })),
  },
  {
    group: 'Notices',
    name: 'something that went wrong',
    create: () => element('parley-notice', { message: otherGuestMessage() }),
  },
  {
    ...{ group: 'Sharing', name: 'a QR code' },
    create: () => element('parley-qr-code', { text: JOIN_URL, label: 'QR code of the call’s link' }),
  },
  {
    ...{ group: 'Dialogs', name: 'keys and sounds' },
    create: () => element('parley-shortcut-sheet', { preferences: new CallPreferences(emptyMemory()) }),
    arrange: (sheet) => (sheet as Tags['parley-shortcut-sheet']).show(),
  },
  {
    ...{ group: 'Dialogs', name: 'a question' },
    create: () =>
      element('parley-confirm-dialog', {
        ...{
          question: 'End the call for both of you?',
          consequence: 'The call closes, and its link stops working.',
        },
        ...{ refusal: 'Stay in the call', confirmation: 'End the call' },
      }),
    arrange: (dialog) => (dialog as Tags['parley-confirm-dialog']).show(),
  },
  ...GLYPHS.map(
    (state): GalleryScene => ({
      ...{ group: 'Mark', name: `the halves: ${state}` },
      create: () => {
        const glyph = element('parley-glyph', { state });
        glyph.style.setProperty('--glyph-size', '12rem');
        return glyph;
      },
    }),
  ),
];

/** As it stands in an address. */
export function slugOf({ group, name }: GalleryScene): string {
  return `${group}-${name}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
