/** Devices that go away, come back, or never answer, and pages that do. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ANSWER_LIMIT_MS, QUESTION_LIMIT_MS } from './device-answer.ts';
import type { Device, DeviceTracks } from './device-state.ts';
import { LocalMedia, type LocalMediaState } from './local-media.ts';

type Asked = 'both' | Device;

let answer: (asked: Asked) => Promise<void> | void;
let asked: Asked[];
let granted: MediaStreamTrack[];
let changes: { readonly state: LocalMediaState; readonly tracks: DeviceTracks }[];
let devices: FakeDevices;
let permissions: Record<Device, FakePermission | undefined>;
let media: LocalMedia;

/** Devices of the browser that the test plugs in and out. */
class FakeDevices extends EventTarget {
  readonly present = new Set<MediaDeviceKind>(['audioinput', 'videoinput']);
  /** Called like the browser's own. */
  async getUserMedia(constraints: MediaStreamConstraints = {}): Promise<MediaStream> {
    const { audio, video } = constraints;
    const what = audio && video ? 'both' : audio ? 'microphone' : 'camera';
    asked.push(what);
    await answer(what);
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    granted.push(...stream.getTracks());
    return stream;
  }

  async enumerateDevices(): Promise<MediaDeviceInfo[]> {
    return [...this.present].map((kind) => ({ kind }) as MediaDeviceInfo);
  }
}

class FakePermission extends EventTarget {
  state: PermissionState;
  constructor(state: PermissionState) {
    super();
    this.state = state;
  }

  become(state: PermissionState): void {
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }
}

beforeEach(() => {
  [asked, granted, changes] = [[], [], []];
  answer = () => {};
  devices = new FakeDevices();
  permissions = { microphone: new FakePermission('granted'), camera: new FakePermission('granted') };
  media = new LocalMedia({
    devices: devices as unknown as MediaDevices,
    permissions: {
      query: async ({ name }) => {
        const status = permissions[name as unknown as Device];
        if (status === undefined) throw new TypeError('This browser does not know this permission');
        return status as unknown as PermissionStatus;
      },
    },
    wishes: { microphone: true, camera: true },
  });
  const initial = media.state.value;
  media.state.subscribe((state) => state !== initial && changes.push({ state, tracks: media.tracks.value }));
});
afterEach(() => {
  media.stop();
  vi.useRealTimers();
  for (const track of granted) track.stop();
});

/** As the browser does when a device is unplugged. */
function unplug(device: Device): MediaStreamTrack | null {
  const track = latest().tracks[device];
  track?.stop();
  track?.dispatchEvent(new Event('ended'));
  return track;
}

/** There is none of its kind any more. */
function refuse(...missing: Device[]): void {
  for (const device of missing) devices.present.delete(device === 'camera' ? 'videoinput' : 'audioinput');
  answer = (what) => {
    if (what === 'both' || missing.includes(what)) throw new DOMException('', 'NotFoundError');
  };
}

function plugIn(): void {
  answer = () => {};
  devices.present.add('audioinput').add('videoinput');
  devices.dispatchEvent(new Event('devicechange'));
}

const releasedCount = () => granted.filter(({ readyState }) => readyState === 'ended').length;
const latest = () => changes.at(-1) ?? expect.unreachable('Nothing was announced');
const isNow = (device: Device, state: object) =>
  expect.poll(() => latest().state[device]).toMatchObject(state);

