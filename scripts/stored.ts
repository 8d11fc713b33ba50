/**
 * Shows what is stored right now, by age, and fails when something has outlived its time by more than the sweep's
 * period. On the emulator of `npm start`, or with `--project ID` on a real one by this machine's credentials
 * (`gcloud auth application-default login`), at one paid read for each document.
 */
import { parseArgs } from 'node:util';
import { type StoredGroup, surveyStored } from '../functions/src/sweep/survey-stored.ts';
import { runScript } from './lib/run-script.ts';
import { connectProject, projectOption } from './suite/connect-project.ts';

/** As in functions/src/index.ts: every 5 minutes. */
const sweepPeriodMs = 5 * 60_000;

const { values } = parseArgs({ options: projectOption });

await runScript(async () => {
  const { firestore, close } = await connectProject(values.project);
  try {
    const groups = await surveyStored(firestore, Date.now());
    for (const group of groups) console.log(describe(group));
    const overdue = groups.filter(({ overdueMs }) => overdueMs > sweepPeriodMs);
    const timeless = groups.filter(({ timeless }) => timeless > 0);
    for (const { name } of overdue)
      console.log(`${name}: stored for longer than it should be: run \`npm run sweep\`.`);
    for (const { name } of timeless) console.log(`${name}: some would never be deleted.`);
    if (overdue.length + timeless.length > 0) return 1;
    console.log('Nothing has outlived its time by more than the sweep’s period.');
    return 0;
  } finally {
    await close();
  }
});

function describe({ name, count, byAge, oldestMs, lapsed, overdueMs, timeless }: StoredGroup): string {
  if (count === 0) return `${name}: none`;
  const ages = byAge.map(
    ({ upToMs, count }) => `${count} ${Number.isFinite(upToMs) ? `up to ${inWords(upToMs)}` : 'older'}`,
  );
  const late = lapsed === 0 ? 'none lapsed' : `${lapsed} lapsed, the first ${inWords(overdueMs)} ago`;
  const never = timeless === 0 ? '' : `; ${timeless} WITHOUT A TIME TO LAPSE AT`;
  return `${name}: ${count}, the oldest ${inWords(oldestMs)} (${ages.join(', ')}); ${late}${never}`;
}

function inWords(ms: number): string {
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['min', 60_000],
  ] as const;
  const [unit, size] = units.find(([, size]) => ms >= size) ?? ['s', 1_000];
  return `${Math.round(ms / size)} ${unit}`;
}
