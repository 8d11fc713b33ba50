import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Device, DeviceTracks, DeviceWishes } from './device-state.ts';
import { LocalMedia, type LocalMediaState } from './local-media.ts';
import type { MediaErrorCode } from './media-error.ts';

type Asked = 'both' | Device;

/** What the browser does when it is asked: fails like this, or asks its fake devices. */
let answer: (asked: Asked) => Promise<void> | void;
let asked: Asked[];
let granted: MediaStreamTrack[];
let permissions: Partial<Record<Device, PermissionState>>;
let changes: { readonly state: LocalMediaState; readonly tracks: DeviceTracks }[];
let kept: DeviceWishes[];
let media: LocalMedia;

const devices: Pick<MediaDevices, 'getUserMedia'> = {
  getUserMedia: async (constraints = {}) => {
    const what =
      constraints.audio && constraints.video ? 'both' : constraints.audio ? 'microphone' : 'camera';
    asked.push(what);
    await answer(what);
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    granted.push(...stream.getTracks());
    return stream;
  },
};

const permissionStates = {
  query: async ({ name }: { name: string }) => {
    const state = permissions[name as Device];
    if (state === undefined)
      throw new TypeError(`'${name}' is not a valid value for enumeration PermissionName`);
    return Object.assign(new EventTarget(), { state }) as PermissionStatus;
  },
} as Pick<Permissions, 'query'>;

function createMedia(
  wishes: DeviceWishes = { microphone: true, camera: true },
  some: Pick<MediaDevices, 'getUserMedia'> | undefined = devices,
): LocalMedia {
  const made = new LocalMedia({ devices: some, permissions: permissionStates, wishes });
  record(made);
  made.wishes.subscribe((next) => next !== wishes && kept.push(next));
  return made;
}

/** Whatever it announces from now on. What it begins with is no news. */
function record({ state, tracks }: LocalMedia): void {
  const initial = state.value;
  state.subscribe((next) => next !== initial && changes.push({ state: next, tracks: tracks.value }));
}

beforeEach(() => {
  [asked, granted, permissions, changes, kept] = [[], [], {}, [], []];
  answer = () => {};
  media = createMedia();
});
afterEach(() => {
  media.stop();
  for (const track of granted) track.stop();
});

/** The tracks and the picture of the latest change, and the two states in a word each. */
function latest() {
  const { state, tracks } = changes.at(-1) ?? expect.unreachable('Nothing was announced');
  const word = (device: Device) => {
    const of = state[device];
    return of.status === 'unavailable' ? of.problem : of.status;
  };
  return { ...tracks, stream: state.stream, states: [word('microphone'), word('camera')] };
}

const refuse = (name: string, message = '') => {
  throw new DOMException(message, name);
};

it('asks at once, apart, where it was prepared and both are allowed by then', async () => {
  permissions = { microphone: 'granted', camera: 'granted' };
  media.prepare();
  await new Promise((resolve) => setTimeout(resolve));
  const started = media.start();
  expect(asked).toEqual(['microphone', 'camera']);
  await started;
  expect(latest().states).toEqual(['on', 'on']);
});

it('asks as one question where it was prepared and something is not allowed', async () => {
  permissions = { microphone: 'granted', camera: 'prompt' };
  media.prepare();
  await media.start();
  expect(asked).toEqual(['both']);
});

it.each([
  ['is kept at hand where it was prepared, and opened by nothing but a start', 'granted', true, 3],
  ['is left alone where the browser would ask the person', 'prompt', true, 0],
  ['is left alone where nobody wishes for one', 'granted', false, 0],
] as const)('a camera %s', async (_, permission, camera, lookCount) => {
  permissions = { microphone: 'granted', camera: permission };
  let looks = 0;
  const enumerateDevices = async () => {
    looks += 1;
    return [];
  };
  media.stop();
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    media = createMedia({ microphone: true, camera }, { ...devices, enumerateDevices } as typeof devices);
    media.prepare();
    await new Promise((resolve) => setTimeout(resolve));
    vi.advanceTimersByTime(10_000);
    expect([looks, asked]).toEqual([lookCount, []]);
    await media.start();
    vi.advanceTimersByTime(10_000);
    expect(looks).toBe(lookCount);
  } finally {
    vi.useRealTimers();
  }
});

