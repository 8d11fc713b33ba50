/**
 * `npm run bench`: from the press to the other's first picture, with Parley and with others, by turns in one run, with the servers near
 * and far; and what a call takes. `--rounds 20`, `--delays 0,50,100` (milliseconds, each way; `none`), `--only parley,peerjs`, `--between 0,50`: also with a distance between the two, in the
 * network lab, where that can be; `--sharp 1000,3000` (kbit/s): how soon the picture is sharp there; `--trace 50` (milliseconds, each way): what a
 * cold call asks of servers, one by one; `--minutes 2` of the call whose cost is counted (30: the whole call; 0: none), `--write` into docs/performance.md.
 */
import { writeFileSync } from 'node:fs';
import { whyNoLab } from '../network-lab/why-no-lab.ts';
import { createBrowserSources } from '../scripts/browsers/browser-sources.ts';
import { chromium as chromiumKind, findBrowser } from '../scripts/browsers/find-browser.ts';
import { readArguments } from '../scripts/lib/read-arguments.ts';
import { runScript } from '../scripts/lib/run-script.ts';
import { ScriptError } from '../scripts/lib/script-error.ts';
import { ensureSuite } from '../scripts/suite/ensure-suite.ts';
import { takeRoundsBetween } from './between.ts';
import { measureCallCost } from './call-cost.ts';
import { drawChart } from './chart.ts';
import { traceColdCalls } from './cold-calls.ts';
import { tellTrace } from './cold-trace.ts';
import { tellCost } from './cost-table.ts';
import { chartFile, describeRun, needPlaces, type Part, writePart } from './performance-page.ts';
import { takeRounds } from './rounds.ts';
import { rowsOf, tellSamples, tellTrips } from './samples.ts';
import { takeSharpness, tellSharpness } from './sharpness.ts';

const USAGE =
  'npm run bench -- [--rounds N] [--delays MS,MS,…] [--only NAME,NAME,…] [--between MS,MS,…] [--sharp KBPS,KBPS,…] [--trace MS] [--minutes N] [--write]';

await runScript(async (signal) => {
  const { values } = readArguments(
    {
      rounds: { type: 'string', default: '20' },
      delays: { type: 'string', default: '0,50,100' },
      only: { type: 'string' },
      between: { type: 'string' },
      sharp: { type: 'string' },
      trace: { type: 'string' },
      minutes: { type: 'string', default: '2' },
      write: { type: 'boolean', default: false },
    },
    USAGE,
  );
  const rounds = Number(values.rounds);
  const minutes = Number(values.minutes);
  const betweenMs = values.between?.split(',').map(Number) ?? [];
  const capsKbps = values.sharp?.split(',').map(Number) ?? [];
  // None: only what is asked for beside it.
  const delaysMs = values.delays === 'none' ? [] : values.delays.split(',').map(Number);
  // Before anything takes time, in which the commit may become another.
  const asked = `--rounds ${rounds} --delays ${values.delays} --minutes ${minutes}`;
  const further = (['between', 'sharp', 'trace'] as const).map((name) =>
    values[name] === undefined ? '' : ` --${name} ${values[name]}`,
  );
  const run = describeRun(`npm run bench -- ${asked}${further.join('')}`);
  const found = await findBrowser(chromiumKind, createBrowserSources(chromiumKind, signal));
  if ('missing' in found) throw new ScriptError(found.missing);
  if (values.write) needPlaces();
  const suite = await ensureSuite(signal);
  const tell = (part: Part, content: string) => {
    console.log(`\n${content}`);
    if (values.write) writePart(part, `${run}\n\n${content}`);
  };
  try {
    if (rounds > 0 && delaysMs.length > 0) {
      const wanted = values.only?.toLowerCase().split(',');
      const samples = await takeRounds(found.path, suite.addresses, { rounds, delaysMs, wanted }, signal);
      tell('first-picture', `${tellSamples(samples, 'to the servers')}\n\n${tellTrips(samples)}`.trim());
      if (values.write) writeFileSync(chartFile, drawChart(rowsOf(samples)));
    }
    if (minutes > 0) tell('cost', tellCost(await measureCallCost(found.path, suite.addresses, minutes)));
    if (betweenMs.length > 0) {
      const missing = whyNoLab();
      if (missing !== undefined) throw new ScriptError(`--between ${missing}.`);
      const plan = { rounds: Math.max(1, rounds), betweenMs };
      const samples = await takeRoundsBetween(found.path, suite.addresses, plan, signal);
      tell('between', `${tellSamples(samples, 'between the two')}\n\n${tellTrips(samples)}`.trim());
    }
    if (capsKbps.length > 0) {
      const missing = whyNoLab();
      if (missing !== undefined) throw new ScriptError(`--sharp ${missing}.`);
      const plan = { rounds: Math.max(1, rounds), kbps: [...capsKbps, Number.POSITIVE_INFINITY] };
      tell('sharp', tellSharpness(await takeSharpness(found.path, suite.addresses, plan, signal)));
    }
    if (values.trace !== undefined) {
      const plan = { rounds: Math.max(1, rounds), delayMs: Number(values.trace) };
      tell('trace', tellTrace(await traceColdCalls(found.path, suite.addresses, plan, signal), plan.delayMs));
    }
    return 0;
  } finally {
    await suite.stop();
  }
});
