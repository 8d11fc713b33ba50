/** Rounds in which each contender has its turn at each distance, so that what else the machine does meets all alike. */
import { chromium } from 'playwright-core';
import { flagsWithoutDevices } from '../scripts/browsers/chromium-flags.ts';
import type { EmulatorAddresses } from '../scripts/firebase/emulator-ports.ts';
import { hostingOrigin } from '../scripts/suite/emulator-suite.ts';
import { contendersOf, type Measured } from './contenders.ts';
import { FarServers } from './far-servers.ts';
import { startRivals } from './rivals.ts';
import type { Sample } from './samples.ts';
import { Stranger } from './stranger.ts';

interface Plan {
  readonly rounds: number;
  /** Each way. */
  readonly delaysMs: readonly number[];
  /** Names in lower case; undefined: all contenders. */
  readonly wanted: readonly string[] | undefined;
}

export async function takeRounds(
  executablePath: string,
  addresses: EmulatorAddresses,
  { rounds, delaysMs, wanted }: Plan,
  signal: AbortSignal,
): Promise<readonly Sample[]> {
  const { auth, firestore } = addresses;
  // Whoever comes for the first time has a way of their own, whose connections end with their visit.
  const [far, strangers] = [new FarServers(), new FarServers()];
  const rivals = await startRivals(signal);
  try {
    const ports = [auth.port, firestore.port, rivals.peerServerPort, rivals.relayPort];
    for (const port of ports) if (port !== undefined) await far.add(port);
    for (const port of [auth.port, firestore.port]) await strangers.add(port);
    // A camera of 20 pictures a second: with the 10 that tests have, the first may be late for no other reason.
    const args = [...flagsWithoutDevices, '--use-fake-device-for-media-stream', far.browserFlag];
    const browser = await chromium.launch({ executablePath, args });
    const origin = hostingOrigin(addresses);
    const dropConnections = () => strangers.dropConnections();
    const stranger = await Stranger.launch(executablePath, {
      args: [...args.slice(0, -1), strangers.browserFlag],
      ...{ origin, dropConnections },
    });
    signal.addEventListener('abort', () => void browser.close());
    try {
      const contenders = contendersOf(origin, rivals, {
        firestore: firestore.port,
      }).filter(({ name }) => wanted?.includes(name.toLowerCase()) ?? true);
      const samples: Sample[] = [];
      // The first of each warms up the browser and the emulators.
      for (let round = 0; round <= rounds; round++) {
        for (const delayMs of round === 0 ? [0] : delaysMs) {
          far.delayMs = delayMs;
          strangers.delayMs = delayMs;
          for (const { name, measure } of contenders) {
            const measured = await unlessItFails(name, () =>
              measure({ host: browser, guest: browser, stranger }),
            );
            if (round > 0)
              samples.push(...measured.map((one) => ({ ...one, contender: name, delayMs, round })));
          }
          if (round > 0) console.log(`round ${round}, ${delayMs} ms each way: done`);
        }
      }
      return samples;
    } finally {
      await Promise.all([browser.close(), stranger.close()]);
    }
  } finally {
    far.close();
    strangers.close();
    await rivals.close();
  }
}

/** One turn in which two do not come to see each other is told, and is not worth those that were taken before it. */
export async function unlessItFails(
  contender: string,
  measure: () => Promise<readonly Measured[]>,
): Promise<readonly Measured[]> {
  try {
    return await measure();
  } catch (error) {
    console.error(`${contender}: one turn came to nothing.`, error);
    return [];
  }
}
