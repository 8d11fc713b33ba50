/** Which devices are used: chosen, remembered, plugged in and out. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Cell } from '../lib/cell.ts';
import { PluggedDevices } from '../testing/plugged-devices.ts';
import type { DeviceChoices, DeviceKind } from './device-choices.ts';
import { DeviceSelection } from './device-selection.ts';
import type { DeviceTracks } from './device-state.ts';
import { LocalMedia } from './local-media.ts';

let devices: PluggedDevices;
let lifetime: AbortController;
let media: LocalMedia;
let selection: DeviceSelection;
/** Every change of what is sent, as it was told. */
let sent: DeviceTracks[];

/** By ID: speakers that refuse. */
const deaf = new Set<string>();

function create(choices: DeviceChoices = {}, wishes = { microphone: true, camera: true }): Promise<void> {
  const chosen = new Cell(choices);
  const permissions = { query: async () => ({ state: 'granted' }) as PermissionStatus };
  const all = devices as unknown as MediaDevices;
  media = new LocalMedia({ devices: all, permissions, wishes, choices: chosen });
  selection = new DeviceSelection({
    ...{ media, choices: chosen, devices: all, hasSpeakers: true, signal: lifetime.signal },
    trySpeaker: async (id) => {
      if (deaf.has(id)) throw new DOMException('', 'AbortError');
    },
  });
  sent = [];
  media.tracks.subscribe((tracks) => sent.push(tracks));
  return selection.start();
}

beforeEach(() => {
  devices = new PluggedDevices();
  deaf.clear();
  lifetime = new AbortController();
  devices.plugIn('audioinput', 'Built-in');
  devices.plugIn('audioinput', 'Headset', 'headset');
  devices.plugIn('videoinput', 'Webcam');
  devices.plugIn('videoinput', 'Lens');
  devices.plugIn('audiooutput', 'Speakers');
  devices.plugIn('audiooutput', 'Headset', 'headset', 'headset-out');
});
afterEach(() => {
  lifetime.abort();
  media.stop();
  for (const track of devices.granted) track.stop();
});

const idOf = (track: MediaStreamTrack | null) => track?.getSettings().deviceId;
const inUse = () => [idOf(media.tracks.value.microphone), idOf(media.tracks.value.camera)];
const marked = (kind: DeviceKind) => selection.list.value[kind].find(({ isChosen }) => isChosen)?.id;
const isMarked = (kind: DeviceKind, id: string) => expect.poll(() => marked(kind)).toBe(id);

it('looks which there are once one has come, not before: what is asked for would have to wait for that', async () => {
  const order: string[] = [];
  const { enumerateDevices, getUserMedia } = PluggedDevices.prototype;
  devices.enumerateDevices = () => {
    order.push('look');
    return enumerateDevices.call(devices);
  };
  devices.getUserMedia = async (constraints) => {
    order.push('ask');
    const stream = await getUserMedia.call(devices, constraints);
    order.push('have');
    return stream;
  };
  await create();
  // The first look is before anybody wants anything of them.
  expect(order.slice(0, order.indexOf('have'))).toEqual(['look', 'ask', 'ask']);
  expect(order.slice(order.indexOf('have'))).toContain('look');
});

