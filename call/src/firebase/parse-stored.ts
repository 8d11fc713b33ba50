/** What is stored, as protocol's parsers read it. */
import {
  type CREATORS,
  type CreatorDoc,
  ProtocolError,
  parseCreatorDoc,
  type ROOM_CREATORS,
} from '@parley/protocol';
import { CallError } from '../ports/call-error.ts';

/** @returns undefined when no version of this program has written it, which `onIgnored` is told */
export function parseStored<Doc>(
  parse: (fields: unknown) => Doc,
  fields: unknown,
  onIgnored?: (cause: unknown) => void,
): Doc | undefined {
  try {
    return parse(fields);
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    onIgnored?.(cause);
    return undefined;
  }
}

/** No browser could have written one that does not parse, so a later version of this program has. @throws {CallError} `refused` */
export function parseStoredCount(
  fields: unknown,
  collection?: typeof CREATORS | typeof ROOM_CREATORS,
): CreatorDoc {
  try {
    return parseCreatorDoc(fields, collection);
  } catch (cause) {
    throw new CallError('refused', { cause });
  }
}
