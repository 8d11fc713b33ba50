/**
 * `npm run mutation`: changes firestore.rules in every way that rules-mutation knows, and runs the rules tests against
 * each. What stands after the command's name goes to rules-mutation, such as `--only 57-73` or `--sample 50 --seed 7`.
 */
import { join } from 'node:path';
import { chooseFirestoreEmulator } from '../scripts/firebase/firestore-emulator.ts';
import { createEmulatorSources } from '../scripts/firebase/firestore-emulator-sources.ts';
import { localCache, root } from '../scripts/lib/paths.ts';
import { runScript } from '../scripts/lib/run-script.ts';
import { ScriptError } from '../scripts/lib/script-error.ts';
import { StartedProcess } from '../scripts/lib/started-process.ts';

await runScript(async (signal) => {
  const sources = createEmulatorSources(signal);
  const emulator = await chooseFirestoreEmulator({
    ...sources,
    // Several emulators run at once beside the tests: a Java machine each would be too much for most computers.
    named: sources.named === 'java' ? undefined : sources.named,
    readJavaMajor: async () => undefined,
  });
  if (emulator.kind === 'java') throw new ScriptError('Mutation tests need hidane.');
  console.log(emulator.words);
  signal.throwIfAborted();

  const rulesMutation = join(root, 'rules-mutation/src');
  const cli = new StartedProcess(process.execPath, [
    join(rulesMutation, 'cli.ts'),
    ...['--rules', 'firestore.rules'],
    ...[
      '--emulator',
      `'${emulator.path}' --host 127.0.0.1 --port {port} --rules {rules} --project_id {project}`,
    ],
    ...['--test-server', `'${process.execPath}' '${join(rulesMutation, 'vitest-server.ts')}' rules`],
    ...['--project', 'demo-parley'],
    ...['--equivalents', 'emulator-tests/rules-mutation.equivalent.json'],
    ...['--json', join(localCache, 'mutation.json')],
    ...process.argv.slice(2),
  ]);
  signal.addEventListener('abort', () => void cli.stop(), { once: true });
  return (await cli.exited) ?? 1;
});