describe('choosing', () => {
  it('has the new one before the old is let go of, and marks and remembers it', async () => {
    await create();
    expect([inUse(), marked('microphone'), marked('camera')]).toEqual([
      ['built-in', 'webcam'],
      'built-in',
      'webcam',
    ]);
    for (const [kind, id, label] of [
      ['microphone', 'headset', 'Headset'],
      ['camera', 'lens', 'Lens'],
    ] as const) {
      const former = media.tracks.value[kind];
      let wasLive: boolean | undefined;
      media.tracks.subscribe((tracks) => {
        if (idOf(tracks[kind]) === id) wasLive ??= former?.readyState === 'live';
      });
      await selection.choose(kind, id);
      expect([wasLive, former?.readyState, marked(kind)]).toEqual([true, 'ended', id]);
      expect(selection.choices.value[kind]).toEqual({ id, label });
    }
    expect(inUse()).toEqual(['headset', 'lens']);
    // Nothing was missing in between.
    const since = sent.slice(
      sent.findIndex(({ microphone, camera }) => microphone !== null && camera !== null),
    );
    expect(since.every(({ microphone, camera }) => microphone !== null && camera !== null)).toBe(true);
    expect(devices.granted.filter(({ readyState }) => readyState === 'live')).toHaveLength(2);
    expect(media.state.value.stream?.getVideoTracks()).toEqual([media.tracks.value.camera]);
  });

  it('keeps the old one when the new one cannot be had, and says why', async () => {
    await create();
    const { microphone } = media.tracks.value;
    devices.answers.set('headset', () => {
      throw new DOMException('', 'NotReadableError');
    });
    await selection.choose('microphone', 'headset');
    expect(media.tracks.value.microphone).toBe(microphone);
    expect(microphone?.readyState).toBe('live');
    expect(selection.failure.value).toEqual({ kind: 'microphone', label: 'Headset', code: 'in-use' });
    expect([marked('microphone'), selection.choices.value.microphone]).toEqual(['built-in', undefined]);
    selection.dismiss();
    expect(selection.failure.value).toBeUndefined();
  });

  it('twice in a row ends with the second, whichever answers first', async () => {
    await create();
    const slow = Promise.withResolvers<void>();
    devices.answers.set('headset', () => slow.promise);
    const first = selection.choose('microphone', 'headset');
    await selection.choose('microphone', 'built-in');
    slow.resolve();
    await first;
    expect(inUse()[0]).toBe('built-in');
    await isMarked('microphone', 'built-in');
    expect(
      devices.granted.filter(({ kind, readyState }) => kind === 'audio' && readyState === 'live'),
    ).toHaveLength(1);
  });

  it('a microphone that is off leaves it off, and so it stays', async () => {
    await create();
    await media.toggle('microphone');
    await selection.choose('microphone', 'headset');
    expect([inUse()[0], media.tracks.value.microphone?.enabled]).toEqual(['headset', false]);
    expect(media.state.value.microphone).toEqual({ status: 'off' });
    await media.toggle('microphone');
    expect(media.tracks.value.microphone?.enabled).toBe(true);
  });

  it('a microphone that is off on arrival is not opened, though the browser would not ask', async () => {
    await create({}, { microphone: false, camera: true });
    expect(devices.asked).toEqual([expect.objectContaining({ width: { ideal: 1280 } })]);
    expect(media.tracks.value.microphone).toBeNull();
  });

  it('a camera that is off asks for nothing, and is had when it is switched on', async () => {
    await create({}, { microphone: true, camera: false });
    await selection.choose('camera', 'lens');
    expect([inUse()[1], marked('camera')]).toEqual([undefined, 'lens']);
    await media.toggle('camera');
    expect(inUse()[1]).toBe('lens');
  });

  it('one in the place of what could not be had tries it', async () => {
    devices.answers.set('webcam', () => {
      throw new DOMException('', 'NotReadableError');
    });
    await create();
    expect(media.state.value.camera).toMatchObject({ problem: 'in-use' });
    await selection.choose('camera', 'lens');
    expect([inUse()[1], media.state.value.camera]).toEqual(['lens', { status: 'on' }]);
  });

  it('one in the place of what the person has gone on without wishes it again', async () => {
    devices.answers.set('webcam', () => {
      throw new DOMException('', 'NotReadableError');
    });
    await create();
    media.goWithout();
    await selection.choose('camera', 'lens');
    expect([inUse()[1], media.wishes.value.camera, selection.failure.value]).toEqual([
      'lens',
      true,
      undefined,
    ]);
  });

  it('a speaker is a matter of where sound is played', async () => {
    await create();
    expect([selection.speaker.value, selection.list.value.speaker.map(({ id }) => id)]).toEqual([
      ...['', ['', 'speakers', 'headset-out']],
    ]);
    await selection.choose('speaker', 'headset-out');
    expect([selection.speaker.value, marked('speaker')]).toEqual(['headset-out', 'headset-out']);
    devices.unplug('headset-out');
    devices.tell();
    await expect.poll(() => selection.speaker.value).toBe('');
    devices.plugIn('audiooutput', 'Headset', 'headset', 'another id');
    devices.tell();
    await expect.poll(() => selection.speaker.value).toBe('another id');
    await selection.choose('speaker', '');
    expect(selection.speaker.value).toBe('');
  });
});

