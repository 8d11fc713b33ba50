/** What Firestore makes of a document by a write, so far as the writes in these tests go. */
import type { AnyValue, FieldPath, Fields } from '../document-tree.ts';

export interface BlindWrite {
  readonly update: { readonly name: string; readonly fields: Fields };
  /** Undefined: the whole document. */
  readonly updateMask?: { readonly fieldPaths: readonly FieldPath[] };
  readonly updateTransforms?: readonly {
    readonly fieldPath: FieldPath;
    readonly setToServerValue: 'REQUEST_TIME';
  }[];
}

export function applyWrite(before: Fields | null, write: BlindWrite, now: number): Fields {
  const { update, updateMask, updateTransforms = [] } = write;
  let after = updateMask === undefined ? update.fields : (before ?? {});
  for (const path of updateMask?.fieldPaths ?? [])
    after = put(after, path.split('.'), at(update.fields, path.split('.')));
  for (const { fieldPath } of updateTransforms) {
    after = put(after, fieldPath.split('.'), { timestampValue: new Date(now).toISOString() });
  }
  return after;
}

function at(fields: Fields, [key = '', ...rest]: readonly string[]): AnyValue | undefined {
  const value = fields[key];
  if (rest.length === 0 || value === undefined) return value;
  return 'mapValue' in value ? at(value.mapValue.fields, rest) : undefined;
}

/** Whatever is in the way becomes a map; what is undefined is deleted, and makes nothing on its way. */
function put(fields: Fields, [key = '', ...rest]: readonly string[], value: AnyValue | undefined): Fields {
  const { [key]: there, ...others } = fields;
  if (rest.length === 0) return value === undefined ? others : { ...others, [key]: value };
  const inner = there !== undefined && 'mapValue' in there ? there.mapValue.fields : undefined;
  if (inner === undefined && value === undefined) return fields;
  return { ...others, [key]: { mapValue: { fields: put(inner ?? {}, rest, value) } } };
}
