/**
 * `npm run join-bench`: how long it takes to be connected after opening a link, and to see each other after pressing Join, by
 * turns with the pages of this build and those of another commit (PARLEY_BENCH_COMMIT; by default the last before pages
 * could be of two versions). One machine, no distance to the server.
 */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { flagsWithoutDevices } from '../../scripts/browsers/chromium-flags.ts';
import { root } from '../../scripts/lib/paths.ts';
import { buildPreviousRelease } from '../../scripts/site/previous-release.ts';
import { useAnotherBuild } from '../calls/another-build.ts';
import { launchWholeChromium } from '../calls/chromium.ts';
import { Person } from '../calls/person.ts';

const ROUNDS = 20;
const { PARLEY_BENCH_COMMIT: commit = 'f86b52a' } = process.env;

declare global {
  interface Window {
    parleyBench: { openedAt: number; connectedAt?: number; pressedAt?: number; seenAt?: number };
  }
}

/** In the page, before it: notes when the page is first connected, and after a press on Join when a frame is decoded. */
function watch(): void {
  window.parleyBench = { openedAt: performance.timeOrigin };
  const now = () => performance.timeOrigin + performance.now();
  addEventListener(
    'click',
    (event) => {
      const [target] = event.composedPath();
      if (target instanceof Element && target.closest('button')?.type === 'submit')
        window.parleyBench.pressedAt = now();
    },
    true,
  );
  setInterval(async () => {
    const open = window.parleyTestConnections.filter((one) => one.connectionState === 'connected');
    if (open.length > 0) window.parleyBench.connectedAt ??= now();
    for (const connection of open) {
      for (const report of (await connection.getStats()).values())
        if (report.type === 'inbound-rtp' && report.framesDecoded > 0) window.parleyBench.seenAt ??= now();
    }
  }, 5);
}

it('says how long joining takes', { timeout: 900_000 }, async () => {
  const other = await buildPreviousRelease(commit);
  if ('missing' in other) throw new Error(other.missing);
  const builds = { [commit]: other.dist, 'this build': join(root, 'web', 'dist') };
  const times = new Map<string, number[]>();
  const note = (what: string, ms: number) => times.set(what, [...(times.get(what) ?? []), ms]);
  // Its camera gives more pictures than those of other tests, which would make the first one late.
  const browser = await launchWholeChromium([...flagsWithoutDevices, '--use-fake-device-for-media-stream']);
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const [name, dist] of Object.entries(builds)) {
        const found = await measureOne(dist);
        // The first of each warms up the browser and the emulators.
        if (round === 0) continue;
        for (const [what, ms] of Object.entries(found)) note(`${name}: ${what}`, ms);
      }
    }
  } finally {
    await browser.close();
  }
  for (const [what, values] of times) {
    expect(values).toHaveLength(ROUNDS);
    const sorted = values.toSorted((a, b) => a - b);
    const [low, median, high] = [0.1, 0.5, 0.9].map((part) => sorted[Math.floor(part * ROUNDS)]?.toFixed(0));
    console.log(`${what}: median ${median} ms (10 to 90 %: ${low} to ${high})`);
  }

  async function measureOne(dist: string): Promise<Record<string, number>> {
    const [host, guest] = await Promise.all([
      Person.create(browser, { asksForRelays: true }),
      Person.create(browser, { asksForRelays: true }),
    ]);
    try {
      for (const person of [host, guest]) {
        await useAnotherBuild(person, dist);
        await person.context.addInitScript(watch);
      }
      await host.startCall();
      await host.enter('Grace');
      await host.isIn('waiting');
      await guest.openLink(host.page.url());
      await Promise.all([host.isIn('connected'), guest.isIn('connected')]);
      await guest.page.getByRole('button', { name: 'Turn off camera' }).waitFor();
      await guest.enter();
      for (const { page } of [host, guest]) await page.waitForFunction(() => window.parleyBench.seenAt);
      const of = ({ page }: Person) => page.evaluate(() => window.parleyBench);
      const [ofHost, ofGuest] = [await of(host), await of(guest)];
      const { openedAt, connectedAt = Number.NaN, pressedAt = Number.NaN, seenAt = Number.NaN } = ofGuest;
      return {
        'link opened to connected': connectedAt - openedAt,
        'Join pressed to the first frame, guest': seenAt - pressedAt,
        'Join pressed to the first frame, host': (ofHost.seenAt ?? Number.NaN) - pressedAt,
      };
    } finally {
      await Promise.all([host.context.close(), guest.context.close()]);
    }
  }
});
