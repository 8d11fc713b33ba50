import type { LinkQuality } from '@parley/call';
import { expect, test } from 'vitest';
import { qualityReport } from '../../words/quality-report.ts';
import { QUALITIES } from './scenes.ts';

const USER_AGENT = 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0';
const scene = (name: string) => QUALITIES[name] as LinkQuality;

test('The report has the figures, now and from the least to the most', () => {
  const report = qualityReport({ quality: scene('a poor link'), dataUse: 'low', userAgent: USER_AGENT });
  expect(report).toMatch(/^Read: 2030-01-17T13:46:58\.000Z, 60 readings$/m);
  expect(report).toMatch(/^Verdict: poor, both$/m);
  expect(report).toMatch(/^Path: direct, udp$/m);
  expect(report).toMatch(/^Round trip: \d+ \(\d+ to \d+\) ms$/m);
  expect(report).toMatch(/^Sent: voice opus; camera –; screen –$/m);
  expect(report).toMatch(/^Received: voice opus; camera 1280 × 720 · 30 fps · VP8; screen –$/m);
  expect(report).toMatch(/^Given up: the-picture$/m);
  expect(report).toMatch(/^Data use: low$/m);
  expect(report).toContain(USER_AGENT);
});

test('What is not known is said to be unknown', () => {
  const quality: LinkQuality = { readings: [], verdict: undefined, givenUp: 'nothing' };
  const report = qualityReport({ quality, dataUse: 'normal', userAgent: USER_AGENT });
  expect(report).toMatch(/^Path: unknown$/m);
  expect(report).toMatch(/^Round trip: unknown ms$/m);
});

test('Nothing gets into the report that is not one of its fields', () => {
  const [reading] = scene('a good link').readings;
  const secrets = {
    ...reading,
    address: '192.0.2.7',
    localCandidate: 'candidate:1 1 udp 2113937151 192.0.2.7 5000 typ host',
    fingerprint: 'sha-256 AB:CD:EF',
    callId: '7k3md-2p9xw-q4zt8-b1hvn',
    name: 'Ada',
  };
  const quality = { ...scene('a good link'), readings: [secrets] } as unknown as LinkQuality;
  const report = qualityReport({ quality, dataUse: 'normal', userAgent: USER_AGENT });
  for (const secret of ['192.0.2', 'candidate:', 'AB:CD', '7k3md', 'Ada'])
    expect(report).not.toContain(secret);
});
