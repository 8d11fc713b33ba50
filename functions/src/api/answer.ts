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

export function problemAnswer(problem: Problem): Answer {
  return textAnswer(problem.status, PROBLEM_MEDIA_TYPE, JSON.stringify(problem), problem.headers);
}

export function toResponse({ status, headers, body }: Answer): Response {
  return new Response(body, { status, headers: { ...EVERYWHERE, ...headers } });
}