/** Fails whenever one of these is asked for, alone or with the other. */
function withFailing(...failing: readonly [Device, name: string][]): void {
  answer = (what) => {
    for (const [device, name] of failing) if (what === 'both' || what === device) refuse(name);
  };
}

const isReleased = (track: MediaStreamTrack | null) => track?.readyState === 'ended';

it('a microphone that is switched off while it is being asked for does not come on', async () => {
  const asking = Promise.withResolvers<void>();
  media.stop();
  media = createMedia({ microphone: false, camera: false });
  await media.start();
  answer = () => asking.promise;
  const toggled = media.toggle('microphone');
  await expect.poll(() => asked).toEqual(['microphone']);
  media.switchOff('microphone');
  asking.resolve();
  await toggled;
  expect(media.state.value.microphone.status).toBe('off');
  expect(media.tracks.value.microphone?.enabled ?? false).toBe(false);
  expect(media.wishes.value.microphone).toBe(false);
});

describe('starting', () => {
  it('asks for both in one question, and shows what the camera sees', async () => {
    await media.start();
    expect(asked).toEqual(['both']);
    const { states, stream, microphone, camera } = latest();
    expect(states).toEqual(['on', 'on']);
    expect([microphone?.kind, camera?.kind]).toEqual(['audio', 'video']);
    expect(stream?.getTracks()).toEqual([camera]);
  });

  it.each(['camera', 'microphone'] as const)('keeps the other when there is no %s', async (missing) => {
    withFailing([missing, 'NotFoundError']);
    await media.start();
    const { states, microphone, camera, stream } = latest();
    expect(asked).toEqual(['both', 'microphone', 'camera']);
    expect(states).toEqual(missing === 'camera' ? ['on', 'not-found'] : ['not-found', 'on']);
    expect([microphone !== null, camera !== null]).toEqual([missing === 'camera', missing === 'microphone']);
    expect(stream !== null).toBe(missing === 'microphone');
  });

  it.each<[name: string, code: MediaErrorCode]>([
    ['NotFoundError', 'not-found'],
    ['OverconstrainedError', 'not-found'],
    ['NotReadableError', 'in-use'],
    ['AbortError', 'in-use'],
    ['InvalidStateError', 'unknown'],
  ])('gives the reason of each when neither can be had: %s', async (name, code) => {
    withFailing(['microphone', name], ['camera', name]);
    await media.start();
    expect(latest()).toEqual({ microphone: null, camera: null, stream: null, states: [code, code] });
    expect(asked).toEqual(['both', 'microphone', 'camera']);
  });

  it('gives each its own reason', async () => {
    withFailing(['microphone', 'NotReadableError'], ['camera', 'NotFoundError']);
    await media.start();
    expect(latest().states).toEqual(['in-use', 'not-found']);
  });

  it('does not fail where there are no media devices at all, as in browsers inside other apps', async () => {
    const nowhere = new LocalMedia({
      devices: undefined,
      permissions: undefined,
      wishes: { microphone: true, camera: true },
    });
    record(nowhere);
    await nowhere.start();
    expect(latest().states).toEqual(['unsupported', 'unsupported']);
    await nowhere.toggle('camera');
    expect(latest().states).toEqual(['unsupported', 'unsupported']);
  });

  it('asks for each by itself where nobody needs to be asked, so that neither waits for the other', async () => {
    permissions = { microphone: 'granted', camera: 'granted' };
    await media.start();
    expect(asked).toEqual(['microphone', 'camera']);
    expect(latest().states).toEqual(['on', 'on']);
  });
});

