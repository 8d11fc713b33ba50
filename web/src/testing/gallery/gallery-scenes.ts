/** Every element in every state, for whoever works on them: what the gallery shows, and the screenshots are of. */
import '../../app/leave-question.ts';
import { NOTICES } from '../../features/attention/scenes.ts';
import { BROWSERS, DEVICE_NEWS, DEVICE_STATES } from '../../features/devices/scenes.ts';
import { DISMISSALS, NEW_LINKS, VISITORS } from '../../features/door/scenes.ts';
import { QUALITIES } from '../../features/quality/scenes.ts';
import { SAFETIES } from '../../features/safety/scenes.ts';
import { HOST_WORDS } from '../../features/sharing/scenes.ts';
import { KEYS } from '../../features/shortcuts/scenes.ts';
import { CallPreferences } from '../../memory/preference.ts';
import { emptyMemory } from '../../memory/scenes.ts';
import type { GlyphState } from '../../ui/glyph.ts';
import { otherGuestMessage } from '../../words/in-call.ts';
import '../../features/attention/notification-switch.ts';
import '../../features/attention/stage-notices.ts';
import '../../features/devices/device-notices.ts';
import '../../features/devices/device-switch.ts';
import '../../features/devices/permission-repair.ts';
import '../../features/door/door-visitors.ts';
import '../../features/door/guest-dismissal.ts';
import '../../features/door/new-link.ts';
import '../../features/quality/quality-badge.ts';
import '../../features/sharing/qr-code.ts';
import '../../features/sharing/say-words.ts';
import '../../features/shortcuts/shortcut-sheet.ts';
import '../../ui/confirm-dialog.ts';
import '../../ui/glyph.ts';
import '../../ui/notice.ts';
import { connected, JOIN_URL, MEDIA_ON, NOW, waiting } from '../call-scenes.ts';
import { FakeCall } from '../fake-call.ts';
import { FakeDevices } from '../fake-devices.ts';
import { CALL_PAGE_SCENES } from './call-page-scenes.ts';
import { element, type GalleryScene, onStage, type Tags } from './gallery-scene.ts';
import { PAGE_SCENES } from './page-scenes.ts';

const GLYPHS: readonly GlyphState[] = [
  'alone',
  'connecting',
  'connected',
  'unstable',
  'reconnecting',
  'over',
];

/** One for each of them, by their names. */
function each<Scene>(
  group: string,
  scenes: Readonly<Record<string, Scene>>,
  create: (scene: Scene) => HTMLElement,
): readonly GalleryScene[] {
  return Object.entries(scenes).map(([name, scene]) => ({ group, name, create: () => create(scene) }));
}

/** What a host sees of others, on the stage. */
const DOOR: readonly GalleryScene[] = [
  ...each('Door', VISITORS, (visitors) =>
    onStage(
      element('parley-door-visitors', {
        call: new FakeCall({ state: waiting(), visitors, now: () => NOW }),
      }),
    ),
  ),
  ...each('Door', NEW_LINKS, (newLink) =>
    onStage(element('parley-new-link', { call: new FakeCall({ state: connected(), newLink }), name: 'Ada' })),
  ),
  ...each('Door', DISMISSALS, (dismissal) =>
    onStage(
      element('parley-guest-dismissal', {
        call: new FakeCall({ state: connected(), isAsking: false, guest: 'ada', dismissal }),
        name: 'Ada',
      }),
    ),
  ),
];

const DEVICES: readonly GalleryScene[] = [
  ...each('Devices', DEVICE_NEWS, ({ media = MEDIA_ON, devices }) =>
    element('parley-device-notices', { media, devices: new FakeDevices([], devices) }),
  ),
  ...BROWSERS.map(
    (browser): GalleryScene => ({
      ...{ group: 'Devices', name: `what was refused, given back: ${browser}` },
      create: () => element('parley-permission-repair', { browser }),
    }),
  ),
  ...Object.values(DEVICE_STATES).map(
    (view): GalleryScene => ({
      ...{ group: 'Devices', name: `a microphone: ${view.status}` },
      create: () => element('parley-device-switch', { view, captioned: true }),
    }),
  ),
];

export const GALLERY: readonly GalleryScene[] = [
  ...PAGE_SCENES,
  ...CALL_PAGE_SCENES,
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
  ...DOOR,
  ...DEVICES,
  ...each('Notices', NOTICES, (notices) => onStage(element('parley-stage-notices', notices))),
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
  ...each('Sharing', HOST_WORDS, (words) =>
    element('parley-say-words', { words: new FakeCall({ words }).words }),
  ),
  ...Object.entries(KEYS).map(
    ([name, preferences]): GalleryScene => ({
      ...{ group: 'Dialogs', name },
      create: () => element('parley-shortcut-sheet', { preferences: preferences() }),
      arrange: (sheet) => (sheet as Tags['parley-shortcut-sheet']).show(),
    }),
  ),
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
  {
    ...{ group: 'Dialogs', name: 'whether somebody means to leave' },
    create: () => element('parley-leave-question', {}),
    arrange: (question) => (question as Tags['parley-leave-question']).ask(() => {}),
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
