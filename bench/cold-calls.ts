/** Cold calls whose requests are looked at one by one, of which the one in the middle is told. */
import { chromium } from 'playwright-core';
import { flagsWithoutDevices } from '../scripts/browsers/chromium-flags.ts';
import type { EmulatorAddresses } from '../scripts/firebase/emulator-ports.ts';
import { hostingOrigin } from '../scripts/suite/emulator-suite.ts';
import { type ColdTrace, ColdTracer } from './cold-trace.ts';
import { leave, openPerson, pictureSeenBy } from './contenders.ts';
import { FarServers } from './far-servers.ts';
import { joinButton, startCall } from './parley.ts';
import { Stranger } from './stranger.ts';

/** @param delayMs each way */
export async function traceColdCalls(
  executablePath: string,
  addresses: EmulatorAddresses,
  { rounds, delayMs }: { readonly rounds: number; readonly delayMs: number },
  signal: AbortSignal,
): Promise<ColdTrace> {
  const far = new FarServers();
  for (const { port } of [addresses.auth, addresses.firestore]) await far.add(port);
  const flags = [...flagsWithoutDevices, '--use-fake-device-for-media-stream'];
  const browser = await chromium.launch({ executablePath, args: flags });
  const origin = hostingOrigin(addresses);
  const stranger = await Stranger.launch(executablePath, {
    args: [...flags, far.browserFlag],
    origin,
    dropConnections: () => far.dropConnections(),
  });
  signal.addEventListener('abort', () => void browser.close());
  try {
    const traces: ColdTrace[] = [];
    // The first warms up the browser and the emulators.
    for (let round = 0; round <= rounds; round++) {
      const host = await openPerson(browser, origin);
      await startCall(host);
      far.delayMs = round === 0 ? 0 : delayMs;
      const guest = await stranger.open(origin);
      const tracer = await ColdTracer.begin(guest);
      await guest.goto(host.url(), { waitUntil: 'commit' });
      await joinButton(guest).click();
      const { openedAt, pressedAt = Number.NaN, seenAt = Number.NaN } = await pictureSeenBy(guest);
      if (round > 0) traces.push(tracer.end(openedAt, pressedAt, seenAt));
      await leave(host);
    }
    const sorted = traces.toSorted((one, other) => one.seenMs - other.seenMs);
    const middle = sorted[Math.floor((sorted.length - 1) / 2)];
    if (middle === undefined) throw new Error('There is at least one round');
    return middle;
  } finally {
    await Promise.all([browser.close(), stranger.close()]);
    far.close();
  }
}
