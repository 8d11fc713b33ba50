import type { Mutant } from './create-mutants.ts';
import type { MutantResult } from './run-mutants.ts';

/**
 * Mutants that no test can kill, because the rules go on meaning the same. They are told by what they change and in
 * which function, not by their line: they outlive every edit elsewhere.
 */
export interface Equivalent {
  readonly operator: string;
  readonly place: string;
  readonly before: string;
  readonly after: string;
  /** Why it makes no difference. */
  readonly reason: string;
}

export function parseEquivalents(json: string): Equivalent[] {
  const entries: unknown = JSON.parse(json);
  if (!Array.isArray(entries)) throw new Error('The list of equivalent mutants must be an array');
  return entries.map((entry: Record<string, unknown>, index) => {
    const { operator, place, before, after, reason } = entry;
    for (const [name, value] of Object.entries({ operator, place, before, after, reason }))
      if (typeof value !== 'string') throw new Error(`Equivalent mutant ${index + 1} has no \`${name}\``);
    if (reason === '') throw new Error(`Equivalent mutant ${index + 1} has no reason`);
    return { operator, place, before, after, reason } as Equivalent;
  });
}

export function findEquivalent(mutant: Mutant, equivalents: readonly Equivalent[]): Equivalent | undefined {
  return equivalents.find(
    ({ operator, place, before, after }) =>
      operator === mutant.operator &&
      place === mutant.place &&
      before === mutant.before &&
      after === mutant.after,
  );
}

/** Entries that are not true: nothing is changed like that any more, or a test does see it. */
export function findStale(
  equivalents: readonly Equivalent[],
  results: readonly MutantResult[],
): Map<Equivalent, string> {
  const stale = new Map<Equivalent, string>();
  for (const equivalent of equivalents) {
    const matching = results.filter(({ mutant }) => findEquivalent(mutant, [equivalent]));
    const killed = matching.find(({ outcome }) => outcome !== 'survived');
    if (matching.length === 0) stale.set(equivalent, 'there is no such mutant');
    else if (killed) stale.set(equivalent, `it is ${killed.outcome}: ${killed.detail ?? ''}`);
  }
  return stale;
}
