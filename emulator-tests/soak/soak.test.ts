/**
 * `npm run soak`: one stays in a call, the other leaves and comes back again and again, and in between the way between them is sought
 * anew. Both pages live on all the time, and nothing of what they hold may grow.
 */

import { setTimeout as lasting } from 'node:timers/promises';
import { deriveCallKeys, parseCallAddress } from '@parley/protocol';
import type { Browser, CDPSession } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { growthOf } from '../../scripts/figures/growth.ts';
import { readEverything } from '../calls/admin.ts';
import { launchWholeChromium } from '../calls/chromium.ts';
import { Person, seeAndHearEachOther } from '../calls/person.ts';
import { ROOT } from '../rules/rest-firestore.ts';

const MINUTES = Number(process.env.PARLEY_SOAK_MINUTES ?? 120);
/** The first ones load what is loaded once: code, fonts, sounds. */
const WARM_UP = 5;
/** One in so many times, the way is sought anew instead of left. */
const RESTART_EVERY = 4;
/** Rounds that follow each other faster, for minutes, a page takes for somebody's mischief, and ends (`round-pace.ts`). */
const ROUND_MS = 15_000;
const PATIENCE_MS = 120_000;
const MB = 2 ** 20;

/** What may come together over the whole time, however long: noise, and what browsers keep for themselves. */
const LIMITS = {
  'heap, MB': 10,
  'DOM nodes': 100,
  'event listeners': 100,
  'peer connections not collected': 2,
  'peer connections open': 0.5,
  'documents stored': 1,
};
type Sample = Record<keyof typeof LIMITS, number>;

declare global {
  interface Window {
    parleySoakConnections: WeakRef<RTCPeerConnection>[];
  }
}

/** In the page, before it, after `rememberConnections`, which would keep every connection for ever. */
function rememberWeakly(): void {
  window.parleySoakConnections = [];
  const remembered = window.parleyTestConnections;
  const push = remembered.push.bind(remembered);
  remembered.push = (...connections) => {
    window.parleySoakConnections.push(...connections.map((connection) => new WeakRef(connection)));
    const open = remembered.filter(({ connectionState }) => connectionState !== 'closed');
    remembered.length = 0;
    return push(...open, ...connections);
  };
}

/** In the page. Empties what the tests themselves hold. */
function countConnections(): { alive: number; open: number } {
  const remembered = window.parleyTestConnections;
  const open = remembered.filter(({ connectionState }) => connectionState !== 'closed');
  remembered.splice(0, remembered.length);
  Array.prototype.push.apply(remembered, open);
  const alive = window.parleySoakConnections.filter((connection) => connection.deref() !== undefined);
  window.parleySoakConnections = alive;
  return { alive: alive.length, open: open.length };
}

async function sample(person: Person, devtools: CDPSession, docId: string): Promise<Sample> {
  await person.page.evaluate(countConnections);
  // Twice: what is closed is let go by one, and collected by the next.
  for (let time = 0; time < 2; time += 1) await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const of = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  const { alive, open } = await person.page.evaluate(countConnections);
  return {
    'heap, MB': of('JSHeapUsedSize') / MB,
    'DOM nodes': of('Nodes'),
    'event listeners': of('JSEventListeners'),
    'peer connections not collected': alive,
    'peer connections open': open,
    'documents stored': 1 + (await readEverything(`${ROOT}/calls/${docId}`)).length,
  };
}

let browsers: Browser[];
beforeAll(async () => {
  browsers = await Promise.all([launchWholeChromium(), launchWholeChromium()]);
});
afterAll(() => Promise.all(browsers.map((browser) => browser.close())));

it(`nothing grows in ${MINUTES} minutes`, { timeout: (MINUTES + 10) * 60_000 }, async () => {
  const [host, guest] = await Promise.all(
    browsers.map((browser) => Person.create(browser, { asksForRelays: true })),
  );
  if (host === undefined || guest === undefined) throw new Error('There are two browsers');
  const people = [host, guest] as const;
  for (const { context, page } of people) {
    await context.addInitScript(rememberWeakly);
    // What is slow once in two hours is no growth.
    page.setDefaultTimeout(PATIENCE_MS);
  }
  await host.startCall();
  await host.enter('Grace');
  await guest.openLink(host.page.url());
  await guest.enter('Ada');
  await seeAndHearEachOther(host, guest);
  const { docId } = await deriveCallKeys(parseCallAddress(host.page.url()).id);
  const devtools = await Promise.all(people.map(({ context, page }) => context.newCDPSession(page)));
  for (const session of devtools) await session.send('Performance.enable');

  const samples: [Sample[], Sample[]] = [[], []];
  const counts = { returns: 0, restarts: 0 };
  const until = Date.now() + MINUTES * 60_000;
  for (let round = 1; Date.now() < until; round += 1) {
    const restedAt = Date.now() + ROUND_MS;
    if (round % RESTART_EVERY === 0) {
      // What a browser tells of when its network has changed.
      await guest.page.evaluate(() => window.dispatchEvent(new Event('online')));
      counts.restarts += 1;
    } else {
      await guest.leave();
      await host.isIn('waiting');
      await guest.page.getByRole('button', { name: 'Back in' }).click();
      counts.returns += 1;
    }
    await seeAndHearEachOther(host, guest);
    for (const [index, person] of people.entries()) {
      const session = devtools[index];
      if (session !== undefined && round > WARM_UP)
        samples[index]?.push(await sample(person, session, docId));
    }
    await lasting(Math.max(0, restedAt - Date.now()));
  }
  for (const person of people) person.assertNoErrors();

  const grown: string[] = [];
  for (const [index, name] of ['host', 'guest'].entries()) {
    const taken = samples[index] ?? [];
    for (const [what, limit] of Object.entries(LIMITS)) {
      const values = taken.map((each) => each[what as keyof Sample]);
      const growth = growthOf(values);
      const words = `${name}: ${what}: ${values[0]?.toFixed(1)} at first, ${values.at(-1)?.toFixed(1)} at last, grown by ${growth.toFixed(1)}`;
      console.log(words);
      if (!(growth <= limit)) grown.push(`${words}, more than ${limit}`);
    }
  }
  console.log(
    `${counts.returns} leavings and returns, ${counts.restarts} restarts, ${samples[0].length} samples`,
  );
  expect(samples[0].length).toBeGreaterThan(10);
  expect(grown).toEqual([]);
});
