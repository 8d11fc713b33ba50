import { expect, onTestFinished, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import '../../ui/global.css';
import { CallPreferences } from '../../memory/preference.ts';
import { emptyMemory } from '../../memory/scenes.ts';
import { ADA, connected, MEDIA_ON, waiting } from '../../testing/call-scenes.ts';
import { FakeCall } from '../../testing/fake-call.ts';
import { transferOf } from '../../testing/fake-files.ts';
import { mount } from '../../testing/mount.ts';
import { watchAttention } from '../../testing/watch-attention.ts';
import { pageChrome } from '../../ui/page-chrome.ts';
import './call-attention.ts';

async function mountAttention(state = waiting(), choose: (preferences: CallPreferences) => void = () => {}) {
  const preferences = new CallPreferences(emptyMemory());
  choose(preferences);
  const call = new FakeCall({ state });
  await mount('parley-call-attention', { call, preferences });
  return call;
}

test('A rising fifth says that they have come, and a falling one that they have gone', async () => {
  const { tones } = watchAttention(false);
  const call = await mountAttention();
  expect(tones).toEqual([]);
  call.state.set(connected());
  await expect.poll(() => tones).toEqual([440, 660]);
  call.state.set(waiting({ because: 'peer-left' }));
  // Not on top of the other.
  await expect.poll(() => tones).toEqual([440, 660, 660, 440]);
});

test('Whoever only loads their page anew has neither gone nor come', async () => {
  const { tones } = watchAttention(false);
  const told = vi.spyOn(pageChrome, 'tell');
  const call = await mountAttention(connected());
  call.state.set(waiting({ because: 'peer-left', mayBeBack: true }));
  call.state.set({ phase: 'connecting', role: 'host', hasEntered: true, peerName: 'Ada' });
  call.state.set(connected());
  call.state.set(waiting({ because: 'peer-left', mayBeBack: true }));
  call.state.set(waiting({ because: 'peer-left' }));
  // That they left is the first that is told.
  await expect.poll(() => told.mock.calls).toEqual([['Ada has left']]);
  expect(tones).toEqual([660, 440]);
});

test('The sounds come from the speaker that is chosen', async () => {
  const { tones } = watchAttention(false);
  const played: string[] = [];
  vi.spyOn(HTMLMediaElement.prototype, 'setSinkId').mockImplementation(async (id) => void played.push(id));
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockImplementation(async () => void played.push('play'));
  const call = await mountAttention();
  call.devices.speaker.set('headset');
  call.state.set(connected());
  await expect.poll(() => played).toEqual(['headset', 'play']);
  await expect.poll(() => tones).toEqual([440, 660]);
});

test('A peer who comes and goes and switches all the time makes no more noise than one who does once', async () => {
  const { tones, notified } = watchAttention(true);
  const call = await mountAttention(waiting(), ({ notifications }) => notifications.set(true));
  for (let index = 0; index < 100; index += 1) {
    const peer = { ...ADA, isCameraOn: index % 2 === 0 };
    call.state.set(connected({ peer }));
    call.state.set(connected({ peer: { ...peer, hasEntered: false } }));
  }
  await expect.poll(() => tones).toEqual([440, 660]);
  expect(notified).toEqual(['Ada is here']);
});

test('Whoever wants no sounds hears none', async () => {
  const { resume } = watchAttention(false);
  const call = await mountAttention(waiting(), ({ sounds }) => sounds.set(false));
  call.state.set(connected());
  await expect.poll(() => page.getByRole('status').elements().length).toBe(1);
  expect(resume).not.toHaveBeenCalled();
});

test('Behind the person’s back the title, the icon of the app and a notification say who is there', async () => {
  const { notified, badge } = watchAttention(true);
  const call = await mountAttention(waiting(), ({ notifications }) => notifications.set(true));
  call.state.set(connected());
  expect([document.title, notified, badge.mock.calls.length]).toEqual(['Ada is here', ['Ada is here'], 1]);
});

test('Whoever did not ask for notifications, or looks at the page, is not notified', async () => {
  const { notified } = watchAttention(true);
  (await mountAttention()).state.set(connected());
  expect([document.title, notified]).toEqual(['Ada is here', []]);
});

test('Whoever looks at the page sees it there, and the title stays', async () => {
  const { notified } = watchAttention(false);
  (await mountAttention(waiting(), ({ notifications }) => notifications.set(true))).state.set(connected());
  expect([document.title, notified]).toEqual(['Call', []]);
});

test('A file that is offered waits in the title, as a message does, until it is answered', async () => {
  watchAttention(true);
  const call = await mountAttention(connected() as ReturnType<typeof waiting>);
  call.files.transfers.set([
    transferOf(),
    transferOf({ key: 'received 2', status: { phase: 'flowing' } }),
    transferOf({ key: 'sent 1', direction: 'sent' }),
  ]);
  expect(document.title).toMatch(/^\(1\) /);
  call.files.transfers.set([transferOf({ status: { phase: 'queued' } })]);
  expect(document.title).not.toMatch(/^\(/);
});

test('What the other switches is announced once, in one quiet region', async () => {
  watchAttention(false);
  const call = await mountAttention(connected() as ReturnType<typeof waiting>);
  const status = page.getByRole('status');
  expect(status.element().textContent).toBe('');
  call.state.set(connected({ peer: { ...ADA, isCameraOn: false } }));
  await expect.element(status).toHaveTextContent('Ada turned the camera off.');
  call.state.set(connected({ peer: { ...ADA, isMicrophoneOn: false, wantedPicture: 'none' } }));
  await expect
    .poll(() => status.element().textContent)
    .toMatch(/^Ada turned the microphone off\. Ada turned the camera on\. Ada asked for sound only/);
  expect(status.elements()).toHaveLength(1);
});

test('What is said twice is announced twice: it is new on the page', async () => {
  watchAttention(false);
  const call = await mountAttention(connected() as ReturnType<typeof waiting>);
  const status = page.getByRole('status');
  call.chat.hear({ text: 'Hello' });
  await expect.element(status).toHaveTextContent('Ada wrote: Hello');
  const [before] = status.element().children;
  call.chat.hear({ text: 'Hello' });
  await expect.poll(() => status.element().children[0] !== before).toBe(true);
  await expect.element(status).toHaveTextContent('Ada wrote: Hello');
});

test('Files that are offered and taken back without end are announced at the pace of a listener', async () => {
  watchAttention(false);
  const call = await mountAttention(connected() as ReturnType<typeof waiting>);
  const announced: (string | null)[] = [];
  const status = page.getByRole('status').element();
  new MutationObserver(() => announced.push(status.textContent)).observe(status, { childList: true });
  for (let index = 1; index <= 50; index++) {
    call.files.transfers.set([transferOf({ key: `received ${index}`, name: `${index}.pdf` })]);
    await Promise.resolve();
  }
  await expect.poll(() => announced.length).toBe(2);
  expect(announced.map((sentence) => sentence?.split(',')[0])).toEqual(['1.pdf', '50.pdf']);
});

test('The buttons of a headset act on the call while one is in it, and the system shows with whom', async () => {
  watchAttention(false);
  const handlers = new Map<string, (() => void) | null>();
  vi.spyOn(navigator.mediaSession, 'setActionHandler').mockImplementation((action, handler) => {
    handlers.set(action, handler as (() => void) | null);
  });
  const isActive = vi.spyOn(navigator.mediaSession, 'setMicrophoneActive');
  const call = await mountAttention();
  for (const action of ['togglemicrophone', 'togglecamera', 'hangup']) handlers.get(action)?.();
  expect(call.asked).toEqual(['toggle microphone', 'toggle camera', 'leave']);
  call.state.set(connected());
  expect(navigator.mediaSession.metadata?.title).toBe('Call with Ada');
  call.media.set({ ...MEDIA_ON, microphone: { status: 'off' } });
  expect(isActive.mock.lastCall).toEqual([false]);
  call.state.set({ phase: 'ended', reason: 'left' });
  expect([...handlers.values()]).toEqual([null, null, null]);
  expect(navigator.mediaSession.metadata).toBeNull();
});

test('In the lobby the buttons of a headset are not this page’s', async () => {
  watchAttention(false);
  const handle = vi.spyOn(navigator.mediaSession, 'setActionHandler');
  await mountAttention(waiting({ hasEntered: false }));
  expect(handle).not.toHaveBeenCalled();
});

test('Each ring is announced once, by who it is; that others wait on is no news', async () => {
  watchAttention(false);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const call = await mountAttention();
  const status = page.getByRole('status').element();
  const announced: (string | null)[] = [];
  new MutationObserver(() => announced.push(status.textContent)).observe(status, { childList: true });
  const grace = { uid: 'u', name: 'Grace', since: 1, isAskedToWait: false };
  const alan = { ...grace, uid: 'v', name: 'Alan' };
  call.visitors.set([grace]);
  vi.advanceTimersByTime(5_000);
  await expect.poll(() => announced).toEqual(['Grace is at the door.']);
  call.visitors.set([{ ...grace, isAskedToWait: true }, alan]);
  vi.advanceTimersByTime(5_000);
  await expect.poll(() => announced).toEqual(['Grace is at the door.', 'Alan is at the door.']);
  call.visitors.set([alan]);
  vi.advanceTimersByTime(5_000);
  call.visitors.set([{ ...alan, since: 2 }]);
  vi.advanceTimersByTime(5_000);
  await expect.poll(() => announced.slice(2)).toEqual(['Alan is at the door.']);
});

test('Whoever rings is heard once, also behind one’s back, and also before one has joined', async () => {
  const { tones, notified, badge } = watchAttention(true);
  const call = await mountAttention(waiting({ hasEntered: false }), ({ notifications }) =>
    notifications.set(true),
  );
  const grace = { uid: 'u', name: 'Grace', since: 1, isAskedToWait: false };
  call.visitors.set([]);
  expect(tones).toEqual([]);
  call.visitors.set([grace]);
  await expect.poll(() => notified).toEqual(['Grace is at the door']);
  await expect.poll(() => tones).toEqual([440, 660]);
  expect(badge).toHaveBeenCalledOnce();
  expect(document.title).toContain('Grace is at the door');
  // Told what they have heard: nothing new.
  call.visitors.set([{ ...grace, isAskedToWait: true }]);
  call.visitors.set([
    { ...grace, isAskedToWait: true },
    { ...grace, uid: 'v', name: 'Alan' },
  ]);
  await expect.poll(() => notified).toEqual([...['Grace is at the door', '2 people are at the door']]);
});

test('Whoever has gone from the door is said to be there no more, and who is left without another sound', async () => {
  const { tones, notified, closed, badge, unmarked } = watchAttention(true);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const call = await mountAttention(waiting({ hasEntered: false }), ({ notifications }) =>
    notifications.set(true),
  );
  const grace = { uid: 'u', name: 'Grace', since: 1, isAskedToWait: false };
  call.visitors.set([grace, { ...grace, uid: 'v', name: 'Alan' }]);
  vi.advanceTimersByTime(5_000);
  expect(document.title).toContain('2 people are at the door');
  await expect.poll(() => tones).toEqual([440, 660]);
  vi.advanceTimersByTime(5_000);
  call.visitors.set([grace]);
  expect(document.title).toContain('Grace is at the door');
  vi.advanceTimersByTime(5_000);
  expect([badge.mock.calls.length, unmarked.mock.calls.length]).toEqual([2, 0]);
  call.visitors.set([]);
  expect(document.title).toBe('Call');
  expect(notified).toEqual(['2 people are at the door', 'Grace is at the door']);
  expect(closed).toContain('Grace is at the door');
  expect(unmarked).toHaveBeenCalledOnce();
  expect(tones).toEqual([440, 660]);
});

test('What has happened since somebody was at the door stays told when they go', async () => {
  const { closed } = watchAttention(true);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const call = await mountAttention(waiting(), ({ notifications }) => notifications.set(true));
  call.visitors.set([{ uid: 'u', name: 'Grace', since: 1, isAskedToWait: false }]);
  vi.advanceTimersByTime(5_000);
  expect(document.title).toBe('Grace is at the door');
  call.state.set(connected());
  expect(document.title).toBe('Ada is here');
  vi.advanceTimersByTime(5_000);
  call.visitors.set([]);
  expect([document.title, closed]).toEqual(['Ada is here', []]);
});
