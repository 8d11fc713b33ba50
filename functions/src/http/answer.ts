import { BASE_PATH } from './operation.ts';
import { PROBLEM_MEDIA_TYPE, type Problem } from './problem.ts';

/** What is answered: plain data, so that it can be kept and given again. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null: none. */
  readonly body: string | null;
}

/** With every answer. The site's own headers are Hosting's. */
const EVERYWHERE = {
  // Answers have links in them, which are secrets.
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
};

export function jsonAnswer(status: number, value: unknown, headers: Answer['headers'] = {}): Answer {
  return textAnswer(status, 'application/json', JSON.stringify(value), headers);
}

export function textAnswer(
  status: number,
  type: string,
  body: string,
  headers: Answer['headers'] = {},
): Answer {
  return { status, headers: { 'Content-Type': type, ...headers }, body };
}

export function emptyAnswer(status: number): Answer {
  return { status, headers: {}, body: null };
}

export function problemAnswer({ kind, detail, errors, headers, members }: Problem): Answer {
  const { status, title } = kind;
  const type = `${BASE_PATH}/reference#${kind.type}`;
  // JSON has no undefined: what is not said is left out.
  const body = JSON.stringify({ type, title, status, detail, errors, ...members });
  return textAnswer(status, PROBLEM_MEDIA_TYPE, body, headers);
}

export function toResponse({ status, headers, body }: Answer): Response {
  return new Response(body, { status, headers: { ...EVERYWHERE, ...headers } });
}
