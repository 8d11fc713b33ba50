import { describe, expect, it } from 'vitest';
import {
  type DeviceList,
  findDevice,
  isWorthOffering,
  listDevices,
  mergePlugged,
  NO_DEVICES,
  pluggedSince,
  sinkIdOf,
} from './device-list.ts';

const info = (kind: MediaDeviceKind, deviceId: string, label = deviceId, groupId = '') => ({
  ...{ kind, deviceId, label, groupId },
});
const NOTHING = { microphone: undefined, camera: undefined, speaker: undefined };
const ids = (list: DeviceList) =>
  [list.microphone, list.camera, list.speaker].map((all) => all.map(({ id }) => id));
const chosenIds = (list: DeviceList) =>
  [...list.microphone, ...list.camera, ...list.speaker]
    .filter(({ isChosen }) => isChosen)
    .map(({ id }) => id);

describe('what can be chosen', () => {
  it('is listed by kind, without the system’s second names for it', () => {
    const list = listDevices(
      [
        info('audioinput', 'default', 'Default - Built-in'),
        info('audioinput', 'communications', 'Communications - Built-in'),
        info('audioinput', 'built-in'),
        info('videoinput', 'webcam'),
        info('audiooutput', 'default', 'Default - Speakers'),
        info('audiooutput', 'speakers'),
      ],
      NOTHING,
    );
    expect(ids(list)).toEqual([['default', 'built-in'], ['webcam'], ['default', 'speakers']]);
    expect(chosenIds(list)).toEqual(['default', 'webcam', 'default']);
  });

  it('is nothing as long as the browser tells no IDs', () => {
    expect(listDevices([info('audioinput', ''), info('videoinput', '')], NOTHING)).toEqual(NO_DEVICES);
  });

  it('has a way back to the system’s speaker, also where the browser lists none', () => {
    const list = listDevices([info('audiooutput', 'headset')], { ...NOTHING, speaker: 'headset' });
    expect([ids(list)[2], chosenIds(list)]).toEqual([['', 'headset'], ['headset']]);
    expect(chosenIds(listDevices([info('audiooutput', 'headset')], { ...NOTHING, speaker: '' }))).toEqual([
      '',
    ]);
  });

  it('marks the system’s default by whichever of its two IDs is listed', () => {
    const infos = [info('audiooutput', 'default'), info('audiooutput', 'speakers')];
    expect(chosenIds(listDevices(infos, { ...NOTHING, speaker: '' }))).toEqual(['default']);
    expect([
      sinkIdOf(undefined),
      sinkIdOf({ id: 'default', label: '' }),
      sinkIdOf({ id: 'x', label: '' }),
    ]).toEqual([...['', '', 'x']]);
  });
});

describe('what was chosen some time ago', () => {
  const devices = [
    { id: '1', label: 'Headset' },
    { id: '2', label: 'Twin' },
    { id: '3', label: 'Twin' },
    { id: '4', label: '' },
  ];
  it.each([
    ['by its ID, whatever it is called now', { id: '1', label: 'Old name' }, '1'],
    ['by its name, when its ID has changed', { id: 'old', label: 'Headset' }, '1'],
    ['by its ID among two of one name', { id: '3', label: 'Twin' }, '3'],
    ['not at all, when two have its name', { id: 'old', label: 'Twin' }, undefined],
    ['not at all, when it had no name', { id: 'old', label: '' }, undefined],
    ['not at all, when nothing was', undefined, undefined],
  ])('is found %s', (_, wanted, id) => {
    expect(findDevice(wanted, devices)?.id).toBe(id);
  });
});

describe('what is plugged in', () => {
  const before = listDevices(
    [info('audioinput', 'built-in'), info('audiooutput', 'speakers'), info('videoinput', 'webcam')],
    NOTHING,
  );
  const withHeadset = (...more: ReturnType<typeof info>[]) =>
    listDevices(
      [
        info('audioinput', 'built-in'),
        info('audiooutput', 'speakers'),
        info('videoinput', 'webcam'),
        ...more,
      ],
      NOTHING,
    );
  const [microphone, speaker] = [
    info('audioinput', 'in', 'Headset', 'g'),
    info('audiooutput', 'out', 'Headset', 'g'),
  ];

  it('is one thing, when it is one to hold', () => {
    expect(pluggedSince(before, withHeadset(microphone, speaker))).toEqual({
      ...{ label: 'Headset', groupId: 'g' },
      devices: [
        { kind: 'microphone', id: 'in' },
        { kind: 'speaker', id: 'out' },
      ],
    });
  });

  it('is one thing, also when its parts come one after the other', () => {
    const first = pluggedSince(before, withHeadset(microphone));
    const second = pluggedSince(withHeadset(microphone), withHeadset(microphone, speaker));
    expect(mergePlugged(first, second)?.devices).toHaveLength(2);
    expect(mergePlugged(first, undefined)).toBe(first);
    const another = { label: 'Webcam', groupId: 'h', devices: [] };
    expect(mergePlugged(first, another)).toBe(another);
  });

  it('is nothing, when nothing came, when it has no name, and when the list was empty before', () => {
    expect(pluggedSince(before, before)).toBeUndefined();
    expect(pluggedSince(before, withHeadset(info('audioinput', 'in', '')))).toBeUndefined();
    expect(pluggedSince(NO_DEVICES, before)).toBeUndefined();
    expect(pluggedSince(withHeadset(microphone), before)).toBeUndefined();
  });

  it('is offered as long as it is there and not in use', () => {
    const plugged = pluggedSince(before, withHeadset(microphone));
    if (plugged === undefined) throw new Error('Nothing was plugged in');
    expect(isWorthOffering(plugged, withHeadset(microphone))).toBe(true);
    expect(isWorthOffering(plugged, before)).toBe(false);
    const inUse = listDevices([info('audioinput', 'in')], { ...NOTHING, microphone: 'in' });
    expect(isWorthOffering(plugged, inUse)).toBe(false);
  });
});