describe('what was chosen the last time', () => {
  it('is asked for at once by its ID', async () => {
    await create({ microphone: { id: 'headset', label: 'Headset' } });
    expect([inUse()[0], devices.granted.length]).toEqual(['headset', 2]);
  });

  it('is found by its name when its ID has changed', async () => {
    await create({
      microphone: { id: 'of last week', label: 'Headset' },
      speaker: { id: 'old', label: 'Headset' },
    });
    expect([inUse()[0], selection.speaker.value]).toEqual(['headset', 'headset-out']);
    expect(selection.choices.value.microphone?.id).toBe('headset');
  });

  it.each([
    ['by their IDs', 'headset', 'lens'],
    ['by their names, when their IDs have changed', 'of last week', 'of last year'],
  ])('is what the menus say from the first: %s', async (_, microphone, camera) => {
    const chosen = create({
      microphone: { id: microphone, label: 'Headset' },
      camera: { id: camera, label: 'Lens' },
    });
    const seen: (string | undefined)[] = [];
    selection.list.subscribe(({ microphone, camera }) => {
      for (const list of [microphone, camera])
        if (list.length > 0) seen.push(list.find(({ isChosen }) => isChosen)?.id);
    });
    await chosen;
    expect(new Set(seen)).toEqual(new Set(['headset', 'lens']));
    expect(inUse()).toEqual(['headset', 'lens']);
  });

  it('is not said to be used when it does not start', async () => {
    devices.answers.set('headset', () => Promise.reject(new DOMException('', 'NotReadableError')));
    await create({ microphone: { id: 'of last week', label: 'Headset' } });
    expect([inUse()[0], marked('microphone'), selection.failure.value?.label]).toEqual([
      'built-in',
      'built-in',
      'Headset',
    ]);
  });

  it('is remembered while it is away, and another is used', async () => {
    const camera = { id: 'away', label: 'Away' };
    await create({ camera });
    expect([inUse()[1], selection.choices.value.camera]).toEqual(['webcam', camera]);
  });
});

describe('what is plugged in', () => {
  it('is offered as one thing, and used as one', async () => {
    await create();
    devices.plugIn('audioinput', 'Ada’s buds', 'buds', 'buds-in');
    devices.plugIn('audiooutput', 'Ada’s buds', 'buds', 'buds-out');
    devices.tell();
    await expect.poll(() => selection.plugged.value?.label).toBe('Ada’s buds');
    expect(inUse()[0]).toBe('built-in');
    await selection.usePlugged();
    expect([inUse()[0], selection.speaker.value, selection.plugged.value]).toEqual([
      'buds-in',
      'buds-out',
      undefined,
    ]);
  });

  it('is offered no more when it was dismissed, or has gone', async () => {
    await create();
    for (const end of [() => selection.dismiss(), () => devices.unplug('buds')]) {
      devices.plugIn('audioinput', 'Buds');
      devices.tell();
      await expect.poll(() => selection.plugged.value?.label).toBe('Buds');
      end();
      devices.unplug('buds');
      devices.tell();
      await expect.poll(() => selection.plugged.value).toBeUndefined();
      await expect.poll(() => selection.list.value.microphone.some(({ id }) => id === 'buds')).toBe(false);
    }
  });
});

