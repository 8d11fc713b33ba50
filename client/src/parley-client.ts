import { type ApiRequest, ParleyApi, type Problem } from './parley-api.ts';

export type * from './parley-api.ts';

export interface ParleyClientOptions {
  /** Where Parley is: `https://call.example.com`. */
  readonly origin: string;
  /** `parley_…`: keep it on your server. */
  readonly apiKey: string;
  /** How long to wait for an answer, in milliseconds. */
  readonly timeoutMs?: number;
}

/** An answer that is not what was asked for. */
export class ParleyError extends Error {
  override readonly name = 'ParleyError';
  /** The HTTP status. */
  readonly status: number;
  /** What is wrong, field by field; undefined when something before the API answered. */
  readonly problem: Problem | undefined;
  /** Seconds after which the same request may succeed; undefined: it will not by itself. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, problem: Problem | undefined, retryAfterSeconds: number | undefined) {
    super(problem?.title ?? `The answer is ${status}`);
    this.status = status;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Books calls, from any program that has `fetch`. Nothing is repeated by itself: give an idempotencyKey, and you may. */
export class ParleyClient extends ParleyApi {
  readonly #options: ParleyClientOptions;

  constructor(options: ParleyClientOptions) {
    super();
    this.#options = options;
  }

  /** @throws {ParleyError} when the API refuses; what `fetch` throws when nothing answers */
  protected override async send({
    method,
    path,
    query = {},
    headers = {},
    body,
  }: ApiRequest): Promise<unknown> {
    const { origin, apiKey, timeoutMs = 30_000 } = this.#options;
    const url = new URL(`/api/v1${path}`, origin);
    for (const [name, value] of given(query)) url.searchParams.set(name, `${value}`);
    const sent = new Headers({ Authorization: `Bearer ${apiKey}` });
    for (const [name, value] of given(headers)) sent.set(name, value);
    if (body !== undefined) sent.set('Content-Type', 'application/json');
    const response = await fetch(url, {
      method,
      headers: sent,
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw await errorOf(response);
    if (response.status === 204) return undefined;
    return isJson(response) ? response.json() : response.text();
  }
}

async function errorOf(response: Response): Promise<ParleyError> {
  const problem = isJson(response) ? ((await response.json()) as Problem) : undefined;
  const retryAfter = response.headers.get('Retry-After');
  return new ParleyError(response.status, problem, retryAfter === null ? undefined : Number(retryAfter));
}

function isJson(response: Response): boolean {
  return /^application\/(problem\+)?json\b/.test(response.headers.get('Content-Type') ?? '');
}

function given<Value>(values: Readonly<Record<string, Value | undefined>>): (readonly [string, Value])[] {
  return Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
}
