/**
 * `npm run lighthouse`: every page that has an address, as Lighthouse sees it on a phone, by the built site on the emulators. Fails where a
 * page has less than 98 of 100. `--runs 3`: of each the one in the middle counts; `--only lobby,home`; `--write` into docs/performance.md.
 */
import { chromium as playwright } from 'playwright-core';
import { createBrowserSources } from '../scripts/browsers/browser-sources.ts';
import { flagsWithDevices } from '../scripts/browsers/chromium-flags.ts';
import { chromium, findBrowser } from '../scripts/browsers/find-browser.ts';
import { chooseFreePorts } from '../scripts/firebase/emulator-ports.ts';
import { readArguments } from '../scripts/lib/read-arguments.ts';
import { runScript } from '../scripts/lib/run-script.ts';
import { ScriptError } from '../scripts/lib/script-error.ts';
import { hostingOrigin } from '../scripts/suite/emulator-suite.ts';
import { ensureSuite } from '../scripts/suite/ensure-suite.ts';
import { openPerson } from './contenders.ts';
import { CATEGORIES, loadLighthouse, type PageScores } from './lighthouse-scores.ts';
import { startCall } from './parley.ts';
import { describeRun, writePart } from './performance-page.ts';
import { spreadOf } from './statistics.ts';

const USAGE = 'npm run lighthouse -- [--runs N] [--only NAME,NAME,…] [--write]';
const WANTED = 98;

interface LookedAt {
  readonly name: string;
  readonly path: string;
  /** That somebody is to find it by searching. */
  readonly isToBeFound?: boolean;
  /** Hosting says so by its status, which the console calls an error. */
  readonly isMissing?: boolean;
}

await runScript(async (signal) => {
  const { values } = readArguments(
    {
      runs: { type: 'string', default: '3' },
      only: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
    USAGE,
  );
  const run = describeRun(`npm run lighthouse -- --runs ${values.runs}`);
  const found = await findBrowser(chromium, createBrowserSources(chromium, signal));
  if ('missing' in found) throw new ScriptError(found.missing);
  const { debugging } = await chooseFreePorts({ debugging: { host: '127.0.0.1', port: 0 } });
  const look = await loadLighthouse(debugging.port, signal);
  const suite = await ensureSuite(signal);
  const launch = (args: readonly string[]) =>
    playwright.launch({ executablePath: found.path, args: [...flagsWithDevices, ...args] });
  // Lighthouse empties what its browser has stored; the host of a call is in another.
  const [seen, other] = [await launch([`--remote-debugging-port=${debugging.port}`]), await launch([])];
  try {
    const origin = hostingOrigin(suite.addresses);
    const host = await openPerson(other, origin);
    await startCall(host);
    const live = pathOf(host.url());
    const guest = await openPerson(other, origin);
    await startCall(guest);
    const over = pathOf(guest.url());
    await guest.getByRole('button', { name: 'More ways to leave' }).click();
    await guest.getByRole('menuitem', { name: 'End for both' }).click();
    await guest.getByRole('dialog').getByRole('button', { name: /^End/ }).click();
    await guest.locator('[data-testid="call-state"][data-phase="ended"]').waitFor();
    await guest.context().close();
    const pages: readonly LookedAt[] = [
      { name: 'start page', path: '/', isToBeFound: true },
      { name: 'lobby of a call', path: live },
      { name: 'a call that is over', path: over },
      { name: 'schedule', path: '/schedule', isToBeFound: true },
      { name: 'a link that is broken', path: '/call' },
      { name: 'nothing at this address', path: '/nowhere', isMissing: true },
      { name: 'reference of the API', path: '/api/v1/reference', isToBeFound: true },
    ];
    const wanted = values.only?.split(',');
    const rows: PageScores[] = [];
    let areAllSeen = true;
    for (const { name, path, isToBeFound = false, isMissing = false } of pages) {
      if (wanted !== undefined && !wanted.some((word) => name.includes(word))) continue;
      const categories = CATEGORIES.filter((category) => category !== 'seo' || isToBeFound);
      const skipAudits = isMissing ? ['errors-in-console'] : [];
      const runs: PageScores[] = [];
      try {
        for (let count = 0; count < Number(values.runs); count += 1)
          runs.push(await look(name, `${origin}${path}`, { categories, skipAudits }));
      } catch (error) {
        // What was seen of the others is worth its row.
        if (!(error instanceof ScriptError)) throw error;
        console.error(error.message);
        areAllSeen = false;
        continue;
      }
      const scores = Object.fromEntries(
        categories.map((category) => [
          category,
          spreadOf(runs.map(({ scores }) => scores[category] ?? 0)).median,
        ]),
      );
      const lost = [...new Set(runs.flatMap((each) => each.lost))];
      rows.push({ name, scores, lost });
      console.log(`${name}: ${JSON.stringify(scores)}${lost.length > 0 ? `; ${lost.join('; ')}` : ''}`);
    }
    const table = tellScores(rows);
    console.log(`\n${table}`);
    if (values.write) writePart('lighthouse', `${run}\n\n${table}`);
    const areGood = rows.every(({ scores }) => Object.values(scores).every((score) => score >= WANTED));
    return areGood && areAllSeen ? 0 : 1;
  } finally {
    await Promise.all([seen.close(), other.close()]);
    await suite.stop();
  }
});

function pathOf(url: string): string {
  const { pathname, search, hash } = new URL(url);
  return pathname + search + hash;
}

function tellScores(rows: readonly PageScores[]): string {
  return [
    '| | performance | accessibility | best practices | SEO |',
    '|---|---|---|---|---|',
    ...rows.map(
      ({ name, scores }) =>
        `| ${name} | ${CATEGORIES.map((category) => scores[category]?.toFixed(0) ?? '–').join(' | ')} |`,
    ),
  ].join('\n');
}
