import { isDeepStrictEqual } from 'node:util';
import type { AnyValue, Fields } from '../document-tree.ts';

/** The emulator stamps its own time on what the reference stamps with ours. */
const CLOCKS_DIFFER_BY_MS = 30_000;

/** The same document as if it had been written earlier: the one way to let time pass on an emulator. */
export function earlier(fields: Fields, ms: number): Fields {
  const entries = Object.entries(fields).map(([key, value]): [string, AnyValue] => {
    if ('mapValue' in value) return [key, { mapValue: { fields: earlier(value.mapValue.fields, ms) } }];
    if (!('timestampValue' in value)) return [key, value];
    return [key, { timestampValue: new Date(Date.parse(value.timestampValue) - ms).toISOString() }];
  });
  return Object.fromEntries(entries);
}

/** Whether two documents are the same but for clocks that differ. */
export function isAlike(one: Fields, other: Fields): boolean {
  const keys = Object.keys(one);
  if (keys.length !== Object.keys(other).length) return false;
  return keys.every((key) => {
    const [value, twin] = [one[key], other[key]];
    if (value === undefined || twin === undefined) return false;
    if ('mapValue' in value && 'mapValue' in twin)
      return isAlike(value.mapValue.fields, twin.mapValue.fields);
    if (!('timestampValue' in value) || !('timestampValue' in twin)) return isDeepStrictEqual(value, twin);
    return Math.abs(Date.parse(value.timestampValue) - Date.parse(twin.timestampValue)) < CLOCKS_DIFFER_BY_MS;
  });
}
