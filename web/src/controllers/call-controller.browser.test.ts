import type { CallId } from '@parley/protocol';
import type { ReactiveControllerHost } from 'lit';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { CallError } from '../call/call-error.ts';
import { CallSession } from '../call/call-session.ts';
import type { CallState } from '../call/call-state.ts';
import { createCall } from '../call/create-call.ts';
import { ServerClock } from '../call/server-clock.ts';
import { MemoryCallStore, MemoryDatabase } from '../testing/memory-call-store.ts';
import { CallController, type CallControllerOptions, type CallServices } from './call-controller.ts';

let database: MemoryDatabase;
let id: CallId;
/** Everything that the browser has handed out, of all the controllers of a test. */
let tracks: MediaStreamTrack[];

function createServices(uid: string): CallServices {
  const store = new MemoryCallStore(database, uid);
  const desk = { claimHost: async () => {} };
  return {
    store,
    identity: { signIn: async () => uid },
    desk,
    clock: new ServerClock(),
    rtcConfiguration: {},
  };
}

beforeEach(async () => {
  // One page stands for two tabs here, which remember their seats separately.
  sessionStorage.clear();
  database = new MemoryDatabase();
  tracks = [];
  const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  const spy = vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockImplementation(async (constraints) => {
    const stream = await getUserMedia(constraints);
    tracks.push(...stream.getTracks());
    return stream;
  });
  onTestFinished(() => {
    spy.mockRestore();
    for (const track of tracks) track.stop();
  });
  const { store, identity, clock } = createServices('host-user');
  id = await createCall({ store, identity, clock, signal: new AbortController().signal });
});

function open(options: Partial<CallControllerOptions> = {}) {
  const states: CallState[] = [];
  const requestUpdate = vi.fn();
  const host: ReactiveControllerHost = {
    addController: () => {},
    removeController: () => {},
    requestUpdate,
    updateComplete: Promise.resolve(true),
  };
  const controller = new CallController(host, {
    id,
    services: Promise.resolve(createServices('host-user')),
    isResumed: false,
    connectsOnlyWhenJoining: () => false,
    name: 'Ada',
    wishes: { microphone: true, camera: true },
    onWish: () => {},
    onTransition: (_, to) => states.push(to),
    onIgnored: () => {},
    ...options,
  });
  onTestFinished(() => controller.dispose());
  return { controller, states, requestUpdate };
}

const soon = (condition: () => void) => vi.waitFor(condition, { timeout: 10_000, interval: 10 });
const isCameraOn = (kind = 'any') =>
  tracks.some((track) => track.readyState === 'live' && (kind === 'any' || track.kind === kind));

const cameraComesOn = (pageCount = 1) => soon(() => expect(tracks).toHaveLength(2 * pageCount));
const cameraGoesOut = () => soon(() => expect(isCameraOn()).toBe(false));

describe('two pages in one call', () => {
  async function pair() {
    const { controller: host } = open();
    await soon(() => expect(host.state.phase).toBe('waiting'));
    const services = Promise.resolve(createServices('guest-user'));
    const { controller: guest } = open({ name: 'Bob', services });
    // Between two on one machine there is no way that may be told before one of them has come in.
    host.enter();
    for (const page of [host, guest]) await soon(() => expect(page.state.phase).toBe('connected'));
    return { host, guest };
  }

  it('see each other once both have entered, and know each other’s names', async () => {
    const { host, guest } = await pair();
    await soon(() => expect(host.state).toMatchObject({ peer: { name: '', hasEntered: false } }));
    await soon(() => expect(guest.state).toMatchObject({ peer: { name: 'Ada', hasEntered: true } }));
    guest.enter();
    await soon(() => expect(host.state).toMatchObject({ peer: { name: 'Bob', hasEntered: true } }));
    for (const { remoteStream } of [host, guest]) {
      const video = document.createElement('video');
      video.muted = true;
      video.srcObject = remoteStream;
      await video.play();
      await soon(() => expect(video.getVideoPlaybackQuality().totalVideoFrames).toBeGreaterThan(2));
    }
  });

  it('tell each other what they switch off, and let go of it', async () => {
    const { host, guest } = await pair();
    await soon(() => expect(guest.state).toMatchObject({ peer: { isCameraOn: true, isMicrophoneOn: true } }));
    host.toggle('camera');
    host.toggle('microphone');
    host.setName('Grace');
    await soon(() => {
      const peer = { name: 'Grace', isCameraOn: false, isMicrophoneOn: false };
      expect(guest.state).toMatchObject({ peer });
    });
    const released = tracks.filter(({ readyState }) => readyState === 'ended');
    expect(released.map(({ kind }) => kind)).toEqual(['video']);
  });

  it('are alone when the other has gone, without the picture of who was there', async () => {
    const { host, guest } = await pair();
    guest.dispose();
    await soon(() => expect(host.state).toMatchObject({ phase: 'waiting', because: 'peer-left' }));
    expect(host.remoteStream).toBeNull();
  });

  it('end together, with the cameras off', async () => {
    const { host, guest } = await pair();
    await host.end();
    await soon(() => expect(guest.state).toEqual({ phase: 'ended', reason: 'host-ended' }));
    expect(isCameraOn()).toBe(false);
    for (const { localMedia, remoteStream } of [host, guest]) {
      expect([localMedia.stream, remoteStream]).toEqual([null, null]);
    }
  });
});

