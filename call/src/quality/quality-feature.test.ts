import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LinkStats } from '../link/link.ts';
import { FakeLink, FakeNetwork } from '../testing/fake-network.ts';
import { QualityFeature } from './quality-feature.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Of each look's hundred packets so many are lost on their way to the other. */
function losing(link: FakeLink, perHundred: number): void {
  let [packetsSent, packetsLost, timestamp] = [0, 0, 0];
  link.readStats = async () => {
    packetsSent += 100;
    packetsLost += perHundred;
    timestamp += 2_000;
    const report = new Map<string, unknown>([
      ['O', { id: 'O', type: 'outbound-rtp', kind: 'audio', timestamp, packetsSent }],
      ['R', { id: 'R', type: 'remote-inbound-rtp', localId: 'O', timestamp, packetsLost }],
    ]);
    return { report: report as unknown as LinkStats['report'], sources: new Map() };
  };
}

function begin() {
  const [feature, link] = [new QualityFeature(), new FakeLink(new FakeNetwork(), 0)];
  losing(link, 0);
  feature.begin(link);
  return { feature, link };
}

test('A link is read every two seconds while it stands, and what was read is forgotten with it', async () => {
  const { feature, link } = begin();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(feature.quality.value).toBeUndefined();
  link.state.set('connected');
  // The first look only begins to count.
  await vi.advanceTimersByTimeAsync(6_000);
  expect(feature.quality.value).toMatchObject({ verdict: { level: 'good' }, givenUp: 'nothing' });
  expect(feature.quality.value?.readings).toHaveLength(3);
  link.state.set('disconnected');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(feature.quality.value?.readings).toHaveLength(3);
  link.state.set('connected');
  await vi.advanceTimersByTimeAsync(600_000);
  expect(feature.quality.value?.readings).toHaveLength(60);
  feature.end();
  expect(feature.quality.value).toBeUndefined();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(feature.quality.value).toBeUndefined();
});

test('A link that loses packets sends less, and one that takes its place begins anew', async () => {
  const { feature, link } = begin();
  losing(link, 30);
  link.state.set('connected');
  await vi.advanceTimersByTimeAsync(4_000);
  expect(feature.quality.value).toMatchObject({ verdict: { level: 'poor', side: 'yours' } });
  expect(link.limits.camera).toEqual({ maxBitsPerSecond: 500_000, maxHeight: 360, maxFramesPerSecond: 24 });
  await vi.advanceTimersByTimeAsync(8_000);
  expect([feature.givenUp.value, link.limits.camera]).toEqual(['the-picture', { isPaused: true }]);
  feature.end();
  const other = new FakeLink(new FakeNetwork(), 0);
  feature.begin(other);
  expect([feature.givenUp.value, other.limits]).toEqual(['nothing', { camera: {} }]);
});

test('What either person wishes holds at once, and on the links that follow as far as it is this person’s', () => {
  const { feature, link } = begin();
  feature.setWantedByPeer('none');
  expect(link.limits.camera?.isPaused).toBe(true);
  feature.setWantedByPeer(undefined);
  feature.setDataUse('low');
  expect(link.limits.camera?.maxHeight).toBe(240);
  feature.setWantedByPeer('none');
  feature.end();
  const other = new FakeLink(new FakeNetwork(), 0);
  feature.begin(other);
  expect(other.limits.camera).toMatchObject({ maxHeight: 240 });
  expect(other.limits.camera?.isPaused).toBeUndefined();
});

test('A browser that cannot be read is no error', async () => {
  const { feature, link } = begin();
  link.readStats = () => Promise.reject(new Error('closed'));
  link.state.set('connected');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(feature.quality.value).toBeUndefined();
});
