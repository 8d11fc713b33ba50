import type { Mutant } from './create-mutants.ts';
import type { Options } from './options.ts';

/** Those that were asked for, in the order of the file. */
export function selectMutants(
  mutants: readonly Mutant[],
  { only, sample, seed }: Pick<Options, 'only' | 'sample' | 'seed'>,
): Mutant[] {
  const asked =
    only.length === 0 ? [...mutants] : mutants.filter((mutant) => only.some((what) => isMeant(mutant, what)));
  if (sample === undefined || sample >= asked.length) return asked;
  const random = createRandom(seed);
  const chosen = new Set(
    asked
      .map((mutant) => ({ mutant, rank: random() }))
      .sort((a, b) => a.rank - b.rank)
      .slice(0, sample)
      .map(({ mutant }) => mutant),
  );
  return asked.filter((mutant) => chosen.has(mutant));
}

/** An operator's name, a mutant's id, a line, or the first and last of some lines. */
function isMeant({ operator, id, line }: Mutant, what: string): boolean {
  if (what === operator || what === id) return true;
  const [, first, last = first] = /^(\d{1,7})(?:-(\d{1,7}))?$/.exec(what) ?? [];
  return first !== undefined && line >= Number(first) && line <= Number(last);
}

/** mulberry32: small, and the same everywhere. */
function createRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
