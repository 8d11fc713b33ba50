import { once } from 'node:events';
import { buildIfChanged } from './build.ts';
import { startClock } from './clock.ts';
import { startWebDevServer, viteAddress, watchFunctions } from './dev-servers.ts';
import { checkPortsAreFree, emulatorAddresses } from './emulator-ports.ts';
import { hostingOrigin, projectId, startEmulatorSuite } from './emulator-suite.ts';
import { runScript } from './run-script.ts';
import { ScriptError } from './script-error.ts';

const isDev = process.argv.includes('--dev');

await runScript(async (signal) => {
  const toStop: { stop(): Promise<unknown> }[] = [];
  try {
    // Before the slow steps, as this is what most often stands in the way.
    await checkPortsAreFree(isDev ? { ...emulatorAddresses, vite: viteAddress } : emulatorAddresses);
    await buildIfChanged('functions', signal);
    await buildIfChanged('web', signal);
    const suite = await startEmulatorSuite(signal);
    toStop.push(suite);
    let address = hostingOrigin;
    if (isDev) {
      toStop.push(watchFunctions());
      const web = await startWebDevServer();
      toStop.push(web);
      address = web.address;
    }
    startClock(projectId, signal);
    console.log(`\nParley is running: open ${address}\n(Ctrl-C stops it)`);
    await Promise.race([
      once(signal, 'abort'),
      suite.exited.then(() => {
        if (!signal.aborted) throw new ScriptError('The Firebase emulators ended unexpectedly.');
      }),
    ]);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    // In the reverse order, so that nothing proxies to what is gone.
    for (const started of toStop.reverse()) await started.stop();
  }
  console.log('\nStopped.');
  return 0;
});
