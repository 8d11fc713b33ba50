import type { CallState } from '@parley/call';
import { expect, test } from 'vitest';
import { ADA, connected, waiting } from '../../testing/call-scenes.ts';
import { type CallNews, callNews, isReturning } from './call-news.ts';

const RECONNECTING: CallState = { phase: 'reconnecting', role: 'host', hasEntered: true, peer: ADA };
const unnamed = connected({ peer: { ...ADA, name: '' } });
const came: CallNews = { type: 'came', name: 'Ada' };
const went: CallNews = { type: 'went', name: 'Ada' };

test.each<[string, CallState, CallState, readonly CallNews[]]>([
  ['they come in', waiting(), connected(), [came]],
  ['they come in from the lobby', connected({ peer: { ...ADA, hasEntered: false } }), connected(), [came]],
  ['they say who they are an instant later', connected({ peer: undefined as never }), connected(), [came]],
  ['they have no name', waiting(), unnamed, [{ type: 'came', name: '' }]],
  ['they leave', connected(), waiting({ because: 'peer-left' }), [went]],
  ['they drop out, after a while', RECONNECTING, waiting({ because: 'peer-gone' }), [went]],
  ['they end the call', connected(), { phase: 'ended', reason: 'host-ended' }, [went]],
  ['the link breaks', connected(), RECONNECTING, []],
  ['the link is mended', RECONNECTING, connected(), []],
  ['this person leaves', connected(), { phase: 'ended', reason: 'left' }, []],
  ['this person comes in to somebody', connected({ hasEntered: false }), connected(), []],
  [
    'somebody comes while this person is in the lobby',
    waiting({ hasEntered: false }),
    connected({ hasEntered: false }),
    [],
  ],
  ['nobody came, and nobody left', waiting(), waiting({ because: 'no-route' }), []],
  ['another name', connected(), unnamed, []],
  [
    'they switch both off at once',
    connected(),
    connected({ peer: { ...ADA, isCameraOn: false, isMicrophoneOn: false } }),
    [
      { type: 'switched', name: 'Ada', device: 'microphone', isOn: false },
      { type: 'switched', name: 'Ada', device: 'camera', isOn: false },
    ],
  ],
  [
    'they want sound alone',
    connected(),
    connected({ peer: { ...ADA, wantedPicture: 'none' } }),
    [{ type: 'picture-wanted', name: 'Ada', isWanted: false }],
  ],
  ['they want a smaller picture', connected(), connected({ peer: { ...ADA, wantedPicture: 'small' } }), []],
  ['they come with everything off', waiting(), connected({ peer: { ...ADA, isCameraOn: false } }), [came]],
])('News when %s', (_, before, after, news) => {
  expect(callNews(before, after)).toEqual(news);
});

test('A page that goes and comes back is on its way until its person is here again, or has left', () => {
  const away = waiting({ because: 'peer-left', mayBeBack: true });
  const connecting: CallState = { phase: 'connecting', role: 'host', hasEntered: true, peerName: 'Ada' };
  const linked = connected({ peer: undefined as never });
  const follow = (states: readonly CallState[]) => {
    let isOnItsWay = false;
    return states.map((state) => {
      isOnItsWay = isReturning(state, isOnItsWay);
      return isOnItsWay;
    });
  };
  expect(follow([connected(), away, connecting, linked, connected()])).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
  expect(follow([away, waiting({ because: 'peer-left' }), connecting])).toEqual([true, false, false]);
  expect(follow([away, { phase: 'ended', reason: 'left' }])).toEqual([true, false]);
});
