/** `npm run audit`: asks npm's registry for known weaknesses; each has to be gone or explained. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/paths.ts';
import { runScript } from './lib/run-script.ts';
import { ScriptError } from './lib/script-error.ts';
import { type AcceptedFinding, judgeFindings, readFindings } from './packages/audit-report.ts';

const acceptedFile = 'accepted-advisories.json';

await runScript(async () => {
  // npm exits with 1 for findings as for failures: what it prints tells them apart.
  const { stdout } = spawnSync('npm', ['audit', '--json'], { cwd: root, encoding: 'utf8' });
  let found: ReturnType<typeof readFindings>;
  try {
    found = readFindings(stdout);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : cause;
    throw new ScriptError(`The registry could not be asked, so nothing is known: ${why}`, { cause });
  }
  const accepted: AcceptedFinding[] = JSON.parse(readFileSync(join(root, acceptedFile), 'utf8'));
  const problems = judgeFindings(found, accepted);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) throw new ScriptError(`Mend these, or say in ${acceptedFile} why not.`);
  console.log(`${found.length} known weaknesses, each explained in ${acceptedFile}.`);
  return 0;
});
