import type { BookingErrorCode } from '../bookings/booking-error.ts';
import { BookingError } from '../bookings/booking-error.ts';
import type { ApiKey, Scope } from '../keys/api-key.ts';
import type { ApiKeyCheck } from '../keys/api-key-check.ts';
import { grpcStatus } from '../sweep/grpc-status.ts';
import { type Answer, problemAnswer, toResponse } from './answer.ts';
import { checkRequest } from './check-request.ts';
import { etagOf } from './etag.ts';
import type { CheckedRequest, Operation } from './operation.ts';
import { type OperationId, operations } from './operations.ts';
import { Problem, type ProblemType } from './problem.ts';
import { type RateLimiter, rateLimitHeaders } from './rate-limiter.ts';
import { routeOf } from './route.ts';

/** What carries out each operation, once the request is known to be as it must be. */
export type Handlers = {
  readonly [Id in OperationId]: (
    request: CheckedRequest<(typeof operations)[Id]>,
    key: (typeof operations)[Id]['scope'] extends Scope ? ApiKey : null,
  ) => Promise<Answer>;
};

/** What is logged of each request: nothing that says who, which call, or with what key. */
export interface RequestLog {
  readonly operation: OperationId | null;
  readonly method: string;
  readonly status: number;
  readonly problem: ProblemType | null;
  readonly durationMs: number;
  /** Of a failure that is not the caller's: what it was and where. Its message may name documents. */
  readonly failure?: {
    readonly name: string;
    readonly grpcStatus: number | null;
    readonly stack: readonly string[];
  };
}

export interface Pipeline {
  readonly handlers: Handlers;
  readonly keys: ApiKeyCheck;
  readonly rateLimiter: RateLimiter;
  readonly log: (entry: RequestLog) => void;
}

/** Answers one request. Never throws. */
export async function handleRequest(pipeline: Pipeline, request: Request): Promise<Response> {
  const startedAt = performance.now();
  const headers: Record<string, string> = {};
  let operation: OperationId | null = null;
  let problem: Problem | null = null;
  let failure: RequestLog['failure'];
  let answer: Answer;
  try {
    const route = routeOf(request.method, new URL(request.url));
    operation = route.operationId;
    answer = await carryOut(pipeline, operation, request, route.id, headers);
  } catch (error) {
    problem = toProblem(error);
    if (problem.status >= 500) failure = describeFailure(error);
    answer = problemAnswer(problem);
  }
  const durationMs = Math.round(performance.now() - startedAt);
  pipeline.log({
    operation,
    method: operation === null ? 'other' : operations[operation].method,
    status: answer.status,
    problem: problem?.type ?? null,
    durationMs,
    ...(failure === undefined ? {} : { failure }),
  });
  return toResponse({ ...answer, headers: { ...headers, ...answer.headers } });
}

/** @param headers to which those are added that the answer is to have, whatever comes of the request */
async function carryOut(
  { handlers, keys, rateLimiter }: Pipeline,
  operationId: OperationId,
  request: Request,
  id: string,
  headers: Record<string, string>,
): Promise<Answer> {
  const operation: Operation = operations[operationId];
  // Each handler fits its operation by its type, which is lost here, where they are all alike.
  const handler = handlers[operationId] as (request: CheckedRequest, key: ApiKey | null) => Promise<Answer>;
  if (operation.scope === null) return handler(await checkRequest(operation, request, id), null);
  const key = await authenticate(keys, request.headers.get('Authorization'));
  const limit = await rateLimiter.count(key.id, key.requestsPerMinute);
  Object.assign(headers, rateLimitHeaders(limit));
  if (limit.isExceeded) {
    throw new Problem('too-many-requests', { headers: { 'Retry-After': `${limit.secondsToReset}` } });
  }
  if (!key.scopes.includes(operation.scope)) {
    throw new Problem('missing-scope', { detail: `It takes the scope ${operation.scope}.` });
  }
  return handler(await checkRequest(operation, request, id), key);
}

async function authenticate(keys: ApiKeyCheck, authorization: string | null): Promise<ApiKey> {
  const [, text] = /^Bearer +(\S+) *$/i.exec(authorization ?? '') ?? [];
  const key = text === undefined ? null : await keys.check(text);
  if (key !== null) return key;
  throw new Problem('unauthorized', {
    detail: 'Send it as Authorization: Bearer parley_…',
    headers: { 'WWW-Authenticate': text === undefined ? 'Bearer' : 'Bearer error="invalid_token"' },
  });
}

const PROBLEM_OF_BOOKING: Record<BookingErrorCode, ProblemType> = {
  'not-found': 'not-found',
  'changed-meanwhile': 'changed-meanwhile',
  over: 'call-over',
};

/** DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, FAILED_PRECONDITION, ABORTED, UNAVAILABLE: https://grpc.io/docs/guides/status-codes/ */
const PASSING = [4, 8, 9, 10, 14];

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof BookingError) {
    const headers: Record<string, string> = {};
    if (error.code === 'changed-meanwhile' && error.booking) headers.ETag = etagOf(error.booking);
    return new Problem(PROBLEM_OF_BOOKING[error.code], { headers });
  }
  const status = grpcStatus(error);
  if (status !== undefined && PASSING.includes(status)) {
    return new Problem('unavailable', { headers: { 'Retry-After': '5' } });
  }
  return new Problem('internal-error');
}

function describeFailure(error: unknown): NonNullable<RequestLog['failure']> {
  const { name, stack = '' } = error instanceof Error ? error : new Error('Not an Error');
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return { name, grpcStatus: grpcStatus(error) ?? null, stack: frames.map((line) => line.trim()) };
}
