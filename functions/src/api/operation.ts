import type * as z from 'zod';
import type { Scope } from '../keys/api-key.ts';
import type { ProblemType } from './problem.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** What one operation gives when it succeeds. */
interface Success {
  readonly status: 200 | 201 | 204;
  readonly description: string;
  /** The body: JSON of this schema, or another media type; undefined: none. */
  readonly schema?: z.ZodType;
  readonly mediaType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * One thing that the API does, as it is documented. The pipeline (`handle-request.ts`) does what stands here, and the
 * OpenAPI document is made of it, so the two cannot differ.
 */
export interface Operation {
  readonly method: Method;
  /** Beneath `/api/v1`, with parameters as in OpenAPI: `/calls/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  /** What the API key must allow; null: it takes no key. */
  readonly scope: Scope | null;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodObject;
  /** Headers that it heeds, in lower case, each with its schema. */
  readonly headers?: Readonly<Record<string, z.ZodString>>;
  readonly success: Success;
  /** Something for people to read, which is not part of the document. */
  readonly isPage?: true;
  /** Problems beyond those that follow from the above. */
  readonly problems?: readonly ProblemType[];
}

/** A request that is as its operation wants it. */
export interface CheckedRequest<O extends Operation = Operation> {
  /** From the path; empty where there is none in it. */
  readonly id: string;
  readonly query: O['query'] extends z.ZodType ? z.output<O['query']> : unknown;
  readonly body: O['body'] extends z.ZodType ? z.output<O['body']> : unknown;
  /** The body as it came, for telling a repetition from another request. */
  readonly rawBody: Uint8Array;
  /** By name in lower case; undefined: not sent. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** Problems that an operation can have because of what it takes. */
export function problemsOf({
  scope,
  path,
  body,
  headers = {},
  problems = [],
}: Operation): readonly ProblemType[] {
  const kinds: ProblemType[] = ['invalid-request', 'internal-error', 'unavailable', ...problems];
  if (scope !== null) kinds.push('unauthorized', 'missing-scope', 'too-many-requests');
  if (path.includes('{id}')) kinds.push('not-found');
  if (body !== undefined) kinds.push('not-json', 'body-too-large', 'not-json-type', 'encoded-body');
  if ('if-match' in headers) kinds.push('changed-meanwhile');
  if ('idempotency-key' in headers) kinds.push('request-in-flight', 'idempotency-key-reused');
  return kinds;
}
