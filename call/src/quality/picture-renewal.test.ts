import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FakeLink, FakeNetwork } from '../testing/fake-network.ts';
import { PictureRenewal } from './picture-renewal.ts';

let feature: PictureRenewal;
let link: FakeLink;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'performance'] });
  feature = new PictureRenewal();
  link = new FakeLink(new FakeNetwork(), 0);
  feature.begin(link);
});
afterEach(() => {
  feature.end();
  vi.useRealTimers();
});

function hearFor(ms: number): void {
  for (let passed = 0; passed < ms; passed += 20) {
    link.mediaAt = performance.now();
    vi.advanceTimersByTime(20);
  }
}

it('Whoever is heard again after a silence is sent a whole picture at once, and one more in case it was lost', async () => {
  hearFor(3_000);
  vi.advanceTimersByTime(1_500);
  expect(link.renewedPicturesCount).toBe(0);
  hearFor(200);
  expect(link.renewedPicturesCount).toBe(1);
  hearFor(3_000);
  await vi.advanceTimersByTimeAsync(0);
  expect(link.renewedPicturesCount).toBe(2);
});

it('Whoever pauses for less is not, nor whoever is heard for the first time', () => {
  vi.advanceTimersByTime(5_000);
  hearFor(3_000);
  vi.advanceTimersByTime(800);
  hearFor(3_000);
  expect(link.renewedPicturesCount).toBe(0);
});

it('Of somebody who sends nothing it is seen that the link is back', () => {
  for (const state of ['connecting', 'connected', 'disconnected', 'connected'] as const)
    link.state.set(state);
  expect(link.renewedPicturesCount).toBe(1);
  feature.end();
  for (const state of ['disconnected', 'connected'] as const) link.state.set(state);
  expect(link.renewedPicturesCount).toBe(1);
});
