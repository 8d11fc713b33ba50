import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../ui/global.css';
import { ADA } from '../../testing/call-scenes.ts';
import { createFakePicture } from '../../testing/fake-picture.ts';
import { mount, recordEvents } from '../../testing/mount.ts';
import type { RemotePicture } from './remote-picture.ts';
import './remote-picture.ts';

const MENDING = 'Connection lost.';

// Browsers play nothing unasked on a page that nobody has touched.
beforeEach(() => userEvent.keyboard('a'));

afterEach(() => vi.restoreAllMocks());

/** With a size: what has none is out of sight, and Chromium does not play what is out of sight and silent. */
async function mountPicture(properties: Partial<RemotePicture>): Promise<RemotePicture> {
  const element = await mount('parley-remote-picture', properties);
  Object.assign(element.style, { inlineSize: '320px', blockSize: '200px' });
  return element;
}

function remoteVideo(): HTMLVideoElement {
  return page.getByTestId('remote-video').element() as HTMLVideoElement;
}

test('The other’s picture plays, with its sound', async () => {
  await mountPicture({ stream: createFakePicture(), name: 'Ada', peer: ADA });
  const video = remoteVideo();
  await expect.poll(() => video.getVideoPlaybackQuality().totalVideoFrames).toBeGreaterThan(1);
  await expect.poll(() => [video.muted, video.defaultMuted, video.inert]).toEqual([false, false, false]);
});

test.each([
  ['who has said nothing yet', undefined],
  ['in the lobby', { ...ADA, hasEntered: false }],
])('Whatever comes from somebody %s is neither seen nor heard', async (_, peer) => {
  const element = await mountPicture({ stream: createFakePicture(), name: 'Ada', peer });
  const video = remoteVideo();
  await expect.poll(() => video.getVideoPlaybackQuality().totalVideoFrames).toBeGreaterThan(1);
  expect([video.muted, video.inert, getComputedStyle(video).opacity]).toEqual([true, true, '0']);
  element.peer = ADA;
  await expect.poll(() => [video.muted, video.inert]).toEqual([false, false]);
});

test('Each of their switches hides what it says that it does', async () => {
  const element = await mountPicture({ stream: createFakePicture(), name: 'Ada', peer: ADA });
  const video = remoteVideo();
  await expect.poll(() => [video.muted, video.inert]).toEqual([false, false]);
  element.peer = { ...ADA, isMicrophoneOn: false };
  await element.updateComplete;
  expect([video.muted, video.inert]).toEqual([true, false]);
  element.peer = { ...ADA, isCameraOn: false };
  await element.updateComplete;
  expect([video.muted, video.inert]).toEqual([false, true]);
});

test('Nothing but another stream loads the video anew, and not even that empties it', async () => {
  const element = await mountPicture({ stream: createFakePicture(), name: 'Ada', peer: ADA });
  const video = remoteVideo();
  await expect.poll(() => video.getVideoPlaybackQuality().totalVideoFrames).toBeGreaterThan(1);
  const events: string[] = [];
  for (const type of ['emptied', 'loadstart']) video.addEventListener(type, () => events.push(type));
  for (let count = 0; count < 10; count++) {
    element.peer = { ...ADA, isMicrophoneOn: count % 2 === 0, isCameraOn: count % 3 === 0 };
    element.mending = count % 2 === 1 ? MENDING : undefined;
    element.style.inlineSize = `${200 + 10 * count}px`;
    await element.updateComplete;
  }
  Object.assign(element, { peer: ADA, mending: undefined });
  await expect.poll(() => video.inert).toBe(false);
  element.stream = createFakePicture();
  await element.updateComplete;
  expect(video.inert).toBe(true);
  await expect.poll(() => video.inert).toBe(false);
  expect(events).toEqual([]);
});

test('A picture that comes back is shown from its first new frame on', async () => {
  const element = await mountPicture({ stream: createFakePicture(), name: 'Ada', peer: ADA });
  const video = remoteVideo();
  await expect.poll(() => video.inert).toBe(false);
  element.peer = { ...ADA, isCameraOn: false };
  await element.updateComplete;
  element.peer = ADA;
  await element.updateComplete;
  // The last frame from before still lies on it.
  expect(video.inert).toBe(true);
  expect(page.getByText(/camera is off/).elements()).toEqual([]);
  await expect.poll(() => video.inert).toBe(false);
});

test('Whoever asked for sound alone sees no picture, whatever the other’s page sends, and reads why', async () => {
  const element = await mountPicture({ stream: createFakePicture(), name: 'Ada', peer: ADA });
  const video = remoteVideo();
  await expect.poll(() => video.inert).toBe(false);
  element.unwanted = true;
  await expect.element(page.getByText('You asked for sound only from Ada')).toBeVisible();
  expect([video.inert, video.muted]).toEqual([true, false]);
  element.unwanted = false;
  await expect.poll(() => video.inert).toBe(false);
});

test('Without a way to follow frames, the picture is shown once there are more of them', async () => {
  const { requestVideoFrameCallback } = HTMLVideoElement.prototype;
  Reflect.deleteProperty(HTMLVideoElement.prototype, 'requestVideoFrameCallback');
  onTestFinished(() => {
    Object.assign(HTMLVideoElement.prototype, { requestVideoFrameCallback });
  });
  const element = await mountPicture({ stream: createFakePicture(), name: 'Ada', peer: ADA });
  await expect.poll(() => remoteVideo().inert).toBe(false);
  element.peer = { ...ADA, isCameraOn: false };
  await element.updateComplete;
  element.peer = ADA;
  await element.updateComplete;
  expect(remoteVideo().inert).toBe(true);
  await expect.poll(() => remoteVideo().inert).toBe(false);
});

