import { expect, it } from 'vitest';
import { pictureWantedSentence, switchedSentence } from './call-news.ts';

it.each([
  ['Ada', 'microphone', true, 'Ada turned the microphone on.'],
  ['Ada', 'microphone', false, 'Ada turned the microphone off.'],
  ['Ada', 'camera', true, 'Ada turned the camera on.'],
  ['Ada', 'camera', false, 'Ada turned the camera off.'],
  ['', 'microphone', true, 'They turned the microphone on.'],
  ['', 'microphone', false, 'They turned the microphone off.'],
  ['', 'camera', true, 'They turned the camera on.'],
  ['', 'camera', false, 'They turned the camera off.'],
] as const)('of “%s”, whose %s is on: %s, it is said “%s”', (name, device, isOn, text) => {
  expect(switchedSentence(name, device, isOn)).toBe(text);
});

it.each([
  ['Ada', true, 'Ada asked for your picture again.'],
  ['Ada', false, 'Ada asked for sound only, so your picture is not sent.'],
  ['', true, 'They asked for your picture again.'],
  ['', false, 'They asked for sound only, so your picture is not sent.'],
])('of “%s”, who wants a picture: %s, it is said “%s”', (name, isWanted, text) => {
  expect(pictureWantedSentence(name, isWanted)).toBe(text);
});
