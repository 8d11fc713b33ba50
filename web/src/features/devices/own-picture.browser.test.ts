import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { MEDIA_ON } from '../../testing/call-scenes.ts';
import { createFakePicture } from '../../testing/fake-picture.ts';
import { mount } from '../../testing/mount.ts';
import type { OwnPicture } from './own-picture.ts';
import './own-picture.ts';

const OFF = { ...MEDIA_ON, stream: null, camera: { status: 'off' } } as const;

async function mountPicture(properties: Partial<OwnPicture>): Promise<[OwnPicture, HTMLVideoElement]> {
  const element = await mount('parley-own-picture', properties);
  Object.assign(element.style, { inlineSize: '320px', blockSize: '200px' });
  return [element, page.getByTestId('local-video').element() as HTMLVideoElement];
}

test('One’s own picture is not loaded anew by whatever is toggled, its own camera included', async () => {
  const [element, video] = await mountPicture({ media: { ...MEDIA_ON, stream: createFakePicture() } });
  await expect.poll(() => video.inert).toBe(false);
  const events: string[] = [];
  for (const type of ['emptied', 'loadstart']) video.addEventListener(type, () => events.push(type));
  for (let count = 0; count < 6; count++) {
    element.media = { ...element.media, ...{ microphone: { status: count % 2 ? 'on' : 'off' } } } as never;
    await element.updateComplete;
  }
  for (let count = 0; count < 3; count++) {
    for (const track of element.media?.stream?.getTracks() ?? []) track.stop();
    element.media = OFF;
    await element.updateComplete;
    expect(video.inert).toBe(true);
    element.media = { ...MEDIA_ON, stream: createFakePicture() };
    await element.updateComplete;
    // Not with the last picture of before.
    expect(video.inert).toBe(true);
    await expect.poll(() => video.inert).toBe(false);
  }
  expect(events).toEqual([]);
});

test('A camera that the system has stopped is not one that is off', async () => {
  const camera = { status: 'muted', problem: 'muted-by-system' } as const;
  const [element] = await mountPicture({ media: { ...MEDIA_ON, camera } });
  await expect.element(page.getByText('Your system has stopped the camera')).toBeVisible();
  element.media = OFF;
  await expect.element(page.getByText('Your camera is off')).toBeVisible();
});
