/** Documents as trees of REST values, for tests that change one thing anywhere in them. */
import type { RestValue } from '../../call/src/firebase/firestore-value.ts';

/** https://firebase.google.com/docs/firestore/reference/rest/v1/Value, with the types that the application never writes. */
export type AnyValue =
  | Exclude<RestValue, { mapValue: object }>
  | { mapValue: { fields: Fields } }
  | { doubleValue: number }
  | { arrayValue: { values: AnyValue[] } }
  | { referenceValue: string }
  | { geoPointValue: { latitude: number; longitude: number } };

export type Fields = Record<string, AnyValue>;

/** `a.b` for the field b of the map a. */
export type FieldPath = string;

/** The paths of all fields, maps before what is in them. */
export function pathsIn(fields: Fields): FieldPath[] {
  return Object.entries(fields).flatMap(([key, value]) => [
    key,
    ...('mapValue' in value ? pathsIn(value.mapValue.fields).map((path) => `${key}.${path}`) : []),
  ]);
}

export function valueAt(fields: Fields, path: FieldPath): AnyValue | undefined {
  const [key = '', ...rest] = path.split('.');
  const value = fields[key];
  if (rest.length === 0 || value === undefined) return value;
  return 'mapValue' in value ? valueAt(value.mapValue.fields, rest.join('.')) : undefined;
}

/** The same with another value there, or with none. The map that it is in must exist. */
export function withValue(fields: Fields, path: FieldPath, value: AnyValue | undefined): Fields {
  const [key = '', ...rest] = path.split('.');
  const { [key]: there, ...others } = fields;
  if (rest.length === 0) return value === undefined ? others : { ...others, [key]: value };
  if (there === undefined || !('mapValue' in there)) throw new Error(`No map at ${key}`);
  return {
    ...others,
    [key]: { mapValue: { fields: withValue(there.mapValue.fields, rest.join('.'), value) } },
  };
}

/** The name of a value's type, such as `stringValue`. */
export function typeOf(value: AnyValue): string {
  return Object.keys(value)[0] ?? 'none';
}
