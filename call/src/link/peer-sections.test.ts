/** Which of a connection's transceivers is for what. */
import { expect, it } from 'vitest';
import { groupOf, PeerSections, sourcesOf } from './peer-sections.ts';

interface FakeTransceiver {
  readonly mid: string | null;
  readonly direction: string;
}

function sectionsOf(transceivers: readonly FakeTransceiver[]) {
  const all = transceivers as unknown as RTCRtpTransceiver[];
  return { all, sections: new PeerSections({ getTransceivers: () => all }) };
}

const inUse = (mid: string | null) => ({ mid, direction: 'sendrecv' });

it('are for the sources of the table in its order, and for nothing beyond it', () => {
  const { all, sections } = sectionsOf(['0', '1', '2', '3', '4'].map(inUse));
  const expected = (['microphone', 'camera', 'screen', 'screen-sound'] as const).map((source, index) => [
    source,
    all[index],
  ]);
  expect(sections.all).toEqual(expected);
  expect(sections.of('camera')).toBe(all[1]);
  expect(sections.sourceOf(all[4] as RTCRtpTransceiver)).toBeUndefined();
});

it('are those that were offered by a page that knows fewer', () => {
  const { all, sections } = sectionsOf(['0', '1'].map(inUse));
  expect(sections.all.map(([source]) => source)).toEqual(['microphone', 'camera']);
  expect([sections.of('microphone'), sections.of('screen')]).toEqual([all[0], undefined]);
});

it('leave out what was stopped, as one of an offer that was rolled back', () => {
  const { all, sections } = sectionsOf([{ mid: null, direction: 'stopped' }, inUse('0'), inUse('1')]);
  expect(sections.of('microphone')).toBe(all[1]);
  expect(sections.sourceOf(all[2] as RTCRtpTransceiver)).toBe('camera');
  expect(sections.sourceOf(all[0] as RTCRtpTransceiver)).toBeUndefined();
});

it('of a person and of a screen belong together', () => {
  expect([sourcesOf('person'), sourcesOf('screen')]).toEqual([
    ['microphone', 'camera'],
    ['screen', 'screen-sound'],
  ]);
  expect(groupOf('screen-sound')).toBe('screen');
});
