/**
 * How soon the other is sharp: from the press to the first picture, and to the first that is 640 and 1280 wide, of a camera whose picture is as
 * hard to send as a real one's, through networks that carry only so much each way. `npm run bench -- --sharp 1000,3000` (kbit/s, each way), in the
 * network lab. Only the host's camera is that one: two of them would be a measure of this machine's encoder.
 */
import { type Browser, chromium } from 'playwright-core';
import { NetworkLab } from '../network-lab/network-lab.ts';
import { flagsWithCamera, flagsWithDevices } from '../scripts/browsers/chromium-flags.ts';
import type { EmulatorAddresses } from '../scripts/firebase/emulator-ports.ts';
import { hostingOrigin } from '../scripts/suite/emulator-suite.ts';
import { leave, openPerson, openTwo, pictureSeenBy } from './contenders.ts';
import { drawFootage } from './footage.ts';
import { joinButton, meetInLobby, startCall } from './parley.ts';
import { type RivalServers, startRivals } from './rivals.ts';
import { type Spread, spreadOf } from './statistics.ts';

/** One way, between the two. */
const DELAY_MS = 20;
const WIDTHS = [1, 640, 1280] as const;
/** How long it is waited for the widest. */
const PATIENCE_MS = 12_000;

interface SharpnessPlan {
  readonly rounds: number;
  /** Each way, of each of the two. Infinity: as much as the machine can. */
  readonly kbps: readonly number[];
}

/** From the press, in milliseconds, to the first picture that is so wide; Infinity: none came while it was waited for. */
type Seen = Readonly<Record<(typeof WIDTHS)[number], number>>;

interface SharpnessSample {
  readonly contender: string;
  readonly kbps: number;
  readonly seen: Seen;
}

export async function takeSharpness(
  executablePath: string,
  addresses: EmulatorAddresses,
  { rounds, kbps }: SharpnessPlan,
  signal: AbortSignal,
): Promise<readonly SharpnessSample[]> {
  const { auth, firestore, hosting } = addresses;
  const rivals = await startRivals(signal);
  const ports = [auth.port, firestore.port, hosting.port, Number(new URL(rivals.origin).port)];
  if (rivals.peerServerPort !== undefined) ports.push(rivals.peerServerPort);
  const lab = await NetworkLab.open();
  try {
    const homes = [await lab.addHome('host', ports), await lab.addHome('guest', ports)] as const;
    const [hostPath, guestPath] = homes.map((home) => home.writeLauncher(executablePath));
    await Promise.all(homes.map((home) => home.connect({ nat: 'open' })));
    const host = await chromium.launch({
      executablePath: hostPath ?? '',
      args: [...flagsWithCamera(drawFootage())],
    });
    const guest = await chromium.launch({ executablePath: guestPath ?? '', args: [...flagsWithDevices] });
    signal.addEventListener('abort', () => void Promise.all([host.close(), guest.close()]));
    try {
      const samples: SharpnessSample[] = [];
      for (let round = 0; round <= rounds; round += 1) {
        for (const cap of round === 0 ? [Number.POSITIVE_INFINITY] : kbps) {
          const shape = { delayMs: DELAY_MS / 2, ...(Number.isFinite(cap) && { kbps: cap }) };
          await Promise.all(homes.map((home) => home.connect({ nat: 'open', shape })));
          const turns = [
            ['Parley, warm', () => seeInParley(host, guest, hostingOrigin(addresses))],
            ['PeerJS, socket open', () => seeInPeerJs(host, guest, rivals)],
          ] as const;
          for (const [contender, see] of turns) {
            const seen = await see();
            if (round > 0) samples.push({ contender, kbps: cap, seen });
          }
          if (round > 0) console.log(`round ${round}, ${tellCap(cap)}: done`);
        }
      }
      return samples;
    } finally {
      await Promise.all([host.close(), guest.close()]);
    }
  } finally {
    await lab.close();
    await rivals.close();
  }
}

async function seeInParley(hostBrowser: Browser, guestBrowser: Browser, origin: string): Promise<Seen> {
  const host = await openPerson(hostBrowser, origin);
  const guest = await openPerson(guestBrowser, origin, true);
  try {
    await startCall(host);
    await meetInLobby(host, guest);
    await joinButton(guest).click();
    return await widthsSeenBy(guest);
  } finally {
    await leave(host, guest);
  }
}

async function seeInPeerJs(
  hostBrowser: Browser,
  guestBrowser: Browser,
  { origin, peerServerPort }: RivalServers,
): Promise<Seen> {
  if (peerServerPort === undefined) return { 1: Number.NaN, 640: Number.NaN, 1280: Number.NaN };
  const browsers = { host: hostBrowser, guest: guestBrowser };
  const [host, guest] = await openTwo(browsers, origin, 'peerjs', peerServerPort, true);
  try {
    await guest.getByRole('button').click();
    return await widthsSeenBy(guest);
  } finally {
    await leave(host, guest);
  }
}

type Page = Awaited<ReturnType<typeof openPerson>>;

async function widthsSeenBy(page: Page): Promise<Seen> {
  await pictureSeenBy(page);
  const widest = WIDTHS[2];
  const isWide = (width: number) =>
    window.parleyBench.picture.grown?.some((picture) => picture.width >= width) ?? false;
  // What does not come is told as what has not.
  await page.waitForFunction(isWide, widest, { timeout: PATIENCE_MS }).catch(() => {});
  const { pressedAt = Number.NaN, grown = [] } = await page.evaluate(() => window.parleyBench.picture);
  const since = (width: number) =>
    (grown.find((picture) => picture.width >= width)?.at ?? Number.POSITIVE_INFINITY) - pressedAt;
  return { 1: since(1), 640: since(640), 1280: since(1280) };
}

/** In Markdown, which is read in a terminal too. */
export function tellSharpness(samples: readonly SharpnessSample[]): string {
  const groups = Map.groupBy(samples, ({ contender, kbps }) => `${contender} | ${tellCap(kbps)}`);
  const rows = [...groups].map(([name, group]) => {
    const cells = WIDTHS.map((width) => tellSpread(spreadOf(group.map(({ seen }) => seen[width]))));
    return `| ${name} | ${group.length} | ${cells.join(' | ')} |`;
  });
  return [
    '| | each way | rounds | first picture | 640 wide | 1280 wide |',
    '|---|---|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function tellCap(kbps: number): string {
  return Number.isFinite(kbps) ? `${kbps / 1_000} Mbit/s` : 'no limit';
}

function tellSpread({ median, low, high }: Spread): string {
  const ms = (value: number) => (Number.isFinite(value) ? value.toFixed(0) : `> ${PATIENCE_MS}`);
  return `**${ms(median)} ms** (${ms(low)}–${ms(high)})`;
}