it('What is unplugged while it is used is replaced, and marked', async () => {
  await create({ camera: { id: 'lens', label: 'Lens' } });
  devices.unplug('lens');
  devices.tell();
  await isMarked('camera', 'webcam');
  expect(media.state.value.camera).toEqual({ status: 'on', replacement: 'Webcam' });
  expect(selection.list.value.camera.map(({ id }) => id)).toEqual(['webcam']);
});

describe('sound and picture', () => {
  it('the sound is asked for anew with other processing, from the same microphone, without a gap', async () => {
    await create({ microphone: { id: 'headset', label: 'Headset' } });
    const former = media.tracks.value.microphone;
    await selection.setSound('original');
    expect(devices.asked.at(-1)).toMatchObject({ echoCancellation: false, deviceId: { exact: 'headset' } });
    expect(former?.readyState).toBe('ended');
    expect(sent.at(-2)?.microphone).toBe(former);
    expect(selection.choices.value.sound).toBe('original');
  });

  it('a sound that cannot be had is not the chosen one, and it is said why', async () => {
    await create({ sound: 'natural' });
    const { microphone } = media.tracks.value;
    devices.answers.set('built-in', () => {
      throw new DOMException('', 'NotReadableError');
    });
    await selection.setSound('original');
    expect([media.tracks.value.microphone, microphone?.readyState]).toEqual([microphone, 'live']);
    expect(selection.choices.value.sound).toBe('natural');
    expect(selection.failure.value).toEqual({
      ...{ kind: 'microphone', label: 'Built-in', code: 'in-use', sound: 'original' },
    });
    devices.answers.clear();
    await selection.setSound('original');
    expect([selection.choices.value.sound, selection.failure.value]).toEqual(['original', undefined]);
  });

  it('the voice alone is offered where the microphone can', async () => {
    devices.capabilities.set('headset', { voiceIsolation: [true, false] });
    await create();
    expect(selection.abilities.value.soundModes).not.toContain('voice-isolation');
    await selection.choose('microphone', 'headset');
    expect(selection.abilities.value.soundModes).toContain('voice-isolation');
  });

  it('what is behind somebody is blurred only where the browser can', async () => {
    devices.capabilities.set('lens', { backgroundBlur: [true, false] });
    await create();
    expect(selection.abilities.value).not.toHaveProperty('isBackgroundBlurred');
    await selection.choose('camera', 'lens');
    expect(selection.abilities.value.isBackgroundBlurred).toBe(false);
    const applied: unknown[] = [];
    const { camera } = media.tracks.value;
    if (camera === null) throw new Error('There is no camera');
    camera.applyConstraints = async (constraints) => void applied.push(constraints);
    await selection.setBackgroundBlur(true);
    expect(applied).toMatchObject([{ backgroundBlur: true, width: { ideal: 1280 } }]);
  });

  it('a browser that takes no blur together with a size is asked for it alone', async () => {
    await create();
    const applied: unknown[] = [];
    const { camera } = media.tracks.value;
    if (camera === null) throw new Error('There is no camera');
    camera.applyConstraints = async (constraints = {}) => {
      // As Chromium: "Mixing ImageCapture and non-ImageCapture constraints is not currently supported".
      if (constraints.width !== undefined) throw new DOMException('', 'NotSupportedError');
      applied.push(constraints);
    };
    await selection.setBackgroundBlur(true);
    expect(applied).toEqual([{ backgroundBlur: true }]);
  });

  it('a camera that can look the other way does, and is not mirrored then', async () => {
    devices.settings.set('webcam', { facingMode: 'user' }).set('lens', { facingMode: 'environment' });
    await create();
    expect([selection.abilities.value.canFlip, media.state.value.facesAway]).toEqual([true, undefined]);
    await selection.flipCamera();
    expect([inUse()[1], media.state.value.facesAway, marked('camera')]).toEqual(['lens', true, 'lens']);
    await selection.flipCamera();
    expect([inUse()[1], media.state.value.facesAway]).toEqual(['webcam', undefined]);
  });

  it('a phone that opens one camera at a time lets go of the first, and has it back when the second fails', async () => {
    devices.settings.set('webcam', { facingMode: 'user' }).set('lens', { facingMode: 'environment' });
    await create();
    const isFree = () =>
      devices.granted.every(({ kind, readyState }) => kind === 'audio' || readyState === 'ended');
    devices.answers.set('lens', () => {
      if (!isFree()) throw new DOMException('', 'NotReadableError');
    });
    await selection.flipCamera();
    expect(inUse()[1]).toBe('lens');
    devices.answers.set('webcam', () => {
      throw new DOMException('', 'NotReadableError');
    });
    await selection.flipCamera();
    expect([inUse()[1], media.tracks.value.camera?.readyState]).toEqual(['lens', 'live']);
    expect(selection.failure.value?.code).toBe('in-use');
  });
});

