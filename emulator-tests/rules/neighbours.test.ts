/**
 * Values that come right before or after the only right one, and names that are right somewhere else: where the rules
 * ask for one value, nothing that merely compares well with it will do.
 */
import { RANDOM_ID_PATTERN } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { type AnyValue, pathsIn, valueAt } from './document-tree.ts';
import {
  changed,
  create,
  type LegalWrite,
  legalWrites,
  type WholeDocument,
  wholeWrite,
} from './legal-writes.ts';
import { commitAs } from './rest-firestore.ts';
import { MINUTE_MS } from './scene.ts';

/** Of the same type, on both sides of the value. */
function neighboursOf(value: AnyValue): AnyValue[] {
  if ('integerValue' in value) {
    const number = Number(value.integerValue);
    const others = [number - 1, number + 1, ...(number === 0 ? [] : [-number])];
    return others.map((other) => ({ integerValue: String(other) }));
  }
  if ('timestampValue' in value) {
    const time = Date.parse(value.timestampValue);
    return [-MINUTE_MS, -1, 1, MINUTE_MS].map((offset) => ({
      timestampValue: new Date(time + offset).toISOString(),
    }));
  }
  if ('bytesValue' in value) return [{ bytesValue: '' }, { bytesValue: 'AAAA' }, { bytesValue: '////' }];
  if (!('stringValue' in value)) return [];
  const { stringValue: text } = value;
  const others = RANDOM_ID_PATTERN.test(text)
    ? ['-'.repeat(text.length), 'z'.repeat(text.length)]
    : ['', '!', text.slice(0, -1), `${text}0`, '~'];
  return others.map((stringValue) => ({ stringValue }));
}

/** A name that any document knows. */
async function namesOfFields(): Promise<string[]> {
  const documents = await Promise.all(Object.values(legalWrites).map((legal) => legal.prepare()));
  const paths = documents.flatMap(({ fields }) => pathsIn(fields));
  return [...new Set(paths.map((path) => path.slice(path.lastIndexOf('.') + 1)))];
}

async function expectRefused(
  legal: LegalWrite,
  right: WholeDocument,
  wrongs: WholeDocument[],
): Promise<void> {
  const accepted: unknown[] = [];
  for (const wrong of wrongs)
    if ((await commitAs(legal.by, wholeWrite(wrong))) === 'accepted') accepted.push(wrong.fields);
  expect(accepted).toEqual([]);
  expect(await commitAs(legal.by, wholeWrite(right))).toBe('accepted');
}

describe.each(Object.entries(legalWrites))('%s', (_, legal) => {
  it('is refused with a value beside one that is not the writer’s to choose', async () => {
    const right = await legal.prepare();
    const fixed = pathsIn(right.fields).filter((path) => !legal.chosen.includes(path));
    const wrongs = fixed.flatMap((path) =>
      neighboursOf(valueAt(right.fields, path) as AnyValue).map((other) => changed(right, path, other)),
    );
    await expectRefused(legal, right, wrongs);
  });

  it('is refused with a field that belongs somewhere else', async () => {
    const names = await namesOfFields();
    const right = await legal.prepare();
    const maps = pathsIn(right.fields).filter((path) => 'mapValue' in (valueAt(right.fields, path) ?? {}));
    const wrongs = ['', ...maps.map((path) => `${path}.`)].flatMap((inside) =>
      names
        .map((name) => `${inside}${name}`)
        .filter((path) => valueAt(right.fields, path) === undefined)
        .map((path) => changed(right, path, { nullValue: null })),
    );
    await expectRefused(legal, right, wrongs);
  });
});

it('takes no other version of the document, older or newer', async () => {
  const right = await create.prepare();
  const versions = [-1, 0, 2].map((version) => changed(right, 'version', { integerValue: String(version) }));
  await expectRefused(create, right, versions);
});
