import { CallError, type CallErrorCode } from '../ports/call-error.ts';
import type { SignedInUser } from './signed-in-user.ts';

/** A function that has to start first takes some seconds. */
const FUNCTION_TIMEOUT_MS = 20_000;

export interface FunctionCall {
  /** Where Hosting passes it on to the function. */
  readonly url: string;
  readonly data: unknown;
  /** What the function's own refusals mean, by their status. https://cloud.google.com/apis/design/errors#error_model */
  readonly refusals: Readonly<Record<string, CallErrorCode>>;
}

/**
 * Calls a function by the protocol of callable functions, which is one POST: no need for Firebase's SDK.
 * https://firebase.google.com/docs/functions/callable-reference
 * @returns what it answered; undefined: nothing that can be read
 * @throws {CallError} what `refusals` say, `signed-out`, `signaling-unreachable`
 */
export async function callFunction(
  user: Pick<SignedInUser, 'post'>,
  { url, data, refusals }: FunctionCall,
  signal: AbortSignal,
): Promise<unknown> {
  const response = await user.post(url, { data }, { signal, timeoutMs: FUNCTION_TIMEOUT_MS });
  if (response.ok) return (await bodyOf(response)).result;
  if (response.status === 401) throw new CallError('signed-out');
  const { error } = await bodyOf(response);
  const code = Object.entries(refusals).find(([status]) => status === error?.status)?.[1];
  throw new CallError(code ?? 'signaling-unreachable');
}

/** Where no functions are deployed, Hosting itself says that it has found nothing, and not in this form. */
async function bodyOf(response: Response): Promise<{ result?: unknown; error?: { status?: unknown } }> {
  const body: unknown = await response.json().catch(() => undefined);
  return typeof body === 'object' && body !== null ? body : {};
}
