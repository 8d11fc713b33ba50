import { once } from 'node:events';
import { buildIfChanged } from './build.ts';
import { startClock } from './clock.ts';
import { avoidBusyPorts, documentedAddresses } from './emulator-ports.ts';
import {
  emulatorLogFile,
  everyEmulatorAnswers,
  hostingOrigin,
  projectId,
  startEmulatorSuite,
} from './emulator-suite.ts';
import { runScript } from './run-script.ts';
import { ScriptError } from './script-error.ts';
import { findSharedSuite, shareSuite } from './shared-suite.ts';

// Vite takes a while to load, and only `npm run dev` needs it here.
const dev = process.argv.includes('--dev') ? await import('./dev-servers.ts') : undefined;

await runScript(async (signal) => {
  const toStop: { stop(): Promise<unknown> }[] = [];
  try {
    // Before the slow steps. Two would share what they build and what they log.
    const running = findSharedSuite();
    if (running && (await everyEmulatorAnswers(running))) {
      throw new ScriptError(`Parley is running already: open ${hostingOrigin(running)}, or stop that first.`);
    }
    await buildIfChanged('functions', signal);
    await buildIfChanged('web', signal);
    const addresses = await avoidBusyPorts(documentedAddresses);
    for (const [name, { port }] of Object.entries(documentedAddresses)) {
      const chosen = addresses[name as keyof typeof addresses].port;
      if (chosen !== port)
        console.log(`Another program uses port ${port} (${name}): taking ${chosen} instead.`);
    }
    const suite = await startEmulatorSuite(addresses, signal);
    toStop.push(suite);
    let address = hostingOrigin(addresses);
    if (dev) {
      toStop.push(dev.watchFunctions());
      const web = await dev.startWebDevServer(address);
      toStop.push(web);
      address = web.address;
    }
    toStop.push(shareSuite(addresses), startClock(addresses, projectId));
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
