import { type CallId, MAX_SCHEDULED_LENGTH_MS } from '@parley/protocol';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openCall } from './call.ts';
import type { CallOptions, CallServices } from './call-options.ts';
import { createCall } from './creation/create-call.ts';
import { scheduleCall } from './creation/schedule-call.ts';
import { CallError } from './ports/call-error.ts';
import { CallSession } from './session/call-session.ts';
import type { CallState } from './session/call-state.ts';
import { type MemoryCallStore, MemoryDatabase } from './testing/memory-call-store.ts';
import { memoryServices } from './testing/memory-services.ts';

let database: MemoryDatabase;
let id: CallId;
/** Everything that the browser has handed out, of all the controllers of a test. */
let tracks: MediaStreamTrack[];

const createServices = (uid: string) => memoryServices(database, uid);

beforeEach(async () => {
  // One page stands for two tabs here, which remember their seats separately.
  sessionStorage.clear();
  database = new MemoryDatabase();
  // What the browser hands out when a test is over is none of the next one's.
  const handedOut: MediaStreamTrack[] = [];
  tracks = handedOut;
  const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  const spy = vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockImplementation(async (constraints) => {
    const stream = await getUserMedia(constraints);
    handedOut.push(...stream.getTracks());
    return stream;
  });
  onTestFinished(() => {
    spy.mockRestore();
    for (const track of handedOut) track.stop();
  });
  const { store, identity, clock } = createServices('host-user');
  id = await createCall({ store, identity, clock, signal: new AbortController().signal });
});

function open(options: Partial<CallOptions> = {}) {
  const states: CallState[] = [];
  const call = openCall({
    id,
    services: Promise.resolve(createServices('host-user')),
    name: 'Ada',
    onIgnored: () => {},
    ...options,
  });
  // What it begins with is no news.
  const initial = call.state.value;
  call.state.subscribe((state) => state !== initial && states.push(state));
  onTestFinished(() => call.close());
  return { call, states };
}

const soon = (condition: () => void) => vi.waitFor(condition, { timeout: 10_000, interval: 10 });
const isCameraOn = (kind = 'any') =>
  tracks.some((track) => track.readyState === 'live' && (kind === 'any' || track.kind === kind));

const cameraComesOn = (pageCount = 1) => soon(() => expect(tracks).toHaveLength(2 * pageCount));
const cameraGoesOut = () => soon(() => expect(isCameraOn()).toBe(false));