describe('a refusal', () => {
  beforeEach(() => {
    answer = (what) => {
      const isRefused = (device: Device) =>
        permissions[device] !== 'granted' && (what === 'both' || what === device);
      if (isRefused('microphone') || isRefused('camera')) refuse('NotAllowedError', 'Permission denied');
    };
  });

  it.each<[string, typeof permissions]>([
    ['by the person, of both', { microphone: 'prompt', camera: 'prompt' }],
    ['by the settings, of both', { microphone: 'denied', camera: 'denied' }],
    ['where the browser does not say of what', {}],
  ])('%s, is final: nobody is asked again', async (_, states) => {
    permissions = states;
    await media.start();
    expect(asked).toEqual(['both']);
    expect(latest().states).toEqual(['permission-denied', 'permission-denied']);
  });

  it('that is none, since the question was only closed, is asked about once more, in one question', async () => {
    permissions = { microphone: 'prompt', camera: 'prompt' };
    answer = () => refuse('NotAllowedError', 'Permission dismissed');
    await media.start();
    expect(latest().states).toEqual(['question-closed', 'question-closed']);
    // Whoever joins meanwhile goes without, until they ask.
    media.goWithout();
    answer = () => {};
    await media.askAgain();
    expect([asked, latest().states]).toEqual([
      ['both', 'both'],
      ['on', 'on'],
    ]);
    await media.askAgain();
    expect(asked).toHaveLength(2);
  });

  it('of the camera alone, by closing its question, is asked about alone', async () => {
    permissions = { microphone: 'granted', camera: 'prompt' };
    media.stop();
    media = createMedia({ microphone: true, camera: false });
    await media.start();
    answer = () => refuse('NotAllowedError', 'Permission dismissed');
    await media.toggle('camera');
    expect(latest().states).toEqual(['on', 'question-closed']);
    answer = () => {};
    await media.askAgain();
    expect([asked, latest().states]).toEqual([
      ['microphone', 'camera', 'camera'],
      ['on', 'on'],
    ]);
  });

  it('of the camera alone does not cost the microphone', async () => {
    permissions = { microphone: 'granted', camera: 'denied' };
    await media.start();
    expect(asked).toEqual(['both', 'microphone']);
    expect(latest().states).toEqual(['on', 'permission-denied']);
  });

  it('of the microphone alone does not cost the camera', async () => {
    permissions = { microphone: 'denied', camera: 'granted' };
    await media.start();
    expect(asked).toEqual(['both', 'camera']);
    expect(latest().states).toEqual(['permission-denied', 'on']);
  });

  it('by the system is said to be the system’s', async () => {
    answer = () => refuse('NotAllowedError', 'Permission denied by system');
    await media.start();
    expect(latest().states).toEqual(['blocked-by-system', 'blocked-by-system']);
  });

  it('can be taken back: the device is asked for again when it is switched on', async () => {
    permissions = { microphone: 'denied', camera: 'denied' };
    await media.start();
    permissions = { microphone: 'denied', camera: 'granted' };
    await media.toggle('camera');
    expect(latest().states).toEqual(['permission-denied', 'on']);
    await media.toggle('microphone');
    expect(latest().states).toEqual(['permission-denied', 'on']);
    expect(asked).toEqual(['both', 'camera', 'microphone']);
  });
});

describe('switching', () => {
  beforeEach(() => media.start());

  it('the microphone off keeps it, muted, so that it is on again at once', async () => {
    const { microphone } = latest();
    await media.toggle('microphone');
    expect(latest()).toMatchObject({ microphone, states: ['off', 'on'] });
    expect([microphone?.enabled, isReleased(microphone)]).toEqual([false, false]);
    await media.toggle('microphone');
    expect(latest()).toMatchObject({ microphone, states: ['on', 'on'] });
    expect(microphone?.enabled).toBe(true);
    expect(asked).toEqual(['both']);
  });

  it('the camera off lets go of it, and on asks for it again', async () => {
    const { camera: before } = latest();
    await media.toggle('camera');
    expect(latest()).toMatchObject({ camera: null, stream: null, states: ['on', 'off'] });
    expect(isReleased(before)).toBe(true);
    await media.toggle('camera');
    const { camera, stream, states } = latest();
    expect(states).toEqual(['on', 'on']);
    expect(camera).not.toBe(before);
    expect(stream?.getTracks()).toEqual([camera]);
    expect(asked).toEqual(['both', 'camera']);
  });

  it('the camera on says why it cannot be had any more', async () => {
    await media.toggle('camera');
    withFailing(['camera', 'NotReadableError']);
    await media.toggle('camera');
    expect(latest()).toMatchObject({ camera: null, states: ['on', 'in-use'] });
  });

  it('is ignored while the browser asks', async () => {
    await media.toggle('camera');
    const consent = Promise.withResolvers<void>();
    answer = () => consent.promise;
    const first = media.toggle('camera');
    expect(latest().states).toEqual(['on', 'asking']);
    await media.toggle('camera');
    expect(latest().states).toEqual(['on', 'asking']);
    consent.resolve();
    await first;
    expect(latest().states).toEqual(['on', 'on']);
    expect(asked).toEqual(['both', 'camera']);
  });
});

