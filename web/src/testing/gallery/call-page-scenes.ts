/** The page of a call: before, in and after it. */
import { ROOM_STAY_SECONDS } from '@parley/protocol';
import { SCENES as OVER } from '../../features/call-over/scenes.ts';
import { CHATS } from '../../features/chat/scenes.ts';
import type { DeviceMenu } from '../../features/devices/device-menu.ts';
import { VISITORS } from '../../features/door/scenes.ts';
import { INTERRUPTED, PREVIEWED, STOPPED, TRANSFERS } from '../../features/files/scenes.ts';
import { SCENES as IN_CALL } from '../../features/in-call/scenes.ts';
import { SCENES as LOBBY } from '../../features/lobby/scenes.ts';
import { QUALITIES } from '../../features/quality/scenes.ts';
import { CallPreferences } from '../../memory/preference.ts';
import { emptyMemory } from '../../memory/scenes.ts';
import type { TalkSummary } from '../../memory/talk-quality.ts';
import { type CallScene, FakeCall } from '../fake-call.ts';
import { ADA_DRAWN, drawPerson, drawScreen, SELF_DRAWN } from './drawn-person.ts';
import '../../features/call/call-page.ts';
import '../../features/call/call-views.ts';
import {
  ADA,
  ARRANGED_TIME,
  connected,
  MEDIA_NONE,
  MEDIA_ON,
  NOW,
  READ_OUT,
  waiting,
} from '../call-scenes.ts';
import { element, find, type GalleryScene, press } from './gallery-scene.ts';

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
    ...{ group: 'Menus', name: 'what a host does seldom' },
    create: () =>
      callPage({
        ...{ state: connected({ role: 'host' }), isAsking: true, visitors: [] },
        ...{ guest: 'ada', newLink: { phase: 'possible' } },
      }),
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
    ...{ group: 'Menus', name: 'every device in the call', create: inCall },
    arrange: (page) => {
      (find(page, 'parley-in-call', 'parley-device-menu[look="sheet"]') as DeviceMenu | undefined)?.show();
    },
  },
  {
    ...{ group: 'Menus', name: 'a camera in the lobby' },
    create: () => callPage({ state: waiting({ hasEntered: false }) }),
    arrange: press('parley-lobby', '.chips > :nth-child(2)', 'button'),
  },
];

const RUNG: TalkSummary = { peerName: 'ada.lovelace', rungAt: NOW };

const atDoor = (visitors: CallScene['visitors'] = []) =>
  callPage({ state: connected({ role: 'host' }), chat: { availability: 'open' }, visitors });

export const CALL_PAGE_SCENES: readonly GalleryScene[] = [
  ...states('Lobby', LOBBY),
  {
    ...{ group: 'Lobby', name: 'the lobby of a lasting room' },
    create: () =>
      callPage({
        ...{ state: waiting({ hasEntered: false }), room: { name: 'Mondays with Ada', isHost: true } },
        emptyTimeoutSeconds: ROOM_STAY_SECONDS,
      }),
    arrange: press('parley-lobby', 'parley-room-about', 'summary'),
  },
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
    ...{ group: 'Call', name: 'the call after a ring was answered, at who rang' },
    create: () => callPage({ state: waiting() }, RUNG),
  },
  {
    ...{ group: 'Call', name: 'the call after an answer that was not heard' },
    create: () => callPage({ state: waiting({ role: 'guest' }) }, RUNG),
  },
  {
    ...{ group: 'Call', name: 'the call with people at the door' },
    create: () => callPage({ state: waiting(), visitors: VISITORS['people at the door'] }),
  },
  {
    ...{ group: 'Call', name: 'the call with words that are read out' },
    create: () => callPage({ state: waiting({ role: 'host' }), words: READ_OUT }),
    arrange: press('parley-in-call', 'parley-waiting-sheet', 'parley-send-link', '.way:last-child'),
  },
  {
    ...{ group: 'Call', name: 'the call with both, and people at the door' },
    create: () => atDoor(VISITORS['somebody without a name at the door']),
  },
  {
    ...{ group: 'Call', name: 'the call with both, and somebody who was asked for a moment' },
    create: () => atDoor(VISITORS['somebody at the door who was asked for a moment']),
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
    ...{ group: 'Call', name: 'the call in which both share a screen' },
    create: () =>
      callPage({
        ...{ state: connected({ peer: { ...ADA, isScreenShared: true } }), theirScreen: drawScreen() },
        ...{ chat: { availability: 'open' }, quality: QUALITIES['a good link'] },
        screen: { status: 'on', hasSound: true, content: 'detail', stream: drawScreen() },
      } as CallScene),
  },
  {
    ...{ group: 'Call', name: 'the call before anybody came, with the camera off' },
    create: () => callPage({ state: waiting(), media: { ...MEDIA_ON, camera: { status: 'off' } } }),
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
    ...{ group: 'Call', name: 'the call with a new link' },
    create: () =>
      callPage({
        ...{ state: connected(), isAsking: false },
        newLink: { phase: 'made', guest: 'along', isOldOpen: false },
      }),
  },
  {
    ...{ group: 'Call', name: 'the call that remembers no more people' },
    create: () =>
      callPage({
        ...{ state: waiting({ because: 'peer-dismissed' }), isAsking: false, guest: 'ada' },
        ...{ dismissal: 'full', newLink: { phase: 'possible' } },
      }),
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
    ...{ group: 'After', name: 'a booked call with a way on' },
    create: () =>
      callPage({
        state: { phase: 'ended', reason: 'host-ended' },
        link: { returnUrl: 'https://booking.example.com/visits/7' },
      }),
  },
  {
    ...{ group: 'After', name: 'a file that was not saved' },
    create: () =>
      callPage({
        state: { phase: 'ended', reason: 'host-ended' },
        files: { transfers: TRANSFERS.filter(({ file }) => file !== undefined) },
      }),
  },
];
