/**
 * The same with a distance between the two, each in a network of their own; and with Chromiums that set a connection up in fewer round
 * trips, as they are about to (decision 143).
 */
import { chromium } from 'playwright-core';
import { NetworkLab } from '../network-lab/network-lab.ts';
import { flagsWithoutDevices } from '../scripts/browsers/chromium-flags.ts';
import type { EmulatorAddresses } from '../scripts/firebase/emulator-ports.ts';
import { hostingOrigin } from '../scripts/suite/emulator-suite.ts';
import { type Browsers, COLD, type Contender, contendersOf, type Measured } from './contenders.ts';
import { measureParley } from './parley.ts';
import { startRivals } from './rivals.ts';
import { unlessItFails } from './rounds.ts';
import type { Sample } from './samples.ts';

const SHORTER_SET_UP = '--force-fieldtrials=WebRTC-IceHandshakeDtls/Enabled/WebRTC-Sctp-Snap/Enabled/';
/** Of Parley's ways. The others begin as one of these does. */
const WAYS: readonly string[] = ['warm', 'cold, from the press', COLD];

interface Plan {
  readonly rounds: number;
  /** One way. */
  readonly betweenMs: readonly number[];
}

/** @returns samples whose delay is the one between the two. The servers are near. */
export async function takeRoundsBetween(
  executablePath: string,
  addresses: EmulatorAddresses,
  { rounds, betweenMs }: Plan,
  signal: AbortSignal,
): Promise<readonly Sample[]> {
  const { auth, firestore, hosting } = addresses;
  const rivals = await startRivals(signal);
  const pagesPort = Number(new URL(rivals.origin).port);
  const ports = [auth.port, firestore.port, hosting.port, pagesPort, rivals.peerServerPort, rivals.relayPort];
  const lab = await NetworkLab.open();
  try {
    const reached = ports.filter((port) => port !== undefined);
    const homes = [await lab.addHome('host', reached), await lab.addHome('guest', reached)] as const;
    const [hostPath, guestPath] = homes.map((home) => home.writeLauncher(executablePath));
    const launch = async (flags: readonly string[]): Promise<Browsers> => {
      const args = [...flagsWithoutDevices, '--use-fake-device-for-media-stream', ...flags];
      const [host, guest] = await Promise.all(
        [hostPath, guestPath].map((path = '') => chromium.launch({ executablePath: path, args })),
      );
      if (host === undefined || guest === undefined) throw new Error('There are two homes');
      return { host, guest };
    };
    await Promise.all(homes.map((home) => home.connect({ nat: 'open' })));
    const [usual, shorter] = [await launch([]), await launch([SHORTER_SET_UP])];
    try {
      const origin = hostingOrigin(addresses);
      const others = contendersOf(origin, rivals, { firestore: firestore.port });
      const turns: readonly (readonly [Contender, Browsers])[] = [
        ...others
          .filter(({ name }) => name === 'Parley' || name === 'PeerJS')
          .map((one) => [one, usual] as const),
        [{ name: 'Parley, shorter set-up', measure: (browsers) => measureParley(browsers, origin) }, shorter],
      ];
      const samples: Sample[] = [];
      for (let round = 0; round <= rounds; round++) {
        for (const delayMs of round === 0 ? [0] : betweenMs) {
          // Half of it before each of them.
          const shape = { delayMs: delayMs / 2 };
          await Promise.all(homes.map((home) => home.connect({ nat: 'open', shape })));
          for (const [{ name, measure }, browsers] of turns) {
            const measured = (await unlessItFails(name, () => measure(browsers))).filter(isToldOf);
            if (round > 0)
              samples.push(...measured.map((one) => ({ ...one, contender: name, delayMs, round })));
          }
          if (round > 0) console.log(`round ${round}, ${delayMs} ms between the two: done`);
        }
      }
      return samples;
    } finally {
      await Promise.all([usual, shorter].flatMap(({ host, guest }) => [host.close(), guest.close()]));
    }
  } finally {
    await lab.close();
    await rivals.close();
  }
}

function isToldOf({ way }: Measured): boolean {
  return WAYS.includes(way) || way === 'socket open';
}
