import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { withoutOrders } from './encoder-orders.ts';

const fmtp = (values: string, isAudio = true) => withoutOrders(`a=fmtp:111 ${values}`, isAudio);

describe('of a voice', () => {
  it.each([
    'minptime=10;useinbandfec=1',
    'useinbandfec=1',
    'minptime=60',
    'usedtx=1',
    '111/111',
    '111/111/111',
    '0-15',
    '0-15,66,70',
  ])('%s is let through', (values) => {
    expect(fmtp(values)).toBe(`a=fmtp:111 ${values}`);
  });

  it.each([
    'maxaveragebitrate=510000',
    'maxaveragebitrate=6000',
    'maxplaybackrate=8000',
    'sprop-maxcapturerate=8000',
    'stereo=1',
    'sprop-stereo=1',
    'cbr=1',
    'ptime=3',
    'maxptime=3',
    'minptime=3',
    'minptime=120',
    'useinbandfec=0',
    'x-google-min-bitrate=100000',
    '111/111/111/111',
    '111/',
    '0-15,'.repeat(17),
    '',
    'anything else',
  ])('%s is not', (values) => {
    expect(fmtp(values)).toBeUndefined();
  });

  it('what is let through is what is left', () => {
    expect(fmtp('minptime=10; stereo=1;useinbandfec=1;maxaveragebitrate=510000')).toBe(
      'a=fmtp:111 minptime=10;useinbandfec=1',
    );
  });
});

describe('of a picture', () => {
  it.each(['profile-id=0', 'level-idx=5;profile=0;tier=0', 'apt=96', 'max-fs=12288;max-fr=60'])(
    '%s is let through',
    (values) => {
      expect(fmtp(values, false)).toBe(`a=fmtp:111 ${values}`);
    },
  );

  it.each(['x-google-max-bitrate=1', 'X-Google-Start-Bitrate=100000', '111/111'])('%s is not', (values) => {
    expect(fmtp(values, false)).toBeUndefined();
  });
});

test('whatever is ordered, nothing is left that could set a bit rate, a packet time or a channel', () => {
  const name = fc.constantFrom(
    ...['maxaveragebitrate', 'MaxAverageBitrate', 'ptime', 'maxptime', 'minptime', 'stereo', 'cbr', 'usedtx'],
    ...['useinbandfec', 'x-google-min-bitrate', 'X-GOOGLE-max-bitrate', 'maxplaybackrate', 'foo'],
  );
  const value = fc.oneof(fc.nat(1_000_000).map(String), fc.string({ maxLength: 8 }));
  const separator = fc.constantFrom(';', '; ', ' ;', ';;', ',');
  const order = fc.tuple(name, value, separator).map(([key, number, end]) => `${key}=${number}${end}`);
  fc.assert(
    fc.property(fc.array(order, { maxLength: 12 }), fc.boolean(), (orders, isAudio) => {
      const kept = fmtp(orders.join(''), isAudio);
      if (kept === undefined) return;
      const values = kept.replace(/^\S+ /, '').split(';');
      for (const each of values) {
        expect(each.trim()).not.toMatch(/^x-google-/i);
        if (isAudio) expect(each).toMatch(/^(?:useinbandfec=1|usedtx=[01]|minptime=(?:10|20|40|60))$/);
      }
      expect(withoutOrders(kept, isAudio)).toBe(kept);
    }),
  );
});
