/** What Lighthouse says of a page on a phone. It is 186 MB, and so comes from a folder of its own. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ScriptError } from '../scripts/lib/script-error.ts';
import { installApart } from './install-apart.ts';

const folder = join(import.meta.dirname, 'lighthouse');

export const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
type Category = (typeof CATEGORIES)[number];

export interface PageScores {
  readonly name: string;
  /** Of 100. Absent: not asked for. */
  readonly scores: Readonly<Partial<Record<Category, number>>>;
  /** What the rest was lost by. */
  readonly lost: readonly string[];
}

/** As far as it is used. https://github.com/GoogleChrome/lighthouse/blob/main/docs/understanding-results.md */
interface Result {
  readonly runtimeError?: { readonly message: string };
  readonly categories: Readonly<
    Record<
      string,
      {
        readonly score: number | null;
        readonly auditRefs: readonly { readonly id: string; readonly weight: number }[];
      }
    >
  >;
  readonly audits: Readonly<
    Record<string, { readonly score: number | null; readonly title: string; readonly displayValue?: string }>
  >;
}

type Lighthouse = (url: string, flags: object) => Promise<{ lhr: Result } | undefined>;

interface Look {
  readonly categories: readonly Category[];
  /** That say nothing of this page. */
  readonly skipAudits: readonly string[];
}

/** @returns what looks at one page. @param port where the Chromium that it looks with can be told what to do */
export async function loadLighthouse(port: number, signal: AbortSignal) {
  const what = 'Lighthouse';
  if (!(await installApart({ folder, package: 'lighthouse', what, logName: 'lighthouse.log' }, signal)))
    throw new ScriptError('Without Lighthouse there is nothing to look with.');
  const { href } = pathToFileURL(join(folder, 'node_modules/lighthouse/core/index.js'));
  const { default: lighthouse } = (await import(href)) as { default: Lighthouse };
  return async (name: string, url: string, { categories, skipAudits }: Look): Promise<PageScores> => {
    // By itself it looks as a phone of the middle price does, with that phone's network.
    const flags = { port, onlyCategories: categories, skipAudits, ignoreStatusCode: true, logLevel: 'error' };
    const { lhr } = (await lighthouse(url, flags)) ?? {};
    if (lhr === undefined || lhr.runtimeError !== undefined)
      throw new ScriptError(`${name}: ${lhr?.runtimeError?.message ?? 'Lighthouse says nothing'}`);
    const scores: Partial<Record<Category, number>> = {};
    const lost: string[] = [];
    for (const category of categories) {
      const { score = null, auditRefs = [] } = lhr.categories[category] ?? {};
      scores[category] = (score ?? 0) * 100;
      if (score === 1) continue;
      for (const { id, weight } of auditRefs) {
        const { score: of = null, title, displayValue } = lhr.audits[id] ?? { title: id };
        if (weight > 0 && of !== null && of < 1)
          lost.push(`${category}: ${title}${displayValue ? ` (${displayValue})` : ''} ${of}`);
      }
    }
    return { name, scores, lost };
  };
}
