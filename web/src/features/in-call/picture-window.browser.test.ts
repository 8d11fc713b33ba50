import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '../../ui/global.css';
import { ADA, connected, MEDIA_ON, waiting } from '../../testing/call-scenes.ts';
import { FakeCall } from '../../testing/fake-call.ts';
import { createFakePicture } from '../../testing/fake-picture.ts';
import { mount } from '../../testing/mount.ts';
import { smallTargets, targetsIn } from '../../testing/targets.ts';
import './in-call.ts';
import { tokensOf } from './picture-window-styles.ts';

afterEach(() => vi.restoreAllMocks());

/**
 * A window of its own cannot be opened by a frame, in which these tests run: a frame stands in for it, with a document
 * and style sheets of its own as it has. The real one is tested in whole calls.
 */
function withWindow(): { readonly asked: unknown[]; readonly inside: () => Document } {
  const asked: unknown[] = [];
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const opened = frame.contentWindow as Window & typeof globalThis;
  opened.close = () => opened.dispatchEvent(new Event('pagehide'));
  vi.stubGlobal('documentPictureInPicture', {
    requestWindow: async (options: unknown) => {
      asked.push(options);
      return opened;
    },
  });
  onTestFinished(() => {
    vi.unstubAllGlobals();
    frame.remove();
  });
  return { asked, inside: () => opened.document };
}

async function mountCall(): Promise<FakeCall> {
  const media = { ...MEDIA_ON, stream: createFakePicture() };
  const call = new FakeCall({ state: connected(), media, picture: createFakePicture() });
  await mount('parley-in-call', { call });
  return call;
}

test('The other plays in a window of its own, oneself small in it, and it mutes and leaves', async () => {
  await userEvent.keyboard('a');
  const { asked, inside } = withWindow();
  const call = await mountCall();
  await page.getByRole('button', { name: 'Pop out' }).click();
  await expect.poll(() => inside().querySelectorAll('video').length).toBe(2);
  expect(asked).toHaveLength(1);
  for (const video of inside().querySelectorAll('video')) {
    expect(video.muted).toBe(true);
    await expect.poll(() => video.getVideoPlaybackQuality().totalVideoFrames).toBeGreaterThan(1);
  }
  const mute = inside().querySelector('button');
  expect(mute?.getAttribute('aria-label')).toBe('Turn off microphone');
  expect([targetsIn(inside()).length, smallTargets(inside())]).toEqual([2, []]);
  for (const button of inside().querySelectorAll('button')) button.click();
  expect(call.asked).toEqual(['toggle microphone', 'leave']);
});

test('It follows the call, empties no picture meanwhile, and goes by the same button', async () => {
  await userEvent.keyboard('a');
  const { inside } = withWindow();
  const call = await mountCall();
  await page.getByRole('button', { name: 'Pop out' }).click();
  const theirs = () => inside().querySelector('video');
  await expect.poll(() => theirs()?.getVideoPlaybackQuality().totalVideoFrames ?? 0).toBeGreaterThan(1);
  const events: string[] = [];
  for (const video of [theirs(), page.getByTestId('remote-video').element()])
    video?.addEventListener('emptied', () => events.push('emptied'));
  call.state.set(connected({ peer: { ...ADA, isMicrophoneOn: false } }));
  call.media.set({ ...call.media.value, microphone: { status: 'off' } });
  await expect.poll(() => inside().querySelector('button')?.title).toBe('Turn on microphone');
  expect(events).toEqual([]);
  call.state.set(connected({ peer: { ...ADA, isCameraOn: false } }));
  await expect.poll(() => inside().body.innerText).toContain('Ada’s camera is off');
  await page.getByRole('button', { name: 'Bring back' }).click();
  await expect.poll(() => inside().querySelectorAll('video').length).toBe(0);
  await expect.element(page.getByRole('button', { name: 'Pop out' })).toBeVisible();
});

