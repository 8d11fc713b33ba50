import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { userEvent } from 'vitest/browser';
import { Cell } from '../lib/cell.ts';
import type { DeviceChoices } from './device-choices.ts';
import type { DeviceTracks, DeviceWishes } from './device-state.ts';
import { MicrophoneMeter } from './microphone-meter.ts';

let context: AudioContext;
let gain: GainNode;
let track: MediaStreamTrack;
let copies: MediaStreamTrack[];
let wishes: Cell<DeviceWishes>;
let choices: Cell<DeviceChoices>;
let tracks: Cell<DeviceTracks>;
let meter: MicrophoneMeter;

/** A microphone into which somebody speaks as loudly as the test says. */
beforeEach(async () => {
  // Before a page is touched, it may not play.
  await userEvent.click(document.body);
  context = new AudioContext();
  gain = new GainNode(context, { gain: 0 });
  const voice = new OscillatorNode(context, { frequency: 220 });
  const output = context.createMediaStreamDestination();
  voice.connect(gain).connect(output);
  voice.start();
  const [made] = output.stream.getAudioTracks();
  if (made === undefined) throw new Error('There is no track');
  track = made;
  copies = [];
  const clone = track.clone.bind(track);
  track.clone = () => {
    const copy = clone();
    copies.push(copy);
    return copy;
  };
  wishes = new Cell<DeviceWishes>({ microphone: true, camera: true });
  choices = new Cell<DeviceChoices>({});
  tracks = new Cell<DeviceTracks>({ microphone: track, camera: null });
  meter = new MicrophoneMeter({ tracks, wishes, choices });
});
afterEach(() => context.close());

function setMicrophone(isOn: boolean): void {
  track.enabled = isOn;
  wishes.set({ ...wishes.value, microphone: isOn });
}

/** Half a second on, half a second off, as in talking. */
function speak(): void {
  const timer = setInterval(() => {
    gain.gain.value = gain.gain.value > 0 ? 0 : 0.5;
  }, 400);
  onTestFinished(() => clearInterval(timer));
}

it('The level is that of the voice, and nothing while the microphone is off or nobody looks', async () => {
  const watching = new AbortController();
  expect(meter.level.value).toBe(0);
  meter.level.subscribe(() => {}, watching.signal);
  gain.gain.value = 0.5;
  await expect.poll(() => meter.level.value).toBeGreaterThan(0.8);
  setMicrophone(false);
  expect(meter.level.value).toBe(0);
  setMicrophone(true);
  await expect.poll(() => meter.level.value).toBeGreaterThan(0.8);
  gain.gain.value = 0;
  await expect.poll(() => meter.level.value).toBe(0);
  gain.gain.value = 0.5;
  await expect.poll(() => meter.level.value).toBeGreaterThan(0.8);
  watching.abort();
  expect(meter.level.value).toBe(0);
});

it('Who speaks while muted is noticed by a copy, which ends with the muting, the watching and the wish for it', async () => {
  const watching = new AbortController();
  meter.isSpeakingWhileMuted.subscribe(() => {}, watching.signal);
  expect(copies).toEqual([]);
  speak();
  setMicrophone(false);
  await expect.poll(() => meter.isSpeakingWhileMuted.value).toBe(true);
  expect([track.enabled, copies.map(({ readyState }) => readyState)]).toEqual([false, ['live']]);
  setMicrophone(true);
  expect([meter.isSpeakingWhileMuted.value, copies[0]?.readyState]).toEqual([false, 'ended']);
  setMicrophone(false);
  expect(copies.map(({ readyState }) => readyState)).toEqual(['ended', 'live']);
  choices.set({ noticesMutedSpeech: false });
  expect([meter.isSpeakingWhileMuted.value, copies[1]?.readyState]).toEqual([false, 'ended']);
  choices.set({});
  expect(copies[2]?.readyState).toBe('live');
  tracks.set({ microphone: null, camera: null });
  expect(copies[2]?.readyState).toBe('ended');
  tracks.set({ microphone: track, camera: null });
  watching.abort();
  expect(copies.map(({ readyState }) => readyState)).toEqual(['ended', 'ended', 'ended', 'ended']);
});
