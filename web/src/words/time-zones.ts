/** The time zones there are, and finding one by what people write. */
import { knownTimeZone } from '@parley/protocol';
import { cityOf } from './times.ts';

/** The zone of whoever looks; UTC where the device cannot say. */
export function ownTimeZone(): string {
  return knownTimeZone(new Intl.DateTimeFormat().resolvedOptions().timeZone ?? '') ?? 'UTC';
}

/** Every zone that this browser knows, with its own and UTC, which some leave out; by name. */
export function timeZoneNames(own = ownTimeZone()): readonly string[] {
  const present = (name: string) => knownTimeZone(name) ?? name;
  return [...new Set([...Intl.supportedValuesOf('timeZone'), own, 'UTC'].map(present))].sort();
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