describe('a device that is unplugged', () => {
  it('is replaced at once by another of its kind, and the other goes on', async () => {
    await media.start();
    const { camera } = latest().tracks;
    const lost = unplug('microphone');
    await isNow('microphone', { status: 'on' });
    const { tracks } = latest();
    expect([tracks.microphone === lost, tracks.microphone?.readyState]).toEqual([false, 'live']);
    expect(tracks.camera).toBe(camera);
    expect(asked).toEqual(['microphone', 'camera', 'microphone']);
  });

  it('is named when another one has taken its place, until it is switched off', async () => {
    await media.start();
    const track = latest().tracks.microphone;
    vi.spyOn(track as MediaStreamTrack, 'getSettings').mockReturnValue({ deviceId: 'the one before' });
    unplug('microphone');
    await isNow('microphone', { status: 'on', replacement: track?.label });
    await media.toggle('microphone');
    await media.toggle('microphone');
    expect(latest().state.microphone).toEqual({ status: 'on' });
  });

  it.each(['microphone', 'camera'] as const)(
    'is missing when there is no other %s, and comes back when it is plugged in again',
    async (device) => {
      await media.start();
      refuse(device);
      unplug(device);
      await isNow(device, { status: 'unavailable', problem: 'disconnected' });
      expect(latest().tracks[device]).toBeNull();
      plugIn();
      await isNow(device, { status: 'on' });
      expect(latest().tracks[device]?.readyState).toBe('live');
    },
  );

  it('is not asked for as long as something else is plugged in', async () => {
    await media.start();
    refuse('camera');
    unplug('camera');
    await isNow('camera', { status: 'unavailable' });
    const { length } = asked;
    const listing = vi.spyOn(devices, 'enumerateDevices');
    devices.dispatchEvent(new Event('devicechange'));
    await expect.poll(() => listing.mock.settledResults[0]?.type).toBe('fulfilled');
    expect(asked).toHaveLength(length);
  });

  it('stays off when it was off, whatever is plugged in', async () => {
    await media.start();
    await media.toggle('microphone');
    await media.toggle('camera');
    const { length } = asked;
    unplug('microphone');
    expect(latest()).toMatchObject({
      state: { microphone: { status: 'off' } },
      tracks: { microphone: null },
    });
    const count = changes.length;
    plugIn();
    await expect.poll(() => changes.length).toBeGreaterThan(count);
    expect(latest().state).toMatchObject({ microphone: { status: 'off' }, camera: { status: 'off' } });
    expect(asked).toHaveLength(length);
    await media.toggle('microphone');
    expect(latest().state.microphone).toEqual({ status: 'on' });
  });

  it('does not come back by itself once the person has gone on without it', async () => {
    await media.start();
    refuse('camera');
    unplug('camera');
    await isNow('camera', { problem: 'disconnected' });
    media.goWithout();
    const { length } = asked;
    plugIn();
    await isNow('camera', { status: 'off' });
    expect(asked).toHaveLength(length);
  });

  it('is not tried for ever when what takes its place goes away as well', async () => {
    await media.start();
    unplug('camera');
    await isNow('camera', { status: 'on' });
    unplug('camera');
    await isNow('camera', { status: 'unavailable', problem: 'disconnected' });
    expect(asked.filter((what) => what === 'camera')).toHaveLength(2);
  });

  it.each<[PermissionState, string]>([
    ['denied', 'the person blocks it'],
    ['prompt', 'the person takes their permission back'],
  ])('is blocked, and not missing, when the permission is %s: %s', async (state) => {
    await media.start();
    permissions.camera?.become(state);
    // Chromium ends the tracks of a whole question, also of the device that is still allowed.
    unplug('camera');
    unplug('microphone');
    await isNow('camera', { status: 'unavailable', problem: 'permission-denied' });
    await isNow('microphone', { status: 'on' });
    expect(asked).toEqual(['microphone', 'camera', 'microphone']);
  });

  it('does not matter once another is in its place', async () => {
    await media.start();
    const old = latest().tracks.camera;
    await media.toggle('camera');
    await media.toggle('camera');
    const count = changes.length;
    old?.dispatchEvent(new Event('ended'));
    expect(changes).toHaveLength(count);
  });
});

describe('a device that the system mutes', () => {
  const setMuted = (track: MediaStreamTrack | null, isMuted: boolean) => {
    Object.defineProperty(track, 'muted', { value: isMuted, configurable: true });
    track?.dispatchEvent(new Event(isMuted ? 'mute' : 'unmute'));
  };

  it.each(['microphone', 'camera'] as const)(
    'is said to be muted, and to be on again: %s',
    async (device) => {
      await media.start();
      setMuted(latest().tracks[device], true);
      expect(latest().state[device]).toEqual({ status: 'muted', problem: 'muted-by-system' });
      setMuted(latest().tracks[device], false);
      expect(latest().state[device]).toEqual({ status: 'on' });
    },
  );

  it('is off when the person switches it off, and stays off when the system lets it through', async () => {
    await media.start();
    const { microphone } = latest().tracks;
    setMuted(microphone, true);
    await media.toggle('microphone');
    setMuted(microphone, false);
    expect(latest().state.microphone).toEqual({ status: 'off' });
    expect(microphone?.enabled).toBe(false);
  });
});

