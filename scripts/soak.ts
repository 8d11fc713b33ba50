/** `npm run soak -- [--minutes N]`: two in one call for two hours, or as long as it says, and nothing grows. */
import { join } from 'node:path';
import { root } from './lib/paths.ts';
import { readArguments } from './lib/read-arguments.ts';
import { runScript } from './lib/run-script.ts';
import { runToEnd } from './lib/started-process.ts';

const USAGE = 'npm run soak -- [--minutes N]';

await runScript(async (signal) => {
  const { values } = readArguments({ minutes: { type: 'string', default: '120' } }, USAGE);
  const succeeded = await runToEnd(process.execPath, [join(root, 'scripts/test.ts'), 'soak'], {
    signal,
    env: { ...process.env, PARLEY_SOAK_MINUTES: values.minutes },
  });
  return succeeded ? 0 : 1;
});
