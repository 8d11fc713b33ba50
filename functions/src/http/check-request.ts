import { checkBody, detailOf, type FurtherProblems, queryProblems } from './field-problems.ts';
import type { CheckedRequest, Operation } from './operation.ts';
import { type FieldProblem, Problem } from './problem.ts';
import { assertJsonType, assertNotEncoded, assertNotTooLong, parseJson } from './request-body.ts';

const NOTHING = new Uint8Array();

/**
 * Holds a request against its operation.
 * @param further undefined: the schema of the body says all
 * @throws {Problem} naming each field that is wrong
 */
export async function checkRequest(
  operation: Operation,
  request: Request,
  id: string,
  further?: FurtherProblems,
): Promise<CheckedRequest> {
  const query = checkQuery(operation, new URL(request.url).searchParams);
  const headers = checkHeaders(operation, request.headers);
  const errors = [...query.errors, ...headers.errors];
  const { body, rawBody } = await checkContent(operation, request, further).catch((problem: unknown) => {
    const isOfFields = problem instanceof Problem && problem.errors !== undefined;
    // Of what is no JSON at all there are no fields to name.
    if (errors.length === 0 || !(problem instanceof Problem)) throw problem;
    throw new Problem('invalid-request', {
      errors: [...errors, ...(isOfFields ? (problem.errors ?? []) : [])],
    });
  });
  if (errors.length > 0) throw new Problem('invalid-request', { errors });
  return { id, query: query.values, headers: headers.values, body, rawBody };
}

async function checkContent(
  { body, maxBodyBytes }: Operation,
  request: Request,
  further: FurtherProblems | undefined,
): Promise<Pick<CheckedRequest, 'body' | 'rawBody'>> {
  if (body === undefined) return { body: undefined, rawBody: NOTHING };
  assertNotEncoded(request.headers.get('Content-Encoding'));
  assertJsonType(request.headers.get('Content-Type'));
  const rawBody = assertNotTooLong(new Uint8Array(await request.arrayBuffer()), maxBodyBytes);
  return { body: checkBody<unknown>(body, parseJson(rawBody), further), rawBody };
}

/** What a part of a request says, and all that is wrong with it. */
interface Checked<Values> {
  readonly values: Values;
  readonly errors: readonly FieldProblem[];
}

function checkQuery({ query }: Operation, parameters: URLSearchParams): Checked<unknown> {
  const names = [...parameters.keys()];
  const isKnown = (name: string) => query !== undefined && Object.hasOwn(query.shape, name);
  const repeated = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  const single = Object.fromEntries([...parameters].filter(([name]) => isKnown(name) && !repeated.has(name)));
  const checked = query?.safeParse(single);
  const errors: readonly FieldProblem[] = [
    ...[...new Set(names)]
      .filter((name) => !isKnown(name))
      .map((parameter) => ({ parameter, detail: 'is not known here' })),
    ...[...repeated].map((parameter) => ({ parameter, detail: 'must be given once' })),
    ...(checked?.error === undefined ? [] : queryProblems(checked.error)),
  ];
  return { values: checked?.data, errors };
}

function checkHeaders(
  { headers = {} }: Operation,
  sent: Headers,
): Checked<Readonly<Record<string, string | undefined>>> {
  const errors: FieldProblem[] = [];
  const values: Record<string, string | undefined> = {};
  for (const [header, schema] of Object.entries(headers)) {
    const value = sent.get(header);
    if (value === null) continue;
    const checked = schema.safeParse(value);
    if (checked.success) values[header] = checked.data;
    else errors.push(...checked.error.issues.map((issue) => ({ header, detail: detailOf(issue) })));
  }
  return { values, errors };
}
