import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutgoingTracks } from '../call/link.ts';
import { type Device, LocalMedia, type LocalMediaState } from './local-media.ts';
import type { MediaErrorCode } from './media-error.ts';

type Asked = 'both' | Device;

/** What the browser does when it is asked: fails like this, or asks its fake devices. */
let answer: (asked: Asked) => Promise<void> | void;
let asked: Asked[];
let granted: MediaStreamTrack[];
let permissions: Partial<Record<Device, PermissionState>>;
let changes: { readonly state: LocalMediaState; readonly tracks: OutgoingTracks }[];
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
    return { state } as PermissionStatus;
  },
} as Pick<Permissions, 'query'>;

beforeEach(() => {
  [asked, granted, permissions, changes] = [[], [], {}, []];
  answer = () => {};
  media = new LocalMedia(devices, permissionStates, (state, tracks) => changes.push({ state, tracks }));
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

/** Fails whenever one of these is asked for, alone or with the other. */
function withFailing(...failing: readonly [Device, name: string][]): void {
  answer = (what) => {
    for (const [device, name] of failing) if (what === 'both' || what === device) refuse(name);
  };
}

const isReleased = (track: MediaStreamTrack | null) => track?.readyState === 'ended';

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

  it('does not fail where there are no media devices at all', async () => {
    const nowhere = new LocalMedia(undefined as never, undefined as never, (state, tracks) =>
      changes.push({ state, tracks }),
    );
    await nowhere.start();
    expect(latest().states).toEqual(['unknown', 'unknown']);
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
  expect([asked, changes]).toEqual([['both'], []]);
  consent.resolve();
  await started;
  expect(latest().states).toEqual(['on', 'on']);
});
