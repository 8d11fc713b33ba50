import { once } from 'node:events';
import { join } from 'node:path';
import { avoidBusyPorts, documentedAddresses } from './firebase/emulator-ports.ts';
import { root } from './lib/paths.ts';
import { runScript } from './lib/run-script.ts';
import { ScriptError } from './lib/script-error.ts';
import { canRelay, startLocalRelay } from './servers/local-relay.ts';
import { buildIfChanged } from './suite/build.ts';
import { startClock } from './suite/clock.ts';
import {
  emulatorLogFile,
  everyEmulatorAnswers,
  hostingOrigin,
  projectId,
  startEmulatorSuite,
} from './suite/emulator-suite.ts';
import { ensureServerSecrets } from './suite/server-secrets.ts';
import { findSharedSuite, shareSuite } from './suite/shared-suite.ts';

// Vite takes a while to load, and only `npm run dev` needs it here.
const dev = process.argv.includes('--dev') ? await import('./servers/dev-servers.ts') : undefined;

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
    // Where there is one: calls within one machine, or one network, need none.
    const { RELAY_SECRET } = ensureServerSecrets(join(root, 'functions'));
    const relay = canRelay() ? await startLocalRelay(RELAY_SECRET, signal).catch(noRelay) : undefined;
    if (relay !== undefined) toStop.push(relay);
    const relayEnv = relay === undefined ? {} : { RELAY_URLS: relay.urls };
    const suite = await startEmulatorSuite(addresses, signal, relayEnv);
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

/** Calls on this machine need none. */
function noRelay(cause: unknown): undefined {
  console.log(`Without a relay: coturn did not start (${cause instanceof Error ? cause.message : cause}).`);
}
