/**
 * What can go wrong, in the terms of RFC 9457: https://www.rfc-editor.org/rfc/rfc9457. Each type has its place in the
 * reference page, which its address leads to.
 */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not as it must be' },
  'not-json': { status: 400, title: 'The body is not JSON' },
  unauthorized: { status: 401, title: 'A valid API key is required' },
  'missing-scope': { status: 403, title: 'This API key does not allow that' },
  'not-found': { status: 404, title: 'There is nothing at this address' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  'request-in-flight': { status: 409, title: 'A request with this Idempotency-Key is being worked on' },
  'call-over': { status: 409, title: 'The call is over or cancelled' },
  'changed-meanwhile': { status: 412, title: 'The call was changed meanwhile' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'not-json-type': { status: 415, title: 'The body must be JSON, and say so' },
  'encoded-body': { status: 415, title: 'The body must not be compressed' },
  'idempotency-key-reused': { status: 422, title: 'This Idempotency-Key was used for another request' },
  'too-many-requests': { status: 429, title: 'Too many requests with this API key' },
  'internal-error': { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'The database cannot be reached' },
} as const;

export type ProblemType = keyof typeof PROBLEMS;

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** One thing that is wrong with a request, and where. */
export interface FieldProblem {
  /** A JSON Pointer (RFC 6901) into the body, as a URI fragment: `#/host/email`. */
  readonly pointer?: string;
  /** The name of a query parameter. */
  readonly parameter?: string;
  /** The name of a header. */
  readonly header?: string;
  /** What it must be: completes a sentence that begins with the field's name. */
  readonly detail: string;
}

interface ProblemOptions {
  readonly detail?: string;
  readonly errors?: readonly FieldProblem[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request that is refused. Its words are sent to whoever asked, and say nothing that they did not know. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly type: ProblemType;
  readonly detail: string | undefined;
  readonly errors: readonly FieldProblem[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(type: ProblemType, { detail, errors, headers = {} }: ProblemOptions = {}) {
    super(type);
    this.type = type;
    this.detail = detail;
    this.errors = errors;
    this.headers = headers;
  }

  get status(): number {
    return PROBLEMS[this.type].status;
  }

  toJSON() {
    const { status, title } = PROBLEMS[this.type];
    return {
      type: `/api/v1/reference#${this.type}`,
      title,
      status,
      ...(this.detail === undefined ? {} : { detail: this.detail }),
      ...(this.errors === undefined ? {} : { errors: this.errors }),
    };
  }
}
