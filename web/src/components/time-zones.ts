/** The time zones there are, and finding one by what people write. */
import { ownTimeZone } from '@parley/invitation';
import { cityOf } from './call-times.ts';

/** Names that browsers still list, and what people call these places: what they will write to find them. */
const RENAMED: Readonly<Record<string, string>> = {
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
};

/** What the place is called today. */
export function presentName(timeZone: string): string {
  return RENAMED[timeZone] ?? timeZone;
}

/** Every zone that this browser knows, with its own and UTC, which some leave out; by name. */
export function timeZoneNames(own = ownTimeZone()): readonly string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), own, 'UTC'].map(presentName))].sort();
}

/**
 * Those in which every word of the text begins a word of the zone's name, cities that begin with it first. An empty text
 * finds them all.
 */
export function findTimeZones(text: string, names: readonly string[]): readonly string[] {
  const query = wordsOf(text);
  const found = names.filter((name) => {
    const words = wordsOf(name);
    return query.every((part) => words.some((word) => word.startsWith(part)));
  });
  const isCity = (name: string) => simplify(cityOf(name)).startsWith(query.join(' '));
  return [...found.filter(isCity), ...found.filter((name) => !isCity(name))];
}

/** The name as people read and write it: `America/New York`. */
export function timeZoneWords(name: string): string {
  return name.replaceAll('_', ' ');
}

function wordsOf(text: string): string[] {
  return simplify(text)
    .split(/[\s/_,-]+/)
    .filter((word) => word !== '');
}

/** Without accents and case, which nobody types: Sao Paulo, Zurich. */
function simplify(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replaceAll('_', ' ')
    .toLowerCase();
}
