import { runScript } from './lib/run-script.ts';
import { ScriptError } from './lib/script-error.ts';
import { projectId } from './suite/emulator-suite.ts';
import { callScheduledFunction, findScheduledFunctions, readBackends } from './suite/scheduled-functions.ts';
import { startedAddresses } from './suite/shared-suite.ts';

await runScript(async () => {
  const addresses = startedAddresses();
  const backends = await readBackends(addresses).catch((cause) => {
    throw new ScriptError('The functions emulator does not answer: run `npm start` first.', { cause });
  });
  const sweep = findScheduledFunctions(backends).find(({ name }) => name === 'sweepStaleCalls');
  if (!sweep) throw new ScriptError('There is no scheduled function sweepStaleCalls.');
  await callScheduledFunction(addresses, projectId, sweep);
  console.log('Swept: stale calls are gone.');
  return 0;
});
