/** What one call takes: from opening the page to leaving it, of the database, the functions, the network and the processor. */
import { setTimeout } from 'node:timers/promises';
import { type Browser, chromium } from 'playwright-core';
import { CALL_SUBCOLLECTIONS } from '../functions/src/sweep/swept-collections.ts';
import { isBookedDocId } from '../protocol/src/ids/call-keys.ts';
import { LINKED_SEAT_LEASE_MS, SEAT_LEASE_MS, SEAT_RENEWAL_MS } from '../protocol/src/reading/limits.ts';
import { flagsWithoutDevices } from '../scripts/browsers/chromium-flags.ts';
import { type EmulatorAddresses, urlOf } from '../scripts/firebase/emulator-ports.ts';
import { hostingOrigin, projectId } from '../scripts/suite/emulator-suite.ts';
import { leave, openPerson, pictureSeenBy } from './contenders.ts';
import { FarServers } from './far-servers.ts';
import { CountingProxy, type PaidOperations } from './paid-operations.ts';
import { startCall } from './parley.ts';
import { readLookUps } from './rule-look-ups.ts';

/** As long as the call is that is told of. */
const CALL_MINUTES = 30;
/** So long after they have met nothing of their meeting goes on. */
const SETTLING_MS = 20_000;
/** Of the goodbyes, and of what functions do after them. */
const LEAVING_MS = 10_000;

/** While something happened. */
interface Taken extends PaidOperations {
  /** Made by rules, each a read that is not among the others. */
  readonly lookUps: number;
  readonly upBytes: number;
  readonly downBytes: number;
  /** Writes that start the function which follows the calls that programs book. */
  readonly followedWrites: number;
  /** By pages, through Hosting. */
  readonly functionsAsked: number;
  /** Of both pages' processes together. */
  readonly cpuSeconds: number;
}

export interface CallCost {
  readonly minutes: number;
  readonly coming: Taken;
  readonly steady: Taken;
  readonly leaving: Taken;
  readonly peerConnections: number;
  /** Documents that are still stored when both have left: the sweep deletes each. */
  readonly left: readonly string[];
  /** Of half an hour, with what the sweep does when it is over. */
  readonly wholeCall: WholeCall;
}

/** With what the sweep takes. */
type WholeCall = PaidOperations & Pick<Taken, 'followedWrites' | 'functionsAsked'>;

/** @param minutes how long the two talk; what happens then is scaled to a call of half an hour */
export async function measureCallCost(
  executablePath: string,
  addresses: EmulatorAddresses,
  minutes: number,
): Promise<CallCost> {
  const { auth, firestore } = addresses;
  const [proxy, port] = await CountingProxy.start(firestore);
  const far = new FarServers();
  await far.add(auth.port);
  await far.add(firestore.port, port);
  const args = [...flagsWithoutDevices, '--use-fake-device-for-media-stream', far.browserFlag];
  const browser = await chromium.launch({ executablePath, args });
  const origin = hostingOrigin(addresses);
  let functionsAsked = 0;
  const open = async () => {
    const page = await openPerson(browser, origin);
    page.on('request', (request) => {
      if (new URL(request.url()).pathname.startsWith('/api/')) functionsAsked += 1;
    });
    return page;
  };
  const read = async (): Promise<Taken> => ({
    ...proxy.counted,
    ...far.traffic,
    lookUps: await readLookUps(firestore),
    followedWrites: proxy.followedWrites,
    functionsAsked,
    cpuSeconds: await rendererSeconds(browser),
  });
  try {
    const storedBefore = new Set(await storedDocuments(addresses));
    const atFirst = await read();
    const host = await open();
    await startCall(host);
    const guest = await open();
    await guest.goto(host.url());
    await guest.getByLabel('Your name').fill('Ada');
    await guest.getByRole('button', { name: /^(Join|Just watch)/ }).click();
    await Promise.all([pictureSeenBy(host), pictureSeenBy(guest)]);
    await setTimeout(SETTLING_MS);
    const whenSettled = await read();
    await setTimeout(minutes * 60_000);
    const afterTalk = await read();
    const connections = await Promise.all(
      [host, guest].map((page) => page.evaluate(() => window.parleyBench.connectionCount)),
    );
    for (const page of [guest, host]) await page.getByRole('button', { name: 'Leave', exact: true }).click();
    await setTimeout(LEAVING_MS);
    const atLast = await read();
    const left = (await storedDocuments(addresses)).filter((name) => !storedBefore.has(name));
    await leave(host, guest);
    const steady = difference(afterTalk, whenSettled);
    const parts = {
      coming: difference(whenSettled, atFirst),
      steady,
      leaving: difference(atLast, afterTalk),
    };
    return {
      ...{ minutes, ...parts, left },
      peerConnections: connections.reduce((sum, count) => sum + count, 0),
      wholeCall: wholeCall(parts, minutes, left),
    };
  } finally {
    await browser.close();
    far.close();
    proxy.close();
  }
}

