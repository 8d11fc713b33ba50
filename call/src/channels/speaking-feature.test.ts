import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FakeLink, FakeNetwork } from '../testing/fake-network.ts';
import { SpeakingFeature } from './speaking-feature.ts';

let link: FakeLink;
let feature: SpeakingFeature;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] });
  link = new FakeLink(new FakeNetwork(), 0);
  feature = new SpeakingFeature();
  feature.begin(link);
});
afterEach(() => {
  vi.useRealTimers();
});

function hear(level: number, ms: number): boolean {
  link.level = level;
  vi.advanceTimersByTime(ms);
  return feature.isSpeaking.value;
}

it('a voice is noticed, and goes on through the pauses between words', () => {
  expect(hear(0.001, 300)).toBe(false);
  expect(hear(0.05, 300)).toBe(true);
  expect(hear(0, 450)).toBe(true);
  expect(hear(0.05, 150)).toBe(true);
  expect(hear(0, 900)).toBe(false);
});

it('nobody speaks over a link that is no more', () => {
  expect(hear(0.05, 300)).toBe(true);
  feature.end();
  expect(feature.isSpeaking.value).toBe(false);
  expect(hear(0.05, 300)).toBe(false);
  feature.begin(link);
  expect(hear(0.05, 300)).toBe(true);
  feature.end();
});