it('A speaker that refuses is not the chosen one, and it is said; one that plays is', async () => {
  await create();
  deaf.add('headset-out');
  await selection.choose('speaker', 'headset-out');
  expect(selection.choices.value.speaker).toBeUndefined();
  expect([selection.speaker.value, selection.failure.value]).toEqual([
    '',
    { kind: 'speaker', label: 'Headset', code: 'in-use' },
  ]);
  deaf.clear();
  await selection.choose('speaker', 'headset-out');
  expect([selection.speaker.value, selection.failure.value]).toEqual(['headset-out', undefined]);
});

it('A speaker of the last time that refuses is not the chosen one either, and stays remembered', async () => {
  deaf.add('headset-out');
  const speaker = { id: 'headset-out', label: 'Headset' };
  await create({ speaker });
  await isMarked('speaker', '');
  expect([selection.speaker.value, selection.failure.value, selection.choices.value.speaker]).toEqual([
    ...['', { kind: 'speaker', label: 'Headset', code: 'in-use' }, speaker],
  ]);
  // Looking around asks it no more; the person may.
  deaf.clear();
  devices.plugIn('videoinput', 'Third');
  devices.tell();
  await expect.poll(() => selection.list.value.camera.length).toBe(3);
  expect(marked('speaker')).toBe('');
  await selection.choose('speaker', 'headset-out');
  expect([selection.speaker.value, marked('speaker')]).toEqual(['headset-out', 'headset-out']);
});

it('Of two choices that fail one after the other, neither is remembered', async () => {
  await create();
  const refuse = () => {
    throw new DOMException('', 'NotReadableError');
  };
  devices.plugIn('videoinput', 'Third');
  devices.tell();
  await expect.poll(() => selection.list.value.camera.length).toBe(3);
  const slow = Promise.withResolvers<void>();
  devices.answers.set('lens', () => slow.promise.then(refuse));
  devices.answers.set('third', refuse);
  const first = selection.choose('camera', 'lens');
  const second = selection.choose('camera', 'third');
  slow.resolve();
  await Promise.all([first, second]);
  expect(selection.choices.value.camera).toBeUndefined();
  expect(selection.failure.value).toMatchObject({ kind: 'camera', label: 'Third' });
  await isMarked('camera', 'webcam');
});

it('Another sound, or another ID of what was chosen, has nobody heard or seen who goes without', async () => {
  devices.answers.set('built-in', () => {
    throw new DOMException('', 'NotReadableError');
  });
  await create({ microphone: { id: 'former', label: 'Headset' } });
  expect(media.state.value.microphone.status).toBe('on');
  media.stop();
  // Neither can be had: the person goes on without.
  devices.answers.set('headset', () => {
    throw new DOMException('', 'NotReadableError');
  });
  await create({ microphone: { id: 'former', label: 'Headset' } });
  media.goWithout();
  const { length } = devices.asked;
  await selection.setSound('original');
  expect([selection.choices.value.sound, media.state.value.microphone.status, devices.asked.length]).toEqual([
    'original',
    'unavailable',
    length,
  ]);
  expect(media.wishes.value.microphone).toBe(false);
});
