/** Every element in every state, for whoever works on them: what the gallery shows, and the screenshots are of. */
import '../../app/leave-question.ts';
import { QUALITIES } from '../../features/quality/scenes.ts';
import { SAFETIES } from '../../features/safety/scenes.ts';
import { CallPreferences } from '../../memory/preference.ts';
import { emptyMemory } from '../../memory/scenes.ts';
import type { GlyphState } from '../../ui/glyph.ts';
import { otherGuestMessage } from '../../words/in-call.ts';
import '../../features/attention/notification-switch.ts';
import '../../features/attention/stage-notices.ts';
import '../../features/quality/quality-badge.ts';
import '../../features/sharing/qr-code.ts';
import '../../features/shortcuts/shortcut-sheet.ts';
import '../../ui/confirm-dialog.ts';
import '../../ui/glyph.ts';
import '../../ui/notice.ts';
import { JOIN_URL } from '../call-scenes.ts';
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
