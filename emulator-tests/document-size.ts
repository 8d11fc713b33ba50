/** What Firestore counts that a document takes: https://firebase.google.com/docs/firestore/storage-size */

/** Of each document beside its name; and of each map in it, if “calculated the same way as document size” is taken by the letter. */
const OVERHEAD_BYTES = 32;

/** @param fields times as numbers, which take as much */
export function documentSize(path: string, fields: object): number {
  return path.split('/').reduce((sum, id) => sum + textSize(id), 16) + mapSize(fields);
}

function mapSize(fields: object): number {
  const sizes = Object.entries(fields).map(([name, value]) => textSize(name) + sizeOf(value));
  return sizes.reduce((sum, size) => sum + size, OVERHEAD_BYTES);
}

function sizeOf(value: unknown): number {
  if (value === null || typeof value === 'boolean') return 1;
  if (typeof value === 'number') return 8;
  if (typeof value === 'string') return textSize(value);
  if (value instanceof Uint8Array) return value.length;
  if (typeof value === 'object' && !Array.isArray(value)) return mapSize(value);
  throw new Error(`Parley stores nothing like ${value}`);
}

function textSize(text: string): number {
  return Buffer.byteLength(text) + 1;
}
