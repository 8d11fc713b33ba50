/** What one call takes: from opening the page to leaving it, of the database, the functions, the network and the processor. */
import { setTimeout } from 'node:timers/promises';
import { type Browser, chromium } from 'playwright-core';
import { CALL_SUBCOLLECTIONS } from '../functions/src/sweep/swept-collections.ts';
import { SEAT_RENEWAL_MS } from '../protocol/src/reading/limits.ts';
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
  /** Writes of calls themselves, each of which starts a function. */
  readonly callsWritten: number;
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
type WholeCall = PaidOperations & Pick<Taken, 'callsWritten' | 'functionsAsked'>;

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
    callsWritten: proxy.callsWritten,
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
 * Of half an hour. Both renew their seats from when they took them on, so that how many renewals there are is known; a few
 * minutes may have none or two of them. Each is a write, and a read for each of the two who listen.
 */
export function wholeCall(
  { coming, leaving }: { coming: Taken; leaving: Taken },
  minutes: number,
  left: readonly string[],
): WholeCall {
  const seconds = Math.max(minutes, CALL_MINUTES) * 60;
  const renewals = 2 * Math.floor((seconds * 1_000) / SEAT_RENEWAL_MS);
  // An empty answer is a read as well.
  const beneath = CALL_SUBCOLLECTIONS.map((name) =>
    Math.max(1, left.filter((path) => path.split('/').at(-2) === name).length),
  );
  const sweepReads = beneath.reduce((sum, count) => sum + count, 1);
  return {
    // The mark that the sweep leaves.
    writes: coming.writes + renewals + leaving.writes + 1,
    reads: coming.reads + coming.lookUps + 2 * renewals + leaving.reads + leaving.lookUps + sweepReads,
    // And one day that mark.
    deletes: coming.deletes + leaving.deletes + left.length + 1,
    // The sweep deletes the call.
    callsWritten: coming.callsWritten + renewals + leaving.callsWritten + 1,
    functionsAsked: coming.functionsAsked + leaving.functionsAsked,
  };
}

function difference(after: Taken, before: Taken): Taken {
  return {
    writes: after.writes - before.writes,
    reads: after.reads - before.reads,
    deletes: after.deletes - before.deletes,
    lookUps: after.lookUps - before.lookUps,
    upBytes: after.upBytes - before.upBytes,
    downBytes: after.downBytes - before.downBytes,
    callsWritten: after.callsWritten - before.callsWritten,
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
