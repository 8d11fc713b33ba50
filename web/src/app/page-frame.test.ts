import type { CallState } from '@parley/call';
import { expect, test } from 'vitest';
import { ADA, CALL_ID, connected, waiting } from '../testing/call-scenes.ts';
import { pageFrame } from './page-frame.ts';

test.each<[string, CallState, string, string, boolean]>([
  ['on arriving', { phase: 'arriving', hasEntered: false }, 'Call · Parley', 'connecting', false],
  [
    'before the door',
    { phase: 'early', hasEntered: true, because: 'not-open' },
    'Call · Parley',
    'alone',
    false,
  ],
  ['alone in the lobby', waiting({ hasEntered: false }), 'Call · Parley', 'alone', false],
  ['waiting in the call', waiting(), 'Waiting · Parley', 'alone', true],
  [
    'in the lobby, and the other in the call',
    connected({ hasEntered: false }),
    'Call · Parley',
    'connecting',
    false,
  ],
  [
    'in the call, and the other in the lobby',
    connected({ peer: { ...ADA, hasEntered: false } }),
    'Call · Parley',
    'connecting',
    true,
  ],
  ['both in the call', connected(), 'Ada · Parley', 'connected', true],
  [
    'with somebody without a name',
    connected({ peer: { ...ADA, name: '' } }),
    'Call · Parley',
    'connected',
    true,
  ],
  ['when it falters', connected({ isStalled: true }), 'Ada · Parley', 'unstable', true],
  [
    'when the link broke',
    { phase: 'reconnecting', role: 'host', hasEntered: true, peer: ADA },
    'Reconnecting… · Parley',
    'reconnecting',
    true,
  ],
  ['after the call', { phase: 'ended', reason: 'left' }, 'Call over · Parley', 'over', false],
  ['after a failure', { phase: 'failed', error: 'no-such-call' }, 'Call over · Parley', 'over', false],
])('The tab says how the call stands: %s', (_, state, title, glyph, isStage) => {
  expect(pageFrame({ page: 'call', id: '' as never }, state)).toEqual({ title, glyph, isStage });
});

test('Without a call the circle is closed, and the bars are the page’s', () => {
  expect(pageFrame({ page: 'home' }, undefined)).toEqual({
    title: 'Parley: video calls for two',
    glyph: 'connected',
    isStage: false,
  });
});

test.each<[string, CallState, string]>([
  ['in the lobby', waiting({ hasEntered: false }), 'Mondays · Parley'],
  ['while waiting', waiting(), 'Waiting · Parley'],
  ['with somebody', connected(), 'Ada · Parley'],
  ['with somebody who has no name', connected({ peer: { ...ADA, name: '' } }), 'Mondays · Parley'],
  ['when it is over', { phase: 'ended', reason: 'left' }, 'Call over · Parley'],
])('A lasting room has its name in the tab: %s', (_, state, title) => {
  expect(pageFrame({ page: 'call', id: CALL_ID }, state, 'Mondays').title).toBe(title);
});