it('toggling is ignored while the first question is open', async () => {
  const consent = Promise.withResolvers<void>();
  answer = () => consent.promise;
  const started = media.start();
  await media.toggle('microphone');
  await media.toggle('camera');
  await expect.poll(() => asked).toEqual(['both']);
  expect(latest().states).toEqual(['asking', 'asking']);
  consent.resolve();
  await started;
  expect(latest().states).toEqual(['on', 'on']);
});

describe('what a person wishes', () => {
  it.each<[DeviceWishes, Asked[], string[]]>([
    [{ microphone: false, camera: false }, [], ['off', 'off']],
    [{ microphone: true, camera: false }, ['microphone'], ['on', 'off']],
    [{ microphone: false, camera: true }, ['camera'], ['off', 'on']],
  ])('is what is asked for, and nothing else: %j', async (wishes, expected, states) => {
    media = createMedia(wishes);
    const started = media.start();
    expect(latest().states.map((state) => state === 'asking')).toEqual([wishes.microphone, wishes.camera]);
    await started;
    expect(asked).toEqual(expected);
    expect(latest().states).toEqual(states);
    expect(kept).toEqual([]);
  });

  it('can be changed at any time, and is told each time', async () => {
    media = createMedia({ microphone: false, camera: false });
    await media.start();
    await media.toggle('camera');
    await media.toggle('microphone');
    await media.toggle('camera');
    expect(latest().states).toEqual(['on', 'off']);
    expect(kept).toEqual([
      { microphone: false, camera: true },
      { microphone: true, camera: true },
      { microphone: true, camera: false },
    ]);
  });

  it('is no device that they have gone on without: it is not there, and not asked for the next time', async () => {
    withFailing(['camera', 'NotFoundError']);
    await media.start();
    media.goWithout();
    expect(kept).toEqual([{ microphone: true, camera: false }]);
    expect(latest().states).toEqual(['on', 'not-found']);
    answer = () => {};
    await media.toggle('camera');
    expect(latest().states).toEqual(['on', 'on']);
    expect(kept.at(-1)).toEqual({ microphone: true, camera: true });
  });

  it('stays as it is while the devices are there', async () => {
    await media.start();
    media.goWithout();
    expect(kept).toEqual([]);
  });
});

it('goes on when whoever listens fails, on a broken link for instance', async () => {
  const failure = new Error('A link that is broken');
  const uncaught: unknown[] = [];
  const note = (event: ErrorEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    uncaught.push(event.error);
  };
  addEventListener('error', note, { capture: true });
  media = new LocalMedia({
    devices,
    permissions: permissionStates,
    wishes: { microphone: true, camera: true },
  });
  record(media);
  let tellCount = 0;
  const listening = new AbortController();
  media.state.subscribe(() => {
    tellCount += 1;
    throw failure;
  }, listening.signal);
  await media.start();
  await media.toggle('camera');
  expect(latest()).toMatchObject({ camera: null, states: ['on', 'off'] });
  await media.toggle('camera');
  await media.toggle('microphone');
  expect(latest().states).toEqual(['off', 'on']);
  expect(latest().microphone?.enabled).toBe(false);
  expect(uncaught).toHaveLength(tellCount);
  expect(tellCount).toBeGreaterThan(changes.length);
  expect(uncaught.every((error) => error === failure)).toBe(true);
  // It is told once more when the media stop, and nobody would catch that.
  listening.abort();
  removeEventListener('error', note, { capture: true });
});
