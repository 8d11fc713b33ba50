import { bodyProblems, detailOf, queryProblems } from './field-problems.ts';
import type { CheckedRequest, Operation } from './operation.ts';
import { type FieldProblem, Problem } from './problem.ts';
import { assertJsonType, assertNotEncoded, assertNotTooLong, parseJson } from './request-body.ts';

const NOTHING = new Uint8Array();

/**
 * Holds a request against its operation.
 * @throws {Problem} naming each field that is wrong
 */
export async function checkRequest(
  operation: Operation,
  request: Request,
  id: string,
): Promise<CheckedRequest> {
  const query = checkQuery(operation, new URL(request.url).searchParams);
  const headers = checkHeaders(operation, request.headers);
  if (operation.body === undefined) return { id, query, headers, body: undefined, rawBody: NOTHING };
  assertNotEncoded(request.headers.get('Content-Encoding'));
  assertJsonType(request.headers.get('Content-Type'));
  const rawBody = assertNotTooLong(new Uint8Array(await request.arrayBuffer()), operation.maxBodyBytes);
  const checked = operation.body.safeParse(parseJson(rawBody));
  if (!checked.success) throw new Problem('invalid-request', { errors: bodyProblems(checked.error) });
  return { id, query, headers, body: checked.data, rawBody };
}

function checkQuery({ query }: Operation, parameters: URLSearchParams): unknown {
  const names = [...parameters.keys()];
  const unknown = names.filter((name) => query === undefined || !Object.hasOwn(query.shape, name));
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  const errors: FieldProblem[] = [
    ...unknown.map((parameter) => ({ parameter, detail: 'is not known here' })),
    ...repeated.map((parameter) => ({ parameter, detail: 'must be given once' })),
  ];
  if (errors.length > 0) throw new Problem('invalid-request', { errors });
  const checked = query?.safeParse(Object.fromEntries(parameters));
  if (checked?.success === false)
    throw new Problem('invalid-request', { errors: queryProblems(checked.error) });
  return checked?.data;
}

function checkHeaders({ headers = {} }: Operation, sent: Headers): Record<string, string | undefined> {
  const errors: FieldProblem[] = [];
  const values: Record<string, string | undefined> = {};
  for (const [header, schema] of Object.entries(headers)) {
    const value = sent.get(header);
    if (value === null) continue;
    const checked = schema.safeParse(value);
    if (checked.success) values[header] = checked.data;
    else errors.push(...checked.error.issues.map((issue) => ({ header, detail: detailOf(issue) })));
  }
  if (errors.length > 0) throw new Problem('invalid-request', { errors });
  return values;
}
