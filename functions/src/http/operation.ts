import type * as z from 'zod';
import { kindOf, PROBLEMS, type ProblemKind, type ProblemType } from './problem.ts';

/** Where the API is, on Hosting and on its function alike. */
export const BASE_PATH = '/api/v1';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** What one operation gives when it succeeds. */
interface Success {
  readonly status: 200 | 201 | 204 | 302;
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
export interface Operation<Scope extends string = string> {
  readonly method: Method;
  /** Beneath `/api/v1`, with parameters as in OpenAPI: `/calls/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  /** What the API key must allow; null: it takes no key. */
  readonly scope: Scope | null;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodObject;
  /** Undefined: as much as any may have. */
  readonly maxBodyBytes?: number;
  /** Headers that it heeds, in lower case, each with its schema. */
  readonly headers?: Readonly<Record<string, z.ZodString>>;
  readonly success: Success;
  /** Something for people to read, which is not part of the document. */
  readonly isPage?: true;
  /** Problems beyond those that follow from the above. */
  readonly problems?: readonly ProblemKind[];
}

/** Operations by their IDs: their names in the OpenAPI document, and the client's methods. */
export type Operations = Readonly<Record<string, Operation>>;

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
}: Operation): readonly ProblemKind[] {
  const types: ProblemType[] = [];
  if (scope !== null) types.push('unauthorized', 'missing-scope', 'too-many-requests');
  if (path.includes('{id}')) types.push('not-found');
  if (body !== undefined) types.push('not-json', 'body-too-large', 'not-json-type', 'encoded-body');
  if ('idempotency-key' in headers) types.push('request-in-flight', 'idempotency-key-reused');
  const always: ProblemType[] = ['invalid-request', 'internal-error', 'unavailable'];
  return [...always.map(kindOf), ...problems, ...types.map(kindOf)];
}

/** All that can go wrong with any of these operations, or with none, in the order of their statuses. */
export function knownProblems(operations: Operations): readonly ProblemKind[] {
  const own = new Set(Object.values(operations).flatMap(({ problems = [] }) => problems));
  const general = (Object.keys(PROBLEMS) as ProblemType[]).map(kindOf);
  return [...general, ...own].toSorted((a, b) => a.status - b.status);
}
