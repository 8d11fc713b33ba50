import type { DeviceState } from '@parley/call';
import { expect, it } from 'vitest';
import { deviceMessages, mediaMessage } from './device-messages.ts';

const on: DeviceState = { status: 'on' };
const lost: DeviceState = { status: 'unavailable', problem: 'disconnected' };
const muted: DeviceState = { status: 'muted', problem: 'muted-by-system' };

it.each<[string, DeviceState, DeviceState, string[]]>([
  ['nothing of what is well', on, { status: 'off' }, []],
  ['one thing of one', lost, on, [mediaMessage('microphone', 'disconnected').title]],
  ['one thing of two with one cause', muted, muted, [mediaMessage('both', 'muted-by-system').title]],
  [
    'two things of two with two causes',
    muted,
    lost,
    [mediaMessage('microphone', 'muted-by-system').title, mediaMessage('camera', 'disconnected').title],
  ],
])('says %s', (_, microphone, camera, titles) => {
  expect(deviceMessages({ stream: null, microphone, camera }).map(({ title }) => title)).toEqual(titles);
});

it('says what has taken the place of one that was lost, by its name if it has one', () => {
  const view = (replacement: string): DeviceState => ({ status: 'on', replacement });
  const media = { stream: null, microphone: view('Built-in'), camera: view('') };
  expect(deviceMessages(media).map(({ help }) => help)).toEqual([
    '“Built-in” is used now.',
    'Another is used now.',
  ]);
  expect(deviceMessages(media, ['camera'])).toHaveLength(1);
});
