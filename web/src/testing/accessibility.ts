import axe from 'axe-core';
import { onTestFinished } from 'vitest';

export const SCHEMES = ['light', 'dark'] as const;

/** What axe finds wrong with the page as it is now, in one scheme: one line for each place. */
export async function findViolations(scheme: (typeof SCHEMES)[number]): Promise<string[]> {
  const { documentElement } = document;
  documentElement.lang = 'en';
  // Colours on their way from one scheme to the other are neither's.
  documentElement.style.cssText = `color-scheme: ${scheme}; --duration-quick: 0ms; --duration-calm: 0ms`;
  onTestFinished(() => documentElement.removeAttribute('style'));
  const { violations } = await axe.run(document, { resultTypes: ['violations'] });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} (${node.failureSummary})`),
  );
}
