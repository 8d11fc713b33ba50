/** Devices that go away, and pages that do. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutgoingTracks } from '../call/link.ts';
import { LocalMedia, type LocalMediaState } from './local-media.ts';

let answer: () => Promise<void> | void;
let askedCount: number;
let granted: MediaStreamTrack[];
let changes: { readonly state: LocalMediaState; readonly tracks: OutgoingTracks }[];
let media: LocalMedia;

beforeEach(() => {
  [askedCount, granted, changes] = [0, [], []];
  answer = () => {};
  const getUserMedia = async (constraints?: MediaStreamConstraints) => {
    askedCount += 1;
    await answer();
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    granted.push(...stream.getTracks());
    return stream;
  };
  media = new LocalMedia({ getUserMedia }, navigator.permissions, (state, tracks) =>
    changes.push({ state, tracks }),
  );
});
afterEach(() => {
  for (const track of granted) track.stop();
});

/** As the browser does when a device is unplugged. */
function unplug(track: MediaStreamTrack | null | undefined): void {
  track?.stop();
  track?.dispatchEvent(new Event('ended'));
}

const releasedCount = () => granted.filter(({ readyState }) => readyState === 'ended').length;
const latest = () => changes.at(-1);
const lost = { status: 'unavailable', problem: 'not-found' };

describe('a device that is unplugged', () => {
  it('is unavailable, and the other goes on', async () => {
    await media.start();
    const { camera, microphone } = latest()?.tracks ?? {};
    unplug(camera);
    expect(latest()).toMatchObject({
      state: { camera: lost, microphone: { status: 'on' }, stream: null },
      tracks: { camera: null, microphone },
    });
    unplug(microphone);
    expect(latest()).toMatchObject({ state: { microphone: lost }, tracks: { microphone: null } });
    media.stop();
  });

  it('is asked for again when it is switched on', async () => {
    await media.start();
    unplug(latest()?.tracks.microphone);
    await media.toggle('microphone');
    expect(latest()).toMatchObject({ state: { microphone: { status: 'on' } } });
    expect(askedCount).toBe(2);
    media.stop();
  });

  it('is lost even while it is muted', async () => {
    await media.start();
    await media.toggle('microphone');
    unplug(latest()?.tracks.microphone);
    expect(latest()?.state.microphone).toEqual(lost);
    media.stop();
  });

  it('does not matter once another is in its place', async () => {
    await media.start();
    const old = latest()?.tracks.camera;
    await media.toggle('camera');
    await media.toggle('camera');
    const count = changes.length;
    unplug(old);
    expect(changes).toHaveLength(count);
    media.stop();
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
    media.stop();
    consent.resolve();
    await started;
    expect([granted.length, releasedCount()]).toEqual([2, 2]);
    expect(changes).toEqual([]);
  });

  it('nobody is asked a second time when the first question failed', async () => {
    const failure = Promise.withResolvers<void>();
    answer = () => failure.promise;
    const started = media.start();
    media.stop();
    failure.reject(new DOMException('', 'NotFoundError'));
    await started;
    expect([askedCount, changes.length]).toEqual([1, 0]);
  });

  it('no device is switched on', async () => {
    await media.start();
    await media.toggle('camera');
    media.stop();
    const count = changes.length;
    await media.toggle('camera');
    expect(askedCount).toBe(1);
    expect(changes).toHaveLength(count);
  });

  it('a device that goes away is not told of', async () => {
    await media.start();
    const { camera } = latest()?.tracks ?? {};
    const count = changes.length;
    media.stop();
    unplug(camera);
    expect(changes).toHaveLength(count);
  });
});
