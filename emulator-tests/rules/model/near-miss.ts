import { type AnyValue, pathsIn, withValue } from '../document-tree.ts';
import type { BlindWrite } from './apply-write.ts';
import type { NearMiss } from './steps.ts';

const values: readonly AnyValue[] = [
  { nullValue: null },
  { booleanValue: true },
  { integerValue: '1' },
  { integerValue: '2' },
  { doubleValue: 1 },
  { stringValue: 'grace' },
  { stringValue: 'host' },
  { stringValue: 'aaaaaaaaaaaaaaaa' },
  { bytesValue: 'AAAA' },
  { timestampValue: '2030-01-01T00:00:00.000Z' },
  { arrayValue: { values: [] } },
  { mapValue: { fields: {} } },
];

/** The write with one thing changed. It may still be right: that is for the reference to say. */
export function miss(write: BlindWrite, nearMiss: NearMiss, now: number): BlindWrite {
  const paths = pathsIn(write.update.fields);
  const mask = write.updateMask?.fieldPaths ?? Object.keys(write.update.fields);
  const withFields = (fields: BlindWrite['update']['fields']): BlindWrite => ({
    ...write,
    update: { ...write.update, fields },
  });
  const { updateTransforms = [], ...timeless } = write;
  switch (nearMiss.miss) {
    case 'drop from the mask':
      return {
        ...write,
        updateMask: { fieldPaths: mask.filter((_, i) => i !== nearMiss.index % mask.length) },
      };
    case 'leave out':
      return withFields(
        withValue(write.update.fields, paths[nearMiss.index % paths.length] ?? '', undefined),
      );
    case 'put there': {
      const value = values[nearMiss.value % values.length] as AnyValue;
      return withFields(withValue(write.update.fields, paths[nearMiss.index % paths.length] ?? '', value));
    }
    case 'add to the mask':
      return { ...write, updateMask: { fieldPaths: [...new Set([...mask, nearMiss.path])] } };
    case 'stamp as well': {
      // Firestore takes no path and a path inside it in one write.
      const isTaken = updateTransforms.some(({ fieldPath }) => fieldPath.startsWith(nearMiss.path));
      const stamp = { fieldPath: nearMiss.path, setToServerValue: 'REQUEST_TIME' } as const;
      return isTaken ? write : { ...write, updateTransforms: [...updateTransforms, stamp] };
    }
    case 'own time': {
      const fieldPath = updateTransforms[0]?.fieldPath ?? 'createdAt';
      const time: AnyValue = { timestampValue: new Date(now + nearMiss.offsetMs).toISOString() };
      const [key = '', ...rest] = fieldPath.split('.');
      const fields = { ...write.update.fields, [key]: nest(write.update.fields[key], rest, time) };
      const isMasked = mask.some((path) => path === fieldPath || fieldPath.startsWith(`${path}.`));
      const fieldPaths = isMasked ? mask : [...mask, fieldPath];
      return { update: { ...write.update, fields }, ...(write.updateMask && { updateMask: { fieldPaths } }) };
    }
    case 'no time':
      return timeless;
    case 'the whole document': {
      const { updateMask: _partial, ...whole } = write;
      return whole;
    }
  }
}

function nest(there: AnyValue | undefined, [key, ...rest]: readonly string[], value: AnyValue): AnyValue {
  if (key === undefined) return value;
  const fields = there !== undefined && 'mapValue' in there ? there.mapValue.fields : {};
  return { mapValue: { fields: { ...fields, [key]: nest(fields[key], rest, value) } } };
}
