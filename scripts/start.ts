import { once } from 'node:events';
import { buildIfChanged } from './build.ts';
import { startClock } from './clock.ts';
import { checkPortsAreFree, emulatorAddresses } from './emulator-ports.ts';
import { emulatorLogFile, hostingOrigin, projectId, startEmulatorSuite } from './emulator-suite.ts';
import { runScript } from './run-script.ts';
import { ScriptError } from './script-error.ts';
import { shareSuite } from './shared-suite.ts';

// Vite takes a while to load, and only `npm run dev` needs it here.
const dev = process.argv.includes('--dev') ? await import('./dev-servers.ts') : undefined;

await runScript(async (signal) => {
  const toStop: { stop(): Promise<unknown> }[] = [];
  try {
    // Before the slow steps, as this is what most often stands in the way.
    await checkPortsAreFree(dev ? { ...emulatorAddresses, vite: dev.viteAddress } : emulatorAddresses);
    await buildIfChanged('functions', signal);
    await buildIfChanged('web', signal);
    const suite = await startEmulatorSuite(signal);
    toStop.push(suite);
    let address = hostingOrigin;
    if (dev) {
      toStop.push(dev.watchFunctions());
      const web = await dev.startWebDevServer();
      toStop.push(web);
      address = web.address;
    }
    toStop.push(shareSuite(), startClock(projectId));
    console.log(`\nParley is running: open ${address}\n(Ctrl-C stops it)`);
    signal.throwIfAborted();
    await Promise.race([once(signal, 'abort'), suite.exited]);
    if (!signal.aborted) {
      throw new ScriptError(`The Firebase emulators ended by themselves: ${emulatorLogFile} says why.`);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    // In the reverse order, so that nothing proxies to what is gone.
    for (const started of toStop.reverse()) await started.stop();
  }
  console.log('\nStopped.');
  return 0;
});
