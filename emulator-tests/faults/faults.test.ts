/**
 * `npm run faults`: every scenario as often as PARLEY_FAULT_RUNS says, or those that PARLEY_FAULT_NAMES names. What each run came to is
 * a line of PARLEY_FAULT_FILE; scripts/faults.ts makes a table of it. That a call did not come back is a figure, and no failure.
 */
import { appendFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { FaultRun } from '../../scripts/figures/fault-report.ts';
import { faultScenarios } from '../lab/fault-scenarios.ts';
import { LabPair } from '../lab/lab-pair.ts';

const { PARLEY_FAULT_RUNS = '1', PARLEY_FAULT_NAMES = '', PARLEY_FAULT_BUILD = '' } = process.env;
const { PARLEY_FAULT_FILE } = process.env;
const names = PARLEY_FAULT_NAMES.split(',').filter((name) => name !== '');
const chosen = faultScenarios.filter(
  ({ name }) => names.length === 0 || names.some((wanted) => name.startsWith(wanted)),
);
const LONGEST_MS = 600_000;

let pair: LabPair;
beforeAll(async () => {
  pair = await LabPair.open();
});
afterAll(() => pair.close());

it('knows the scenarios that are asked for', () => {
  expect(names.filter((wanted) => !faultScenarios.some(({ name }) => name.startsWith(wanted)))).toEqual([]);
});

// By turns, so that a machine that is busy for a while makes no one of them look bad.
for (let run = 1; run <= Number(PARLEY_FAULT_RUNS); run += 1) {
  it.each(chosen)(`run ${run}: $name`, { timeout: LONGEST_MS }, async (scenario) => {
    const { name, fault, what, aimMs } = scenario;
    const note = (came: Pick<FaultRun, 'outcome' | 'failure'>) => {
      const at = new Date().toISOString();
      const place = faultScenarios.indexOf(scenario);
      const line: FaultRun = { name, place, fault, what, aimMs, at, build: PARLEY_FAULT_BUILD, ...came };
      if (PARLEY_FAULT_FILE !== undefined) appendFileSync(PARLEY_FAULT_FILE, `${JSON.stringify(line)}\n`);
      const { outcome, failure } = came;
      console.log(outcome ? `${name}: ${JSON.stringify(outcome)}` : `${name}: ${failure}`);
    };
    // What goes wrong before the fault is the machine's, or a bug of the lab: it fails.
    await pair.settle(scenario);
    try {
      const outcome = await scenario.run(pair);
      for (const { person } of pair.both) person.assertNoErrors();
      note({ outcome });
    } catch (error) {
      const [failure = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
      note({ failure });
      await pair.restartBrowsers();
    }
  });
}