describe('a device that does not answer', () => {
  let silence: PromiseWithResolvers<void>;
  const hang = (...silent: Asked[]) => {
    silence = Promise.withResolvers();
    answer = (what) => (silent.includes(what) ? silence.promise : undefined);
  };
  const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });

  it('does not hold back the other, and is said to be silent after a while', async () => {
    hang('camera');
    void media.start();
    await isNow('microphone', { status: 'on' });
    // Polling has taken some of the time already.
    await wait(ANSWER_LIMIT_MS / 2);
    expect(latest().state.camera).toEqual({ status: 'asking' });
    await wait(ANSWER_LIMIT_MS / 2);
    expect(latest().state.camera).toEqual({ status: 'unavailable', problem: 'no-answer' });
  });

  it('is taken if it answers late', async () => {
    hang('camera');
    void media.start();
    await isNow('microphone', { status: 'on' });
    await wait(ANSWER_LIMIT_MS);
    silence.resolve();
    await isNow('camera', { status: 'on' });
    expect(latest().state.stream?.getVideoTracks()).toEqual([latest().tracks.camera]);
  });

  it('is let go of if it answers when nobody wants it any more', async () => {
    hang('camera');
    void media.start();
    await isNow('microphone', { status: 'on' });
    await wait(ANSWER_LIMIT_MS);
    media.goWithout();
    silence.resolve();
    await isNow('camera', { status: 'off' });
    expect([latest().tracks.camera, releasedCount()]).toEqual([null, 1]);
  });

  it('may be tried again, and is had once, whichever answers', async () => {
    hang('camera');
    void media.start();
    await isNow('microphone', { status: 'on' });
    await wait(ANSWER_LIMIT_MS);
    answer = () => {};
    await media.toggle('camera');
    expect(latest().state.camera).toEqual({ status: 'on' });
    silence.resolve();
    await expect.poll(releasedCount).toBe(1);
    expect(latest().tracks.camera?.readyState).toBe('live');
  });

  it('says why, if it fails late', async () => {
    hang('camera');
    void media.start();
    await isNow('microphone', { status: 'on' });
    await wait(ANSWER_LIMIT_MS);
    silence.reject(new DOMException('', 'NotReadableError'));
    await isNow('camera', { status: 'unavailable', problem: 'in-use' });
  });

  it('asked for together with the other: the microphone is had by itself, and the camera late', async () => {
    permissions.camera = permissions.microphone = new FakePermission('prompt');
    hang('both');
    void media.start();
    await expect.poll(() => asked).toEqual(['both']);
    await wait(60_000);
    expect(latest().state).toMatchObject({ microphone: { status: 'asking' }, camera: { status: 'asking' } });
    permissions.camera.become('granted');
    await wait(ANSWER_LIMIT_MS);
    await isNow('microphone', { status: 'on' });
    expect(latest().state.camera).toEqual({ status: 'unavailable', problem: 'no-answer' });
    const { microphone } = latest().tracks;
    silence.resolve();
    await isNow('camera', { status: 'on' });
    expect(latest().tracks.microphone).toBe(microphone);
    expect(releasedCount()).toBe(1);
  });

  it('may be the microphone, which does not hold back the camera either', async () => {
    permissions = { microphone: undefined, camera: undefined };
    hang('both', 'microphone');
    void media.start();
    await expect.poll(() => asked).toEqual(['both']);
    // This browser does not say whether it is asking the person.
    await wait(QUESTION_LIMIT_MS / 2);
    expect(asked).toEqual(['both']);
    await wait(QUESTION_LIMIT_MS / 2);
    await expect.poll(() => asked).toEqual(['both', 'microphone']);
    await wait(QUESTION_LIMIT_MS);
    await isNow('camera', { status: 'on' });
    expect(latest().state.microphone).toEqual({ status: 'unavailable', problem: 'no-answer' });
  });
});

describe('once the page has moved on', () => {
  it('every device is let go', async () => {
    await media.start();
    media.stop();
    media.stop();
    expect(releasedCount()).toBe(2);
  });

  it('what is granted late is let go at once, and not told of', async () => {
    const consent = Promise.withResolvers<void>();
    answer = () => consent.promise;
    const started = media.start();
    await expect.poll(() => asked).toHaveLength(2);
    media.stop();
    const count = changes.length;
    consent.resolve();
    await started;
    await expect.poll(() => [granted.length, releasedCount()]).toEqual([2, 2]);
    expect(changes).toHaveLength(count);
  });

  it('nobody is asked, if it had not come to that', async () => {
    const started = media.start();
    media.stop();
    await started;
    expect(asked).toEqual([]);
  });

  it('nobody is asked a second time when the first question failed', async () => {
    permissions = { microphone: undefined, camera: undefined };
    const failure = Promise.withResolvers<void>();
    answer = () => failure.promise;
    const started = media.start();
    await expect.poll(() => asked).toEqual(['both']);
    media.stop();
    const count = changes.length;
    failure.reject(new DOMException('', 'NotFoundError'));
    await started;
    expect(asked).toEqual(['both']);
    expect(changes).toHaveLength(count);
  });

  it('no device is switched on, and none that goes away is told of', async () => {
    await media.start();
    await media.toggle('camera');
    const { length } = asked;
    const { microphone } = latest().tracks;
    media.stop();
    const count = changes.length;
    await media.toggle('camera');
    microphone?.dispatchEvent(new Event('ended'));
    devices.dispatchEvent(new Event('devicechange'));
    expect(asked).toHaveLength(length);
    expect(changes).toHaveLength(count);
  });
});