test('Who has left, and whose picture is not wanted, is said in it, and it can be brought back then too', async () => {
  await userEvent.keyboard('a');
  const { inside } = withWindow();
  const call = await mountCall();
  await page.getByRole('button', { name: 'Pop out' }).click();
  await expect.poll(() => inside().querySelectorAll('video').length).toBe(2);
  const said = () => inside().querySelector<HTMLElement>('.absence:not([hidden])')?.innerText;
  expect(said()).toBeUndefined();
  call.dataUse.set('audio-only');
  await expect.poll(said).toBe('You asked for sound only from Ada');
  call.dataUse.set('normal');
  await expect.poll(said).toBeUndefined();
  call.state.set(waiting({ because: 'peer-left' }));
  await expect.poll(said).toBe('Ada has left the call');
  await page.getByRole('button', { name: 'Bring back' }).click();
  await expect.poll(() => inside().querySelectorAll('video').length).toBe(0);
  expect(page.getByRole('button', { name: 'Pop out' }).elements()).toEqual([]);
});

test('Whoever is at the door is said in it, and is answered, or let in when the other has left', async () => {
  await userEvent.keyboard('a');
  const { inside } = withWindow();
  const call = await mountCall();
  call.state.set(connected({ role: 'host' }));
  await page.getByRole('button', { name: 'Pop out' }).click();
  await expect.poll(() => inside().querySelectorAll('video').length).toBe(2);
  const visitor = () => inside().querySelector<HTMLElement>('.visitor');
  const answer = () => visitor()?.querySelector('button');
  expect(visitor()).toBeNull();
  const grace = { uid: 'u', name: 'Grace', since: 1, isAskedToWait: false };
  call.visitors.set([grace]);
  await expect.poll(() => answer()?.ariaLabel).toBe('One moment: Grace');
  expect(visitor()?.innerText).toContain('Grace at the door');
  expect(smallTargets(inside())).toEqual([]);
  answer()?.click();
  call.visitors.set([{ ...grace, isAskedToWait: true }]);
  await expect.poll(answer).toBeNull();
  call.state.set(waiting({ because: 'peer-left' }));
  await expect.poll(() => answer()?.ariaLabel).toBe('Let in: Grace');
  answer()?.click();
  expect(call.asked).toEqual(['ask to wait u', 'let in u']);
  call.visitors.set([]);
  await expect.poll(visitor).toBeNull();
  call.state.set(connected({ role: 'host', peer: { ...ADA, hasEntered: false } }));
  call.visitors.set([{ ...grace, isByWords: true }]);
  await expect.poll(() => answer()?.ariaLabel).toBe('Let in: Grace, by your words');
});

test('Whoever has hidden their own picture does not see it in there either', async () => {
  await userEvent.keyboard('a');
  const { inside } = withWindow();
  await mountCall();
  await page.getByRole('button', { name: 'Pop out' }).click();
  await expect.poll(() => inside().querySelector<HTMLElement>('.own-picture')?.hidden).toBe(false);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Hide your own picture' }).click();
  await expect.poll(() => inside().querySelector<HTMLElement>('.own-picture')?.hidden).toBe(true);
});

test('It opens by itself only while there is somebody to see', async () => {
  const handlers: unknown[] = [];
  vi.spyOn(navigator.mediaSession, 'setActionHandler').mockImplementation((action, handler) => {
    if ((action as string) === 'enterpictureinpicture') handlers.push(handler);
  });
  const call = new FakeCall({ state: waiting() });
  const element = await mount('parley-in-call', { call });
  expect(handlers).toEqual([]);
  call.state.set(connected());
  await expect.poll(() => handlers).toEqual([expect.any(Function)]);
  call.state.set(waiting({ because: 'peer-left' }));
  await expect.poll(() => handlers.slice(1)).toEqual([null]);
  call.state.set(connected());
  await expect.poll(() => handlers.length).toBe(3);
  element.remove();
  expect(handlers.at(-1)).toBeNull();
});

