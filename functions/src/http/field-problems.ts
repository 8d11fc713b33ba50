import * as z from 'zod';
import { type FieldProblem, Problem } from './problem.ts';

/** All that is wrong with a body, each with its place in it. */
export function bodyProblems({ issues }: z.core.$ZodError): readonly FieldProblem[] {
  return issues.flatMap((issue) =>
    placed(issue).map(({ path, detail }) => ({ pointer: pointerOf(path), detail })),
  );
}

/** All that is wrong with a query. */
export function queryProblems({ issues }: z.core.$ZodError): readonly FieldProblem[] {
  return issues.flatMap((issue) =>
    placed(issue).map(({ path, detail }) => ({ parameter: String(path[0]), detail })),
  );
}

/** What else is wrong with a body that is not as its schema wants it, as far as that can be told. */
export type FurtherProblems = (
  body: Readonly<Record<string, unknown>>,
  /** Fields of it that are wrong by themselves. */
  wrong: ReadonlySet<string>,
) => readonly FieldProblem[];

/**
 * A body as its schema gives it.
 * @throws {Problem} naming each field that is wrong, so that nobody has to send it again to hear of the next
 */
export function checkBody<Output>(
  schema: z.ZodType<Output>,
  body: unknown,
  further: FurtherProblems | undefined,
): Output {
  const checked = schema.safeParse(body);
  if (checked.success) return checked.data;
  const wrong = new Set(checked.error.issues.map(({ path: [field] }) => String(field)));
  const others = further !== undefined && isObject(body) ? further(body, wrong) : [];
  throw new Problem('invalid-request', { errors: [...bodyProblems(checked.error), ...others] });
}

/** Those fields of a value that are as its schema wants them, whatever is wrong with the others. */
export function rightFields<Schema extends z.ZodObject>(
  schema: Schema,
  value: unknown,
): Partial<z.output<Schema>> {
  if (!isObject(value)) return {};
  const right = Object.entries(schema.shape).flatMap(([name, field]) => {
    const { data } = z.safeParse(field, value[name]);
    return data === undefined ? [] : [[name, data]];
  });
  return Object.fromEntries(right);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Completes a sentence that begins with the field's name. Never repeats what was sent. */
export function detailOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? 'is required'
        : `must be of the type ${JSON_TYPES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be one of ${issue.values.join(', ')}`;
    case 'too_big':
      return `must ${has(issue.origin)} at most ${inUnits(issue.maximum, issue.origin)}`;
    case 'too_small':
      return `must ${has(issue.origin)} at least ${inUnits(issue.minimum, issue.origin)}`;
    case 'invalid_key':
      return 'must have a name of letters, digits, dots, dashes and underscores';
    default:
      return issue.message;
  }
}

/** What zod calls otherwise than JSON Schema, where that is another word. */
const JSON_TYPES: Readonly<Record<string, string>> = { int: 'integer', record: 'object' };

function has(origin: string): string {
  return origin in UNITS ? 'have' : 'be';
}

function inUnits(bound: number | bigint, origin: string): string {
  const unit = UNITS[origin];
  if (unit === undefined) return `${bound}`;
  return `${bound} ${Number(bound) === 1 ? unit.one : unit.many}`;
}

/** What is counted of values that are no numbers. */
const UNITS: Readonly<Record<string, { readonly one: string; readonly many: string }>> = {
  string: { one: 'character', many: 'characters' },
  array: { one: 'entry', many: 'entries' },
};

/** A field that is not known is wrong at its own place, and not at that of the object around it. */
function placed(issue: z.core.$ZodIssue): readonly { path: readonly PropertyKey[]; detail: string }[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key], detail: 'is not known here' }));
  }
  return [{ path: issue.path, detail: detailOf(issue) }];
}

/** https://www.rfc-editor.org/rfc/rfc6901#section-6 */
function pointerOf(path: readonly PropertyKey[]): string {
  const steps = path.map((step) =>
    encodeURIComponent(String(step).replaceAll('~', '~0').replaceAll('/', '~1')),
  );
  return ['#', ...steps].join('/');
}
