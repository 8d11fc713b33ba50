import { GrpcStatus } from 'firebase-admin/firestore';
import { grpcStatus } from '../stored/grpc-status.ts';
import { type Answer, problemAnswer, toResponse } from './answer.ts';
import { checkRequest } from './check-request.ts';
import type { FurtherProblems } from './field-problems.ts';
import type { CheckedRequest, Operations } from './operation.ts';
import { Problem } from './problem.ts';
import { assertNotExceeded, type RateLimiter, rateLimitHeaders } from './rate-limiter.ts';
import { type Route, Routes } from './route.ts';

/** What the pipeline has to know of an API key. */
export interface Credential {
  readonly id: string;
  /** What it allows. */
  readonly scopes: readonly string[];
  readonly requestsPerMinute: number;
}

/** What carries out each operation, once the request is known to be as it must be. */
export type Handlers<Table extends Operations, Key extends Credential> = {
  readonly [Id in keyof Table]: (
    request: CheckedRequest<Table[Id]>,
    key: Table[Id]['scope'] extends string ? Key : null,
  ) => Promise<Answer>;
};

/** What is logged of each request: nothing that says who, which call, or with what key. */
export interface RequestLog {
  /** Null: there is none at this address. */
  readonly operation: string | null;
  readonly method: string;
  readonly status: number;
  /** Its type; null: none. */
  readonly problem: string | null;
  readonly durationMs: number;
  /** Of a failure that is not the caller's: what it was and where. Its message may name documents. */
  readonly failure?: {
    readonly name: string;
    readonly grpcStatus: number | null;
    readonly stack: readonly string[];
  };
}

/** An API: what it does, and what it has to know of those who ask. */
export interface Api<Table extends Operations, Key extends Credential> {
  readonly operations: Table;
  readonly handlers: Handlers<Table, Key>;
  /** What is named beside that which the schema of a body finds wrong. A handler refuses it where the schema finds nothing. */
  readonly furtherProblems?: {
    readonly [Id in keyof Table]?: (key: Key) => FurtherProblems;
  };
  readonly keys: {
    /** @returns null when the text is no valid key; `too-many-unknown` when that is not looked up just now */
    check(text: string): Promise<Key | 'too-many-unknown' | null>;
  };
  readonly rateLimiter: RateLimiter;
  /** What an error of those who carry out the operations means to whoever asked; undefined: it is none of theirs. */
  readonly problemOf: (error: unknown) => Problem | undefined;
  readonly log: (entry: RequestLog) => void;
}

/** One function from request to answer, which never throws. */
export function createRequestHandler<Table extends Operations, Key extends Credential>(
  api: Api<Table, Key>,
): (request: Request) => Promise<Response> {
  const routes = new Routes(api.operations);
  return (request) => handleRequest(api, routes, request);
}

async function handleRequest<Table extends Operations, Key extends Credential>(
  api: Api<Table, Key>,
  routes: Routes,
  request: Request,
): Promise<Response> {
  const startedAt = performance.now();
  const headers: Record<string, string> = {};
  let route: Route | null = null;
  let problem: Problem | null = null;
  let failure: RequestLog['failure'];
  let answer: Answer;
  try {
    route = routes.find(request.method, new URL(request.url));
    answer = await carryOut(api, route, request, headers);
  } catch (error) {
    problem = problemFor(error, api.problemOf);
    if (problem.kind.status >= 500) failure = describeFailure(error);
    answer = problemAnswer(problem);
  }
  const durationMs = Math.round(performance.now() - startedAt);
  api.log({
    operation: route?.operationId ?? null,
    method: route?.operation.method ?? 'other',
    status: answer.status,
    problem: problem?.kind.type ?? null,
    durationMs,
    ...(failure === undefined ? {} : { failure }),
  });
  return toResponse({ ...answer, headers: { ...headers, ...answer.headers } });
}

/** @param headers to which those are added that the answer is to have, whatever comes of the request */
async function carryOut<Table extends Operations, Key extends Credential>(
  { handlers, furtherProblems = {}, keys, rateLimiter }: Api<Table, Key>,
  { operationId, operation, id }: Route,
  request: Request,
  headers: Record<string, string>,
): Promise<Answer> {
  // Each handler fits its operation by its type, which is lost here, where they are all alike.
  const handler = handlers[operationId] as (request: CheckedRequest, key: Key | null) => Promise<Answer>;
  if (operation.scope === null) return handler(await checkRequest(operation, request, id), null);
  const key = await authenticate(keys, request.headers.get('Authorization'));
  const limit = await rateLimiter.count(key.id, key.requestsPerMinute);
  Object.assign(headers, rateLimitHeaders(limit));
  assertNotExceeded(limit);
  if (!key.scopes.includes(operation.scope)) {
    throw new Problem('missing-scope', { detail: `It takes the scope ${operation.scope}.` });
  }
  return handler(await checkRequest(operation, request, id, furtherProblems[operationId]?.(key)), key);
}

async function authenticate<Key extends Credential>(
  keys: Api<Operations, Key>['keys'],
  authorization: string | null,
): Promise<Key> {
  const [, text] = /^Bearer +(\S+) *$/i.exec(authorization ?? '') ?? [];
  const key = text === undefined ? null : await keys.check(text);
  if (key === 'too-many-unknown') {
    throw new Problem('too-many-unknown-keys', {
      detail: 'A minute ago this was none either. When it was only just made, repeat.',
      headers: { 'Retry-After': '60' },
    });
  }
  if (key !== null) return key;
  throw new Problem('unauthorized', {
    detail: 'Send it as Authorization: Bearer parley_…',
    headers: { 'WWW-Authenticate': text === undefined ? 'Bearer' : 'Bearer error="invalid_token"' },
  });
}

/** What may well be otherwise in a moment. */
const PASSING = [
  GrpcStatus.DEADLINE_EXCEEDED,
  GrpcStatus.RESOURCE_EXHAUSTED,
  GrpcStatus.FAILED_PRECONDITION,
  GrpcStatus.ABORTED,
  GrpcStatus.UNAVAILABLE,
];

/** What an error means to whoever asked. */
export function problemFor(error: unknown, problemOf: (error: unknown) => Problem | undefined): Problem {
  if (error instanceof Problem) return error;
  const known = problemOf(error);
  if (known !== undefined) return known;
  const status = grpcStatus(error);
  if (status !== undefined && PASSING.includes(status)) {
    return new Problem('unavailable', { headers: { 'Retry-After': '5' } });
  }
  return new Problem('internal-error');
}

/** For the log. */
export function describeFailure(error: unknown): NonNullable<RequestLog['failure']> {
  const { name, stack = '' } = error instanceof Error ? error : new Error('Not an Error');
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return { name, grpcStatus: grpcStatus(error) ?? null, stack: frames.map((line) => line.trim()) };
}