test('Where there is no such window, the browser’s own one shows the video', async () => {
  vi.stubGlobal('documentPictureInPicture', undefined);
  onTestFinished(() => void vi.unstubAllGlobals());
  const request = vi
    .spyOn(HTMLVideoElement.prototype, 'requestPictureInPicture')
    .mockRejectedValue(new DOMException('', 'NotAllowedError'));
  vi.spyOn(document, 'pictureInPictureEnabled', 'get').mockReturnValue(true);
  await mountCall();
  await page.getByRole('button', { name: 'Pop out' }).click();
  expect(request.mock.contexts).toEqual([page.getByTestId('remote-video').element()]);
  // What the browser refuses changes nothing.
  await expect.element(page.getByRole('button', { name: 'Pop out' })).toBeVisible();
});

test('A browser with neither offers nothing', async () => {
  vi.stubGlobal('documentPictureInPicture', undefined);
  onTestFinished(() => void vi.unstubAllGlobals());
  vi.spyOn(document, 'pictureInPictureEnabled', 'get').mockReturnValue(false);
  await mountCall();
  await expect.element(page.getByRole('button', { name: 'Leave', exact: true })).toBeVisible();
  expect(page.getByRole('button', { name: 'Pop out' }).elements()).toEqual([]);
});

test('A window that opens only when the call is over is closed again', async () => {
  const { inside } = withWindow();
  const opened = inside().defaultView as Window;
  const close = vi.spyOn(opened, 'close');
  const element = await mount('parley-in-call', { call: new FakeCall({ state: connected() }) });
  await page.getByRole('button', { name: 'Pop out' }).click({ noWaitAfter: true });
  element.remove();
  await expect.poll(() => close.mock.calls.length).toBe(1);
  expect(inside().querySelectorAll('video').length).toBe(0);
});

test('A former window that goes late takes nothing from the one that took its place', async () => {
  await userEvent.keyboard('a');
  const former = withWindow();
  await mountCall();
  const button = (name: string) => page.getByRole('button', { name });
  await button('Pop out').click();
  await expect.poll(() => former.inside().querySelectorAll('video').length).toBe(2);
  const window = former.inside().defaultView as Window;
  // It says so only later.
  window.close = () => {};
  await button('Bring back').click();
  const next = withWindow();
  await button('Pop out').click();
  await expect.poll(() => next.inside().querySelectorAll('video').length).toBe(2);
  window.dispatchEvent(new Event('pagehide'));
  await expect.element(button('Bring back')).toBeVisible();
  expect(former.inside().querySelectorAll('video').length).toBe(0);
});

test('Style sheets that the page may not read are left out', async () => {
  const sheet = document.styleSheets[0] as CSSStyleSheet;
  vi.spyOn(sheet, 'cssRules', 'get').mockImplementation(() => {
    throw new DOMException('', 'SecurityError');
  });
  expect(tokensOf(document)).toMatch(/^:root \{ color-scheme: dark;/);
});

test('The browser’s own window shows no picture that is switched off, and is not offered for none', async () => {
  vi.stubGlobal('documentPictureInPicture', undefined);
  onTestFinished(() => void vi.unstubAllGlobals());
  vi.spyOn(document, 'pictureInPictureEnabled', 'get').mockReturnValue(true);
  const call = await mountCall();
  const video = page.getByTestId('remote-video').element();
  vi.spyOn(video.getRootNode() as ShadowRoot, 'pictureInPictureElement', 'get').mockReturnValue(video);
  const exit = vi.spyOn(document, 'exitPictureInPicture').mockResolvedValue();
  call.media.set({ ...call.media.value });
  await expect.element(page.getByRole('button', { name: 'Bring back' })).toBeVisible();
  expect(exit).not.toHaveBeenCalled();
  call.state.set(connected({ peer: { ...ADA, isCameraOn: false } }));
  await expect.poll(() => exit.mock.calls.length).toBeGreaterThan(0);
  vi.spyOn(video.getRootNode() as ShadowRoot, 'pictureInPictureElement', 'get').mockReturnValue(null);
  call.media.set({ ...call.media.value });
  await expect.element(page.getByRole('button', { name: 'Leave', exact: true })).toBeVisible();
  await expect.poll(() => page.getByRole('button', { name: /Pop out|Bring back/ }).elements()).toEqual([]);
});
