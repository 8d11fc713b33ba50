import { CallError } from '../call/call-error.ts';
import { translateReadStatus } from './firebase-error.ts';
import { fromRestFields, type RestValue } from './firestore-value.ts';

/**
 * Reads one document with one request. The SDK keeps to itself why it gets no answer, a used-up allowance included, and
 * tries on; this says so.
 * @returns its fields as protocol's parsers take them; null: there is none
 * @throws {CallError} `no-such-call` when it may not be read
 */
export async function readDocument(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<Record<string, unknown> | null> {
  const timeout = AbortSignal.timeout(timeoutMs);
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(url, { headers, signal: AbortSignal.any([signal, timeout]) });
    body = await response.json();
  } catch (cause) {
    signal.throwIfAborted();
    // No answer, half of one, or a page of some network's own instead.
    throw new CallError('signaling-unreachable', { cause });
  }
  if (response.status === 404) return null;
  if (!response.ok) throw translateReadStatus(response.status);
  const { fields = {} } = body as { fields?: Record<string, RestValue> };
  return fromRestFields(fields);
}
