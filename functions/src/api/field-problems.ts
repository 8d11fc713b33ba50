import type * as z from 'zod';
import type { FieldProblem } from './problem.ts';

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

export function detailOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) return 'is required';
  if (issue.code === 'invalid_type') return `must be of the type ${issue.expected}`;
  if (issue.code === 'invalid_key')
    return `must have names that match: ${issue.issues.map(detailOf).join(', ')}`;
  return issue.message;
}

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