describe('before its services are there', () => {
  const never = new Promise<never>(() => {});

  it('a page arrives, with the camera on already', async () => {
    const { controller } = open({ services: never });
    await soon(() => expect(controller.localMedia.camera.status).toBe('on'));
    expect(controller.state).toEqual({ phase: 'arriving', hasEntered: false });
  });

  it('it may be entered, which holds', async () => {
    const services = Promise.withResolvers<CallServices>();
    const { controller } = open({ services: services.promise });
    controller.enter();
    services.resolve(createServices('host-user'));
    await soon(() => expect(controller.state).toMatchObject({ phase: 'waiting', hasEntered: true }));
  });

  it('it may be left, and stays left whatever becomes of them', async () => {
    const failing = Promise.withResolvers<CallServices>();
    const coming = Promise.withResolvers<CallServices>();
    const pages = [open({ services: failing.promise }), open({ services: coming.promise })];
    await cameraComesOn(2);
    for (const { controller } of pages) controller.leave();
    failing.reject(new CallError('signaling-unreachable'));
    coming.resolve(createServices('host-user'));
    await cameraGoesOut();
    for (const { states } of pages) expect(states).toEqual([{ phase: 'ended', reason: 'left' }]);
  });

  it('it may be gone, and is told of nothing more', async () => {
    const services = Promise.withResolvers<CallServices>();
    const { controller, states, requestUpdate } = open({ services: services.promise });
    await cameraComesOn();
    requestUpdate.mockClear();
    controller.dispose();
    controller.dispose();
    services.reject(new CallError('signaling-unreachable'));
    await cameraGoesOut();
    expect(states).toEqual([]);
    expect(requestUpdate).not.toHaveBeenCalled();
  });

  it('they may fail, which is said, with the camera off', async () => {
    const services = Promise.withResolvers<CallServices>();
    const { controller } = open({ services: services.promise });
    await cameraComesOn();
    services.reject(new CallError('not-configured'));
    await cameraGoesOut();
    expect(controller.state).toEqual({ phase: 'failed', error: 'not-configured' });
  });
});

describe('what a person wants of their devices', () => {
  it('holds before the page has asked for any, and is told to whoever keeps it', async () => {
    const onWish = vi.fn();
    const { controller } = open({ wishes: { microphone: true, camera: false }, onWish });
    expect(controller.localMedia).toMatchObject({
      microphone: { status: 'asking' },
      camera: { status: 'off' },
    });
    await soon(() => expect(controller.localMedia.microphone.status).toBe('on'));
    expect(tracks.map(({ kind }) => kind)).toEqual(['audio']);
    controller.toggle('microphone');
    expect(onWish.mock.calls).toEqual([[{ microphone: false, camera: false }]]);
  });

  it('is shown and done whatever the link does', async () => {
    const { controller } = open();
    await soon(() => expect(controller.state.phase).toBe('waiting'));
    await soon(() => expect(controller.localMedia.camera.status).toBe('on'));
    const uncaught: string[] = [];
    const note = (event: ErrorEvent) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      uncaught.push(event.message);
    };
    addEventListener('error', note, { capture: true });
    onTestFinished(() => removeEventListener('error', note, { capture: true }));
    const fail = () => {
      throw new Error('A link that is broken');
    };
    const spies = [
      vi.spyOn(CallSession.prototype, 'setTracks').mockImplementation(fail),
      vi.spyOn(CallSession.prototype, 'setPresence').mockImplementation(fail),
    ];
    onTestFinished(() => {
      for (const spy of spies) spy.mockRestore();
    });
    for (const status of ['off', 'on'] as const) {
      controller.toggle('microphone');
      controller.toggle('camera');
      await soon(() =>
        expect(controller.localMedia).toMatchObject({ microphone: { status }, camera: { status } }),
      );
      const [microphone] = tracks.filter(({ kind }) => kind === 'audio');
      expect([microphone?.enabled, isCameraOn('video')]).toEqual([status === 'on', status === 'on']);
    }
    expect(uncaught.length).toBeGreaterThan(0);
  });

  it('is to go without what they have joined without', async () => {
    vi.mocked(navigator.mediaDevices.getUserMedia).mockRejectedValue(new DOMException('', 'NotFoundError'));
    const onWish = vi.fn();
    const { controller } = open({ onWish });
    await soon(() => expect(controller.localMedia.camera.status).toBe('unavailable'));
    controller.enter();
    expect(onWish).toHaveBeenLastCalledWith({ microphone: false, camera: false });
  });
});

it('a page that was reloaded is in the call again without being asked', async () => {
  const { controller } = open({ isResumed: true });
  await soon(() => expect(controller.state).toMatchObject({ phase: 'waiting', hasEntered: true }));
});
