import { expect, it, onTestFinished } from 'vitest';
import { NO_TRACKS } from '../link/link.ts';
import { ScreenShare } from './screen-share.ts';

/** What a browser hands out: a picture, and a sound where the person shared it too. */
function createScreen({ hasSound = true } = {}): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.getContext('2d');
  const stream = canvas.captureStream();
  if (hasSound) {
    const context = new AudioContext();
    for (const track of context.createMediaStreamDestination().stream.getTracks()) stream.addTrack(track);
    onTestFinished(() => context.close());
  }
  return stream;
}

/** A browser in which the person answers what the test says, when it says so. */
function withQuestion() {
  const asked: (DisplayMediaStreamOptions | undefined)[] = [];
  let answer = Promise.withResolvers<MediaStream>();
  const share = new ScreenShare({
    devices: {
      getDisplayMedia: (options) => {
        asked.push(options);
        answer = Promise.withResolvers<MediaStream>();
        return answer.promise;
      },
    },
  });
  const choose = async (stream: MediaStream) => {
    answer.resolve(stream);
    await answer.promise;
  };
  const refuse = async (name: string) => {
    answer.reject(new DOMException('', name));
    await answer.promise.catch(() => {});
  };
  onTestFinished(() => share.cancel());
  return { share, asked, choose, refuse };
}

async function sharing(options?: { hasSound: boolean }) {
  const question = withQuestion();
  const stream = createScreen(options);
  void question.share.start();
  await question.choose(stream);
  return { ...question, stream };
}

it('a browser that shares no screen says so, and is not asked', async () => {
  const share = new ScreenShare({ devices: {} });
  expect(share.state.value).toEqual({ status: 'unsupported' });
  await share.start();
  expect(share.state.value).toEqual({ status: 'unsupported' });
});

it('the person is asked once, and what they choose is sent sharp and with its sound', async () => {
  const { share, asked, choose } = withQuestion();
  void share.start();
  void share.start();
  expect([asked.length, share.state.value]).toEqual([1, { status: 'asking' }]);
  const stream = createScreen();
  await choose(stream);
  const [screen] = stream.getVideoTracks();
  const [sound] = stream.getAudioTracks();
  expect(share.state.value).toMatchObject({ status: 'on', hasSound: true, content: 'detail' });
  expect(share.tracks.value).toEqual({ screen, 'screen-sound': sound });
  expect([screen?.contentHint, sound?.contentHint]).toEqual(['detail', 'music']);
  void share.start();
  expect(asked).toHaveLength(1);
});

it('what the other says is not sent back to them', async () => {
  const { asked } = await sharing();
  expect(asked[0]).toMatchObject({
    ...{ systemAudio: 'exclude', windowAudio: 'exclude', selfBrowserSurface: 'exclude' },
    audio: { restrictOwnAudio: true },
  });
});

it('a film is sent smooth, when the person says that it is one', async () => {
  const { share, stream } = await sharing({ hasSound: false });
  const before = share.state.value;
  share.setContent('motion');
  expect(share.state.value).toEqual({ ...before, content: 'motion' });
  expect(stream.getVideoTracks()[0]?.contentHint).toBe('motion');
});

it.each([
  ['the person stops it', ({ share }: Awaited<ReturnType<typeof sharing>>) => share.stop()],
  [
    'the browser’s own bar stops it, or what is shared goes away',
    ({ stream }: Awaited<ReturnType<typeof sharing>>) =>
      stream.getVideoTracks()[0]?.dispatchEvent(new Event('ended')),
  ],
  ['the call is over', ({ share }: Awaited<ReturnType<typeof sharing>>) => share.cancel()],
])('nothing is sent or captured any more once %s', async (_, end) => {
  const scene = await sharing();
  end(scene);
  expect(scene.share.state.value).toEqual({ status: 'off' });
  expect(scene.share.tracks.value).toBe(NO_TRACKS);
  expect(scene.stream.getTracks().map(({ readyState }) => readyState)).toEqual(['ended', 'ended']);
});

it('a sound that ends leaves the picture', async () => {
  const { share, stream } = await sharing();
  stream.getAudioTracks()[0]?.dispatchEvent(new Event('ended'));
  expect(share.state.value).toMatchObject({ status: 'on', hasSound: false });
  expect(share.tracks.value).toEqual({ screen: stream.getVideoTracks()[0], 'screen-sound': null });
});

it('what keeps it from being shared is said, until the person has read it or tries again', async () => {
  const { share, refuse, asked } = withQuestion();
  void share.start();
  await refuse('NotAllowedError');
  expect(share.state.value).toEqual({ status: 'failed', problem: 'refused' });
  share.stop();
  expect(share.state.value).toEqual({ status: 'off' });
  void share.start();
  await refuse('NotReadableError');
  expect(share.state.value).toEqual({ status: 'failed', problem: 'not-readable' });
  void share.start();
  expect([asked.length, share.state.value]).toEqual([3, { status: 'asking' }]);
});

it('a screen that is chosen when the call is over is let go of', async () => {
  const { share, choose } = withQuestion();
  void share.start();
  share.cancel();
  expect(share.state.value).toEqual({ status: 'off' });
  const stream = createScreen();
  await choose(stream);
  expect(stream.getTracks().map(({ readyState }) => readyState)).toEqual(['ended', 'ended']);
  expect(share.state.value).toEqual({ status: 'off' });
});

it('what is chosen after the call has become another is not shared', async () => {
  const { share, choose } = withQuestion();
  const started = share.start();
  share.cancel();
  const stream = createScreen();
  await choose(stream);
  await started;
  expect(share.state.value).toEqual({ status: 'off' });
  expect(share.tracks.value).toEqual(NO_TRACKS);
  expect(stream.getTracks().map(({ readyState }) => readyState)).toEqual(['ended', 'ended']);
});

it('what was shared with one person is not shown to another, and whoever was only asked decides themselves', async () => {
  const { share, stream } = await sharing();
  share.withdraw();
  expect(share.state.value).toEqual({ status: 'failed', problem: 'somebody-else' });
  expect(share.tracks.value).toEqual(NO_TRACKS);
  expect(stream.getTracks().every(({ readyState }) => readyState === 'ended')).toBe(true);
  const { share: another } = withQuestion();
  void another.start();
  another.withdraw();
  expect(another.state.value).toEqual({ status: 'asking' });
});