describe('two pages in one call', () => {
  async function pair() {
    const { call: host } = open();
    await soon(() => expect(host.state.value.phase).toBe('waiting'));
    const services = Promise.resolve(createServices('guest-user'));
    const { call: guest } = open({ name: 'Bob', services });
    // Between two on one machine there is no way that may be told before one of them has come in.
    host.enter();
    for (const page of [host, guest]) await soon(() => expect(page.state.value.phase).toBe('connected'));
    return { host, guest };
  }

  it('see each other once both have entered, and know each other’s names', async () => {
    const { host, guest } = await pair();
    await soon(() => expect(host.state.value).toMatchObject({ peer: { name: '', hasEntered: false } }));
    await soon(() => expect(guest.state.value).toMatchObject({ peer: { name: 'Ada', hasEntered: true } }));
    guest.enter();
    await soon(() => expect(host.state.value).toMatchObject({ peer: { name: 'Bob', hasEntered: true } }));
    for (const { incoming } of [host, guest]) {
      const video = document.createElement('video');
      video.muted = true;
      video.srcObject = incoming.value.person;
      await video.play();
      await soon(() => expect(video.getVideoPlaybackQuality().totalVideoFrames).toBeGreaterThan(2));
    }
  });

  it('tell each other what they switch off, and let go of it', async () => {
    const { host, guest } = await pair();
    await soon(() =>
      expect(guest.state.value).toMatchObject({ peer: { isCameraOn: true, isMicrophoneOn: true } }),
    );
    host.toggle('camera');
    host.toggle('microphone');
    host.setName('Grace');
    await soon(() => {
      const peer = { name: 'Grace', isCameraOn: false, isMicrophoneOn: false };
      expect(guest.state.value).toMatchObject({ peer });
    });
    const released = tracks.filter(({ readyState }) => readyState === 'ended');
    expect(released.map(({ kind }) => kind)).toEqual(['video']);
  });

  it('show each other a screen beside the camera, each on their own, until it is stopped or they leave', async () => {
    const { host, guest } = await pair();
    guest.enter();
    await soon(() => expect(host.state.value).toMatchObject({ peer: { isScreenShared: false } }));
    const screens: MediaStream[] = [];
    const spy = vi.spyOn(navigator.mediaDevices, 'getDisplayMedia').mockImplementation(async () => {
      const screen = await navigator.mediaDevices.getUserMedia({ video: true });
      screens.push(screen);
      return screen;
    });
    onTestFinished(() => spy.mockRestore());
    host.shareScreen();
    guest.shareScreen();
    for (const page of [host, guest]) {
      await soon(() => expect(page.peer?.isScreenShared).toBe(true));
      for (const stream of [page.incoming.value.screen, page.incoming.value.person]) {
        const video = Object.assign(document.createElement('video'), { muted: true, srcObject: stream });
        await video.play();
        await soon(() => expect(video.getVideoPlaybackQuality().totalVideoFrames).toBeGreaterThan(2));
      }
    }
    host.stopSharing();
    await soon(() => expect(guest.peer?.isScreenShared).toBe(false));
    expect([host.screen.value.status, guest.screen.value.status]).toEqual(['off', 'on']);
    guest.leave();
    expect(guest.screen.value).toEqual({ status: 'off' });
    expect(screens.flatMap((screen) => screen.getTracks()).map(({ readyState }) => readyState)).toEqual([
      'ended',
      'ended',
    ]);
  });

  it('are alone when the other has gone, without the picture of who was there', async () => {
    const { host, guest } = await pair();
    guest.close();
    await soon(() => expect(host.state.value).toMatchObject({ phase: 'waiting', because: 'peer-left' }));
    expect(host.incoming.value.person).toBeNull();
  });

  it('end together, with the cameras off', async () => {
    const { host, guest } = await pair();
    await host.end();
    await soon(() => expect(guest.state.value).toEqual({ phase: 'ended', reason: 'host-ended' }));
    expect(isCameraOn()).toBe(false);
    for (const { media, incoming } of [host, guest]) {
      expect([media.value.stream, incoming.value.person]).toEqual([null, null]);
    }
  });
});

describe('before its services are there', () => {
  const never = new Promise<never>(() => {});

  it('a page arrives, with the camera on already', async () => {
    const { call } = open({ services: never });
    await soon(() => expect(call.media.value.camera.status).toBe('on'));
    expect(call.state.value).toEqual({ phase: 'arriving', hasEntered: false });
  });

  it('it may be entered, which holds', async () => {
    const services = Promise.withResolvers<CallServices>();
    const { call } = open({ services: services.promise });
    call.enter();
    services.resolve(createServices('host-user'));
    await soon(() => expect(call.state.value).toMatchObject({ phase: 'waiting', hasEntered: true }));
  });

  it('it may be left, and stays left whatever becomes of them', async () => {
    const failing = Promise.withResolvers<CallServices>();
    const coming = Promise.withResolvers<CallServices>();
    const pages = [open({ services: failing.promise }), open({ services: coming.promise })];
    await cameraComesOn(2);
    for (const { call } of pages) call.leave();
    failing.reject(new CallError('signaling-unreachable'));
    coming.resolve(createServices('host-user'));
    await cameraGoesOut();
    for (const { states } of pages) expect(states).toEqual([{ phase: 'ended', reason: 'left' }]);
  });

  it('it may be gone, and is told of nothing more', async () => {
    const services = Promise.withResolvers<CallServices>();
    const { call, states } = open({ services: services.promise });
    await cameraComesOn();
    call.close();
    call.close();
    services.reject(new CallError('signaling-unreachable'));
    await cameraGoesOut();
    expect(states).toEqual([]);
  });

  it('they may fail, which is said, with the camera off', async () => {
    const services = Promise.withResolvers<CallServices>();
    const { call } = open({ services: services.promise });
    await cameraComesOn();
    services.reject(new CallError('not-configured'));
    await cameraGoesOut();
    expect(call.state.value).toEqual({ phase: 'failed', error: 'not-configured' });
  });
});

