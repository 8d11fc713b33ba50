/**
 * Runs the rules suite on an emulator of its own and asks that for what each condition in firestore.rules has been.
 * Fails unless each has been true and false.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasFailed } from './layers/layer-report.ts';
import { runLayer } from './layers/run-layer.ts';
import { localCache, root } from './lib/paths.ts';
import { runScript } from './lib/run-script.ts';
import { ScriptError } from './lib/script-error.ts';
import { type CoverageReport, findConditions, isSeenBothWays, readShortened } from './rules/rule-coverage.ts';
import { toHtml, toTerminal } from './rules/rule-coverage-view.ts';
import { startFirestoreServer } from './servers/firestore-server.ts';
import { projectId } from './suite/emulator-suite.ts';

/** Conditions that can only be one of both, and why. `text` is as it stands in the rules. */
const onlyOneWay: readonly { readonly text: string; readonly reason: string }[] = [
  {
    text: 'resource.data.releasedAt != null',
    reason: 'whoever has a name that lives and was not given up has their own, which is asked before',
  },
];

const reportFile = join(localCache, 'rules-coverage.html');

await runScript(async (signal) => {
  const source = readFileSync(join(root, 'firestore.rules'), 'utf8');
  const server = await startFirestoreServer(signal);
  try {
    const layer = await runLayer(
      { name: 'rules' },
      { signal, env: server.env, extraArgs: process.argv.slice(2) },
    );
    const answer = await fetch(`http://${server.address}/emulator/v1/projects/${projectId}:ruleCoverage`, {
      signal,
    });
    if (!answer.ok || answer.body === null)
      throw new ScriptError(`No coverage: the emulator says ${answer.status}.`);
    const report: CoverageReport = JSON.parse(await readShortened(answer.body));
    const conditions = findConditions(report, source);
    const missing = conditions.filter(
      (condition) => !isSeenBothWays(condition) && !onlyOneWay.some(({ text }) => text === condition.text),
    );
    mkdirSync(localCache, { recursive: true });
    writeFileSync(reportFile, toHtml(source, conditions));
    if (missing.length > 0) console.log(`\n${toTerminal(source, missing)}`);
    for (const { text, reason } of onlyOneWay) console.log(`Only one way: ${text}, since ${reason}.`);
    const leafCount = conditions.filter(({ isLeaf }) => isLeaf).length;
    console.log(
      `\n${conditions.length} conditions, ${leafCount} of them leaves: ${missing.length} not seen both true and false.`,
    );
    console.log(`The rules with all counts: ${reportFile}`);
    if (conditions.length === 0) throw new ScriptError('The emulator reported no conditions at all.');
    return hasFailed(layer) || missing.length > 0 ? 1 : 0;
  } finally {
    await server.stop();
  }
});
