/**
 * Random sequences of what four people may and may not do to a call, on an emulator of its own, against protocol's
 * table of transitions. `--sequences 10000` says how many, `--seed 42` which.
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { hasFailed } from './layers/layer-report.ts';
import { runLayer } from './layers/run-layer.ts';
import { runScript } from './lib/run-script.ts';
import { startFirestoreServer } from './servers/firestore-server.ts';

const { values } = parseArgs({
  options: { seed: { type: 'string' }, sequences: { type: 'string', default: '10000' } },
});
const seed = values.seed ?? String(randomInt(2 ** 31));

await runScript(async (signal) => {
  console.log(
    `Seed ${seed}: the same again by \`npm run rules-fuzz -- --seed ${seed} --sequences ${values.sequences}\``,
  );
  const server = await startFirestoreServer(signal);
  try {
    const env = { ...server.env, PARLEY_FUZZ_SEED: seed, PARLEY_FUZZ_SEQUENCES: values.sequences };
    const extraArgs = ['emulator-tests/rules/model.test.ts'];
    // On demand: how many requests there were is shown.
    const report = await runLayer({ name: 'rules', isOnDemand: true }, { signal, env, extraArgs });
    return hasFailed(report) ? 1 : 0;
  } finally {
    await server.stop();
  }
});
