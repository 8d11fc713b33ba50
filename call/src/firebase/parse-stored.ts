/** What is stored, as protocol's parsers read it. */
import { type Counted, type CreatorDoc, ProtocolError, parseCreatorDoc } from '@parley/protocol';
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
export function parseStoredCount(fields: unknown, counted?: Counted): CreatorDoc {
  try {
    return parseCreatorDoc(fields, counted);
  } catch (cause) {
    throw new CallError('refused', { cause });
  }
}
