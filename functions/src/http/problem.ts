/** Something that can go wrong, in the terms of RFC 9457: https://www.rfc-editor.org/rfc/rfc9457. */
export interface ProblemKind {
  /** Its place in the reference page, which its address leads to. */
  readonly type: string;
  readonly status: number;
  readonly title: string;
}

/** What can go wrong with a request whatever it is about. What else can, whoever brings an operation says. */
export const PROBLEMS = {
  'invalid-request': { status: 400, title: 'The request is not as it must be' },
  'not-json': { status: 400, title: 'The body is not JSON' },
  unauthorized: { status: 401, title: 'A valid API key is required' },
  'missing-scope': { status: 403, title: 'This API key does not allow that' },
  'not-found': { status: 404, title: 'There is nothing at this address' },
  'method-not-allowed': { status: 405, title: 'This address does not take that method' },
  'request-in-flight': { status: 409, title: 'A request with this Idempotency-Key is being worked on' },
  'body-too-large': { status: 413, title: 'The body is too large' },
  'not-json-type': { status: 415, title: 'The body must be JSON, and say so' },
  'encoded-body': { status: 415, title: 'The body must not be compressed' },
  'idempotency-key-reused': { status: 422, title: 'This Idempotency-Key was used for another request' },
  'too-many-requests': { status: 429, title: 'Too many requests with this API key' },
  'too-many-unknown-keys': { status: 429, title: 'Too many requests come with API keys that there are not' },
  'internal-error': { status: 500, title: 'Something went wrong on our side' },
  unavailable: { status: 503, title: 'The database cannot be reached' },
} as const satisfies Readonly<Record<string, Omit<ProblemKind, 'type'>>>;

export type ProblemType = keyof typeof PROBLEMS;

export function kindOf(type: ProblemType): ProblemKind {
  return { type, ...PROBLEMS[type] };
}

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
  /** More than every problem has (https://www.rfc-editor.org/rfc/rfc9457#section-3.2), as `problem-schema.ts` names it. */
  readonly members?: Readonly<Record<string, unknown>>;
}

/** A request that is refused. Its words are sent to whoever asked, and say nothing that they did not know. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly kind: ProblemKind;
  readonly detail: string | undefined;
  readonly errors: readonly FieldProblem[] | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    kind: ProblemType | ProblemKind,
    { detail, errors, headers = {}, members = {} }: ProblemOptions = {},
  ) {
    const known = typeof kind === 'string' ? kindOf(kind) : kind;
    super(known.type);
    this.kind = known;
    this.detail = detail;
    this.errors = errors;
    this.headers = headers;
    this.members = members;
  }
}