describe('what a person wants of their devices', () => {
  it('holds before the page has asked for any, and is told to whoever keeps it', async () => {
    const { call } = open({ wishes: { microphone: true, camera: false } });
    expect(call.media.value).toMatchObject({
      microphone: { status: 'asking' },
      camera: { status: 'off' },
    });
    await soon(() => expect(call.media.value.microphone.status).toBe('on'));
    expect(tracks.map(({ kind }) => kind)).toEqual(['audio']);
    call.toggle('microphone');
    expect(call.wishes.value).toEqual({ microphone: false, camera: false });
  });

  it('is shown and done whatever the link does', async () => {
    const { call } = open();
    await soon(() => expect(call.state.value.phase).toBe('waiting'));
    await soon(() => expect(call.media.value.camera.status).toBe('on'));
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
      call.toggle('microphone');
      call.toggle('camera');
      await soon(() =>
        expect(call.media.value).toMatchObject({ microphone: { status }, camera: { status } }),
      );
      const [microphone] = tracks.filter(({ kind }) => kind === 'audio');
      expect([microphone?.enabled, isCameraOn('video')]).toEqual([status === 'on', status === 'on']);
    }
    expect(uncaught.length).toBeGreaterThan(0);
    // Whatever a device does later would fail like that too.
    call.close();
  });

  it('is to go without what they have joined without', async () => {
    vi.mocked(navigator.mediaDevices.getUserMedia).mockRejectedValue(new DOMException('', 'NotFoundError'));
    const { call } = open();
    await soon(() => expect(call.media.value.camera.status).toBe('unavailable'));
    call.enter();
    expect(call.wishes.value).toEqual({ microphone: false, camera: false });
  });
});

it('a page that was reloaded is in the call again without being asked', async () => {
  const { call } = open({ hasEntered: true });
  await soon(() => expect(call.state.value).toMatchObject({ phase: 'waiting', hasEntered: true }));
});

describe('the end of a scheduled call', () => {
  const MINUTE_MS = 60_000;

  /** The host of a call that is open, and what their page reaches. */
  async function arranged(lengthMinutes: number) {
    const services = createServices('host-user');
    const startsAt = Math.ceil(database.now() / MINUTE_MS + 5) * MINUTE_MS;
    const endsAt = startsAt + lengthMinutes * MINUTE_MS;
    const scheduling = { ...services, signal: new AbortController().signal };
    const scheduled = await scheduleCall(scheduling, {
      ...{ title: 'Lesson 4', timeZone: 'UTC', admission: 'anyone' as const },
      ...{ opensAt: startsAt - 10 * MINUTE_MS, startsAt, endsAt },
    });
    const { call } = open({ id: scheduled.id, services });
    await soon(() => expect(call.state.value).toMatchObject({ phase: 'waiting', role: 'host' }));
    return { call, store: services.store as MemoryCallStore, startsAt, endsAt };
  }

  it('is moved by the host', async () => {
    const { call, endsAt } = await arranged(30);
    await call.extend(15 * MINUTE_MS);
    await soon(() => expect(call.time.value?.endsAt).toBe(endsAt + 15 * MINUTE_MS));
  });

  it('is moved no further than a call may last', async () => {
    const { call, startsAt } = await arranged(MAX_SCHEDULED_LENGTH_MS / MINUTE_MS - 5);
    await call.extend(15 * MINUTE_MS);
    await soon(() => expect(call.time.value?.endsAt).toBe(startsAt + MAX_SCHEDULED_LENGTH_MS));
  });

  it('that cannot be moved stays, and the call goes on and tells', async () => {
    const { call, store, endsAt } = await arranged(30);
    store.reach = 'offline';
    await call.extend(15 * MINUTE_MS);
    expect(call.state.value).toMatchObject({ phase: 'waiting', trouble: 'signaling-unreachable' });
    expect(call.time.value?.endsAt).toBe(endsAt);
    store.reach = 'online';
    await call.extend(15 * MINUTE_MS);
    await soon(() => expect(call.time.value?.endsAt).toBe(endsAt + 15 * MINUTE_MS));
  });

  it('is not asked for any more once the page is gone', async () => {
    const { call, store } = await arranged(30);
    const before = store.commits.length;
    call.close();
    await call.extend(15 * MINUTE_MS);
    expect(store.commits.slice(before).map(({ type }) => type)).not.toContain('reschedule');
  });
});
