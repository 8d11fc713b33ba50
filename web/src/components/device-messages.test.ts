import { expect, it } from 'vitest';
import { MEDIA_MESSAGES } from '../app/messages.ts';
import { deviceMessages } from './device-messages.ts';
import type { DeviceView } from './local-media-view.ts';

const on: DeviceView = { status: 'on' };
const lost: DeviceView = { status: 'unavailable', problem: 'disconnected' };
const muted: DeviceView = { status: 'muted', problem: 'muted-by-system' };

it.each<[string, DeviceView, DeviceView, string[]]>([
  ['nothing of what is well', on, { status: 'off' }, []],
  ['one thing of one', lost, on, [MEDIA_MESSAGES.microphone.disconnected.title]],
  ['one thing of two with one cause', muted, muted, [MEDIA_MESSAGES.both['muted-by-system'].title]],
  [
    'two things of two with two causes',
    muted,
    lost,
    [MEDIA_MESSAGES.microphone['muted-by-system'].title, MEDIA_MESSAGES.camera.disconnected.title],
  ],
])('says %s', (_, microphone, camera, titles) => {
  expect(deviceMessages({ stream: null, microphone, camera }).map(({ title }) => title)).toEqual(titles);
});

it('says what has taken the place of one that was lost, by its name if it has one', () => {
  const view = (replacement: string): DeviceView => ({ status: 'on', replacement });
  const media = { stream: null, microphone: view('Built-in'), camera: view('') };
  expect(deviceMessages(media).map(({ help }) => help)).toEqual([
    'They hear you by “Built-in” now.',
    'They see you by another now.',
  ]);
  expect(deviceMessages(media, ['camera'])).toHaveLength(1);
});
