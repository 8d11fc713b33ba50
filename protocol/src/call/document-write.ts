/**
 * What a write makes of a document, as plain values. Each adapter encodes it for the SDK it has: REST in the browser, the
 * Admin SDK in functions; the store in memory takes it as it is.
 */

/** A time in milliseconds since the epoch, which JavaScript's numbers do not tell from other numbers. */
export class Time {
  readonly ms: number;

  constructor(ms: number) {
    this.ms = ms;
  }
}

/** Stands for the time at which the server accepts the write. */
export const SERVER_TIME = Symbol('the time at which the server accepts the write');

/** Stands for no field: the one that is there is taken away. */
export const NO_FIELD = Symbol('no field');

export type WrittenValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | Time
  | typeof SERVER_TIME
  | typeof NO_FIELD
  | WrittenFields;

export interface WrittenFields {
  readonly [name: string]: WrittenValue;
}

export interface DocumentWrite {
  /** `create`: there must be none. `update`: there must be one, which keeps its other fields. `set`: either, and none are kept. */
  readonly kind: 'create' | 'update' | 'set';
  /**
   * By the fields' paths, with dots, where one is updated; otherwise by the names of all fields that there are. Only a whole field of
   * the document is taken away.
   */
  readonly fields: WrittenFields;
}

type PlainFields = Readonly<Record<string, unknown>>;

/** The fields of the document after a write that was accepted at `now`, as the parsers take them. */
export function fieldsAfter(
  before: object | null,
  { kind, fields }: DocumentWrite,
  now: number,
): PlainFields {
  const kept: PlainFields = kind === 'update' ? { ...before } : {};
  return Object.entries(fields).reduce((after, [path, value]) => {
    if (value !== NO_FIELD) return withField(after, path, plainOf(value, now));
    const { [path]: _gone, ...others } = after;
    return others;
  }, kept);
}

/** @param path of names, with dots between them */
export function withField<Value>(
  fields: Readonly<Record<string, Value>>,
  path: string,
  value: Value,
): Readonly<Record<string, Value>> {
  const [, name = path, rest] = /^(.*?)\.(.*)$/.exec(path) ?? [];
  if (rest === undefined) return { ...fields, [name]: value };
  const inner = (fields[name] ?? {}) as Readonly<Record<string, Value>>;
  return { ...fields, [name]: withField(inner, rest, value) as Value };
}

/** Whether it has fields of its own, and is no value of one. */
export function isWrittenFields(value: WrittenValue): value is WrittenFields {
  return (
    typeof value === 'object' && value !== null && !(value instanceof Uint8Array || value instanceof Time)
  );
}

function plainOf(value: WrittenValue, now: number): unknown {
  if (value === SERVER_TIME) return now;
  if (value instanceof Time) return value.ms;
  if (!isWrittenFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, plainOf(field, now)]));
}