test('While a link takes another’s place, what they showed last stays, and nobody’s camera is called off', async () => {
  const element = await mountPicture({ stream: createFakePicture(), name: 'Ada', peer: ADA });
  const video = remoteVideo();
  await expect.poll(() => video.inert).toBe(false);
  Object.assign(element, { stream: null, mending: MENDING });
  await element.updateComplete;
  expect([video.inert, (video.srcObject as MediaStream).getTracks().length]).toEqual([false, 1]);
  expect(page.getByText(/camera is off/).elements()).toEqual([]);
  element.mending = undefined;
  await element.updateComplete;
  expect((video.srcObject as MediaStream).getTracks()).toEqual([]);
});

test('Whose picture has not come yet while the link is mended is told that it is', async () => {
  const element = await mountPicture({ stream: null, name: 'Ada', peer: ADA, mending: MENDING });
  await expect.element(page.getByText(MENDING)).toBeVisible();
  // What they said last may be past.
  element.peer = { ...ADA, isCameraOn: false };
  await element.updateComplete;
  expect(page.getByText('Ada’s camera is off').elements()).toEqual([]);
  element.mending = undefined;
  await expect.element(page.getByText('Ada’s camera is off')).toBeVisible();
});

test('Without their camera, their initial stands for them, and the sound goes on', async () => {
  await mountPicture({
    stream: createFakePicture(),
    name: 'ada',
    peer: { ...ADA, isCameraOn: false },
  });
  await expect.element(page.getByText('ada’s camera is off')).toBeVisible();
  await expect.element(page.getByText('A', { exact: true })).toBeVisible();
  const video = remoteVideo();
  await expect.poll(() => getComputedStyle(video).opacity).toBe('0');
  expect(getComputedStyle(video).display).not.toBe('none');
  await expect.poll(() => video.paused).toBe(false);
});

test('Their microphone is marked when it is off, and only then', async () => {
  const element = await mountPicture({
    stream: createFakePicture(),
    name: 'Ada',
    peer: ADA,
  });
  expect(page.getByText(/Microphone off/).elements()).toEqual([]);
  element.peer = { ...ADA, isMicrophoneOn: false };
  await expect.element(page.getByText(/Microphone off/)).toBeInTheDocument();
});

test('While they are in the lobby, it says when they will be seen', async () => {
  await mountPicture({
    stream: createFakePicture(),
    name: 'Ada',
    peer: { ...ADA, hasEntered: false },
  });
  await expect.element(page.getByText(/once they join/)).toBeVisible();
});

test('A name is text, whatever it looks like', async () => {
  const name = '<img src=x onerror=alert(1)>';
  const element = await mountPicture({
    stream: createFakePicture(),
    name,
    peer: { ...ADA, name, isMicrophoneOn: false },
  });
  await expect.element(page.getByText(name)).toBeVisible();
  expect(element.renderRoot.querySelector('img')).toBeNull();
});

test('Where the browser blocks the sound, a press asks for it again', async () => {
  const play = vi
    .spyOn(HTMLMediaElement.prototype, 'play')
    .mockRejectedValueOnce(new DOMException('play() needs a gesture', 'NotAllowedError'))
    .mockResolvedValueOnce();
  const element = await mountPicture({ name: 'Ada', peer: ADA });
  const changes = recordEvents('sound-refusal-changed');
  // The stand-in refuses play() alone; autoplay would begin regardless and take the button away.
  remoteVideo().autoplay = false;
  // Without sound every browser lets a picture begin by itself, whatever was pressed before.
  remoteVideo().muted = true;
  element.stream = createFakePicture();
  await expect.poll(() => element.isSoundRefused).toBe(true);
  element.hear();
  await expect.poll(() => element.isSoundRefused).toBe(false);
  expect(changes).toHaveLength(2);
  expect(play).toHaveBeenCalledTimes(2);
});

test('Where the browser changes its mind about the sound, nothing needs to be pressed', async () => {
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockRejectedValueOnce(new DOMException('', 'NotAllowedError'));
  const element = await mountPicture({ name: 'Ada', peer: ADA });
  remoteVideo().autoplay = false;
  // Without sound every browser lets a picture begin by itself, whatever was pressed before.
  remoteVideo().muted = true;
  element.stream = createFakePicture();
  await expect.poll(() => element.isSoundRefused).toBe(true);
  remoteVideo().autoplay = true;
  await expect.poll(() => element.isSoundRefused).toBe(false);
});

test('A stream that takes another’s place is no reason to offer the button', async () => {
  const element = await mountPicture({
    stream: createFakePicture(),
    name: 'Ada',
    peer: ADA,
  });
  element.stream = createFakePicture();
  await element.updateComplete;
  await expect.poll(() => remoteVideo().getVideoPlaybackQuality().totalVideoFrames).toBeGreaterThan(1);
  expect(element.isSoundRefused).toBe(false);
});

test('A picture of the frame’s shape fills it, one of another is shown whole, and the other way on demand', async () => {
  const element = await mountPicture({
    stream: createFakePicture(320, 180),
    name: 'Ada',
    peer: ADA,
  });
  const fit = () => getComputedStyle(remoteVideo()).objectFit;
  await expect.poll(fit).toBe('cover');
  element.style.inlineSize = '600px';
  await expect.poll(fit).toBe('contain');
  const asked = recordEvents('fit-toggle-requested');
  await userEvent.dblClick(page.getByTestId('remote-video'));
  expect(asked).toHaveLength(1);
  element.otherFit = true;
  await expect.poll(fit).toBe('cover');
  Object.assign(element, { otherFit: false, small: true });
  await expect.poll(fit).toBe('cover');
});
