import axe from 'axe-core';
import { onTestFinished } from 'vitest';

export const SCHEMES = ['light', 'dark'] as const;

/** What axe finds wrong with the page as it is now, in one scheme: one line for each place. */
export async function findViolations(scheme: (typeof SCHEMES)[number]): Promise<string[]> {
  const { documentElement } = document;
  documentElement.style.colorScheme = scheme;
  documentElement.lang = 'en';
  onTestFinished(() => documentElement.style.removeProperty('color-scheme'));
  const { violations } = await axe.run(document, { resultTypes: ['violations'] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} (${node.failureSummary})`),
  );
}
