/**
 * `npm run bench`: from the press to the other's first picture, with Parley and with others, by turns in one run, with the servers near
 * and far. `--rounds 20`, `--delays 0,50,100` (milliseconds, each way), `--only parley,peerjs`.
 */
import { chromium } from 'playwright-core';
import { createBrowserSources } from '../scripts/browser-sources.ts';
import { flagsWithoutDevices } from '../scripts/chromium-flags.ts';
import { hostingOrigin } from '../scripts/emulator-suite.ts';
import { ensureSuite } from '../scripts/ensure-suite.ts';
import { chromium as chromiumKind, findBrowser } from '../scripts/find-browser.ts';
import { readArguments } from '../scripts/read-arguments.ts';
import { runScript } from '../scripts/run-script.ts';
import { ScriptError } from '../scripts/script-error.ts';
import { contendersOf } from './contenders.ts';
import { FarServers } from './far-servers.ts';
import { startRivals } from './rivals.ts';
import { type Sample, tellSamples } from './samples.ts';

const USAGE = 'npm run bench -- [--rounds N] [--delays MS,MS,…] [--only NAME,NAME,…]';

await runScript(async (signal) => {
  const { values } = readArguments(
    {
      rounds: { type: 'string', default: '20' },
      delays: { type: 'string', default: '0,50,100' },
      only: { type: 'string' },
    },
    USAGE,
  );
  const delaysMs = values.delays.split(',').map(Number);
  const found = await findBrowser(chromiumKind, createBrowserSources(chromiumKind, signal));
  if ('missing' in found) throw new ScriptError(found.missing);
  const suite = await ensureSuite(signal);
  const far = new FarServers();
  const rivals = await startRivals(signal);
  try {
    const { auth, firestore } = suite.addresses;
    const ports = [auth.port, firestore.port, rivals.peerServerPort, rivals.relayPort];
    for (const port of ports) if (port !== undefined) await far.add(port);
    // A camera of 20 pictures a second: with the 10 that tests have, the first may be late for no other reason.
    const devices = '--use-fake-device-for-media-stream';
    const args = [...flagsWithoutDevices, devices, far.browserFlag];
    const browser = await chromium.launch({ executablePath: found.path, args });
    signal.addEventListener('abort', () => void browser.close());
    try {
      const wanted = values.only?.toLowerCase().split(',');
      const contenders = contendersOf(hostingOrigin(suite.addresses), rivals, {
        firestore: firestore.port,
      }).filter(({ name }) => wanted?.includes(name.toLowerCase()) ?? true);
      const samples: Sample[] = [];
      // The first of each warms up the browser and the emulators.
      for (let round = 0; round <= Number(values.rounds); round++) {
        for (const delayMs of round === 0 ? [0] : delaysMs) {
          far.delayMs = delayMs;
          for (const { name, measure } of contenders) {
            for (const measured of await measure(browser))
              if (round > 0) samples.push({ ...measured, contender: name, delayMs, round });
          }
          if (round > 0) console.log(`round ${round}, ${delayMs} ms each way: done`);
        }
      }
      console.log(tellSamples(samples));
      return 0;
    } finally {
      await browser.close();
    }
  } finally {
    far.close();
    await rivals.close();
    await suite.stop();
  }
});
