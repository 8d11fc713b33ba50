import { createHash } from 'node:crypto';
import { parseCallAddress } from '@parley/protocol';
import { expect, test } from 'vitest';
import { drawWords, loadWords, nearestWords, readSpokenWords, slipsBetween } from './spoken-words.ts';

const list = await loadWords('en');

test('The list is kept for good: what was drawn from it leads where it led', () => {
  expect(createHash('sha256').update(list.join('\n')).digest('hex')).toBe(
    'a7e15d6dc5a983333e5dadb8d721444e30f3348f1882353043c546c810005678',
  );
});

test('Four words are worth 50 bits and more, also without those that could be read as an ID', () => {
  expect(4 * Math.log2(list.length)).toBeGreaterThan(50.6);
  expect(new Set(list).size).toBe(list.length);
  expect(list.filter((word) => !/^[a-z]{3,9}$/.test(word))).toEqual([]);
});

test('No single slip makes another word of the list of one', () => {
  // Neighbours by one slip have a letter or less between them when one letter is left out of each.
  const byGap = new Map<string, string[]>();
  for (const word of list) {
    const gaps = new Set([word, ...Array.from(word, (_, i) => word.slice(0, i) + word.slice(i + 1))]);
    for (const gap of gaps) byGap.set(gap, [...(byGap.get(gap) ?? []), word]);
  }
  const near = [...byGap.values()].flatMap((words) =>
    words.flatMap((one, i) =>
      words
        .slice(i + 1)
        .filter((other) => slipsBetween(one, other) < 2)
        .map((other) => `${one} ${other}`),
    ),
  );
  expect(near).toEqual([]);
  expect(slipsBetween('able', 'cable')).toBe(1);
});

test.each([
  ['bauble', 'bobble'],
  ['caddy', 'caddie'],
  ['carrot', 'carat'],
  ['elusive', 'illusive'],
  ['sulfate', 'sulphate'],
])('Of two words that sound alike there is one: %s, and not %s', (kept, struck) => {
  expect(list).toContain(kept);
  expect(list).not.toContain(struck);
});

test('Each word is drawn about as often as any other', () => {
  const few = list.slice(0, 10);
  const counts = new Map<string, number>();
  const draws = 5_000;
  for (let i = 0; i < draws; i++)
    for (const word of drawWords(few)) counts.set(word, (counts.get(word) ?? 0) + 1);
  // 20,000 words, 2,000 of each on average with a standard deviation of 42: ten of those are not seen by chance.
  for (const word of few) expect(Math.abs((counts.get(word) ?? 0) - 2_000)).toBeLessThan(424);
});

test('Words that could be read as a call ID are not drawn', () => {
  const five = ['crane', 'plant'];
  expect(() => parseCallAddress(five.concat(five).join(' '))).not.toThrow();
  const mixed = [...five, 'abacus'];
  for (let i = 0; i < 200; i++) expect(drawWords(mixed)).toContain('abacus');
});

const words = ['abacus', 'zoom', 'kinship', 'childless'];

test.each([
  'abacus zoom kinship childless',
  '  Abacus   ZOOM\nkinship\tchildless ',
  'abacus-zoom-kinship-childless',
  'Abacus, zoom, kinship, childless.',
  'abacus – zoom — kinship ‐ childless',
  'abacus_zoom;kinship. Childless',
  'ａｂａｃｕｓ　ｚｏｏｍ kinship\u200b childless',
  'abacus.zoom.kinship.childless',
  'abacus/zoom/kinship/childless',
  'abacus zoom kinship childless!',
  '“abacus zoom kinship childless”',
  "'abacus zoom kinship childless'",
  'abacus: zoom kinship childless',
  'abacus | zoom + kinship … (childless)',
])('%j is four words', (text) => {
  expect(readSpokenWords(text)).toEqual({ words });
});

test.each([
  ['abacus', 'too-few-words'],
  ['abacus zoom kin', 'too-few-words'],
  ['abacus.zo', 'too-few-words'],
  ['abacus/zoom/kinship/childless/subject', 'too-many-words'],
  ['abacus zoom kinship childless subject', 'too-many-words'],
])('%j is %s', (text, problem) => {
  expect(readSpokenWords(text)).toEqual({ problem });
});

test.each([
  '',
  ' - ',
  '7k3md-q9x2a-0f4tj-c5w8e',
  'crane plant crane plant',
  'https://parley.example/call',
  'www.parley.example',
  'www.parley.example.org',
  'meet.parley.example/call',
  'parley.example/call/#',
  '/call/parley.example',
  'ada@mail.parley.example',
  'https://parley.example/call#7k3md-q9x2a-0f4tj-c5w8e',
  'crane_plant_crane_plant.',
  'crane-plant-crane-plant!',
  'ab1cd-2ef3gh',
  'ab/7cd/ef/gh',
  "don't call us",
  "abacus's zoom kinship childless",
  'abc?',
  'abacus zoom kinship childless2',
  'come to our call at three on Monday',
])('%j is not words', (text) => {
  expect(readSpokenWords(text)).toBeUndefined();
});

test.each([
  ['kinshp', 'kinship'],
  ['kinhsip', 'kinship'],
  ['childles', 'childless'],
  ['abbacuss', 'abacus'],
  ['zom', 'zoom'],
])('Whoever writes %s is offered %s', (written, meant) => {
  expect(nearestWords(list, written)).toContain(meant);
  expect(nearestWords(list, written).length).toBeLessThanOrEqual(3);
});

test('Nothing is offered for what is like no word', () => {
  expect(nearestWords(list, 'xqzvwkjq')).toEqual([]);
});