/**
 * Of half an hour: as it was, where it was as long; or with the renewals of half an hour in place of those of a few minutes, of which it is
 * known when they are. Each of the two says within five minutes that they hear the other, and after that no more than is needed. Each renewal
 * is a write, and a read for each of the two who listen.
 */
export function wholeCall(
  { coming, steady, leaving }: { coming: Taken; steady: Taken; leaving: Taken },
  minutes: number,
  left: readonly string[],
): WholeCall {
  const renewals = 2 * renewalsOfEach(CALL_MINUTES * 60_000);
  const talk = minutes >= CALL_MINUTES ? steady : { ...steady, ...renewed(renewals) };
  const parts = [coming, talk, leaving];
  const sum = (of: (part: Taken) => number) => parts.reduce((all, part) => all + of(part), 0);
  // An empty answer is a read as well.
  const beneath = CALL_SUBCOLLECTIONS.map((name) =>
    Math.max(1, left.filter((path) => path.split('/').at(-2) === name).length),
  );
  const sweepReads = beneath.reduce((all, count) => all + count, 1);
  const isBooked = left.some((path) => isBookedDocId(/^calls\/([^/]+)$/.exec(path)?.[1] ?? ''));
  return {
    // The mark that the sweep leaves.
    writes: sum(({ writes }) => writes) + 1,
    reads: sum(({ reads, lookUps }) => reads + lookUps) + sweepReads,
    // And one day that mark.
    deletes: sum(({ deletes }) => deletes) + left.length + 1,
    // The sweep deletes the call.
    followedWrites: sum(({ followedWrites }) => followedWrites) + (isBooked ? 1 : 0),
    functionsAsked: sum(({ functionsAsked }) => functionsAsked),
  };
}

function renewed(times: number): Pick<Taken, 'writes' | 'reads' | 'lookUps' | 'deletes' | 'followedWrites'> {
  return { writes: times, reads: 2 * times, lookUps: 0, deletes: 0, followedWrites: 0 };
}

/** One within the first interval, and then one whenever what is left of its lease is less than another's. */
function renewalsOfEach(talkMs: number): number {
  const restMs = LINKED_SEAT_LEASE_MS - SEAT_LEASE_MS;
  const everyMs = Math.ceil(restMs / SEAT_RENEWAL_MS) * SEAT_RENEWAL_MS;
  return talkMs < SEAT_RENEWAL_MS ? 0 : 1 + Math.floor((talkMs - SEAT_RENEWAL_MS) / everyMs);
}

function difference(after: Taken, before: Taken): Taken {
  return {
    writes: after.writes - before.writes,
    reads: after.reads - before.reads,
    deletes: after.deletes - before.deletes,
    lookUps: after.lookUps - before.lookUps,
    upBytes: after.upBytes - before.upBytes,
    downBytes: after.downBytes - before.downBytes,
    followedWrites: after.followedWrites - before.followedWrites,
    functionsAsked: after.functionsAsked - before.functionsAsked,
    cpuSeconds: after.cpuSeconds - before.cpuSeconds,
  };
}

/** https://chromedevtools.github.io/devtools-protocol/tot/SystemInfo/#method-getProcessInfo */
async function rendererSeconds(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

/** The names of all there are. */
async function storedDocuments({ firestore }: EmulatorAddresses): Promise<readonly string[]> {
  const root = `projects/${projectId}/databases/(default)/documents`;
  const answer = await fetch(`${urlOf(firestore)}/v1/${root}:runQuery`, {
    method: 'POST',
    headers: { Authorization: 'Bearer owner', 'Content-Type': 'application/json' },
    body: JSON.stringify({
      structuredQuery: { from: [{ allDescendants: true }], select: { fields: [{ fieldPath: '__name__' }] } },
    }),
  });
  if (!answer.ok) throw new Error(`What is stored: ${answer.status}`);
  const found = (await answer.json()) as { document?: { name: string } }[];
  return found.flatMap(({ document }) => (document ? [document.name.slice(root.length + 1)] : []));
}
