/** What is measured: each brings two people together once, in a browser that has seen neither, and says what it took. */
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { deviceOptions } from '../scripts/browsers/test-device.ts';
import { projectId } from '../scripts/suite/emulator-suite.ts';
import { type SeenPicture, watchForPicture } from './first-picture.ts';
import { measureParley } from './parley.ts';
import type { RivalServers } from './rivals.ts';
import type { Stranger } from './stranger.ts';

/** In milliseconds, from the press (`reload`, and `opened` of `cold`: from when the page was asked for). */
export interface Measured {
  /** What happened before: `warm` is a call whose link has been open until both pages had nothing more to do. */
  readonly way: string;
  /** Until whoever pressed sees the other. */
  readonly pressedMs: number;
  /** Until the other sees them too; the later of both. */
  readonly bothMs: number;
}

/** Whose pages the two are in: on one machine the same for both. */
export interface Browsers {
  readonly host: Browser;
  readonly guest: Browser;
  /** Of whoever comes for the first time, where there is one for that. */
  readonly stranger?: Stranger;
}

export interface Contender {
  readonly name: string;
  measure(browsers: Browsers): Promise<readonly Measured[]>;
}

/** From the address of somebody whose browser has never seen the site, to the other's picture. */
export const COLD = 'cold, from the address';

export const PATIENCE_MS = 60_000;

export function personOptions(baseURL: string) {
  const viewport = { width: 960, height: 600 };
  return { ...deviceOptions, reducedMotion: 'reduce', viewport, baseURL } as const;
}

/** A page of somebody of their own. @param followsWidth how wide pictures are is followed in it */
export async function openPerson(browser: Browser, origin: string, followsWidth = false): Promise<Page> {
  const context = await browser.newContext(personOptions(origin));
  await context.grantPermissions(['camera', 'microphone'], { origin });
  await context.addInitScript(watchForPicture, followsWidth);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  page.on('pageerror', (error) => console.error(error));
  return page;
}

export async function leave(...pages: readonly Page[]): Promise<void> {
  await Promise.all(pages.map((page) => page.context().close()));
}

/**
 * Nothing is fetched, begun or drawn in them any more that would keep a press waiting: for half a second each timer came in time.
 * @throws Error when that is not so within half a minute, as on a machine that has much else to do
 */
export async function untilQuiet(...pages: readonly Pick<Page, 'evaluate'>[]): Promise<void> {
  const isQuiet = async () => {
    const [TICK_MS, LATE_MS, TICKS, AT_MOST_MS] = [25, 12, 20, 30_000];
    const end = performance.now() + AT_MOST_MS;
    for (let ticks = 0; ticks < TICKS; ticks += 1) {
      const due = performance.now() + TICK_MS;
      if (due > end) throw new Error('The page was never quiet');
      await new Promise((resolve) => setTimeout(resolve, TICK_MS));
      if (performance.now() > due + LATE_MS) ticks = -1;
    }
  };
  await Promise.all(pages.map((page) => page.evaluate(isQuiet)));
}

export async function pictureSeenBy(page: Page): Promise<SeenPicture> {
  try {
    await page.waitForFunction(() => window.parleyBench.picture.seenAt !== undefined);
  } catch (cause) {
    const text = await page.locator('body').innerText();
    throw new Error(`No picture at ${new URL(page.url()).pathname}, which says: ${text}`, { cause });
  }
  return page.evaluate(() => window.parleyBench.picture);
}

/** From one moment, which the guest's page knows. */
export async function timeTo(
  way: string,
  guest: Page,
  host: Page,
  from: 'pressedAt' | 'openedAt' = 'pressedAt',
): Promise<Measured> {
  const [ofGuest, ofHost] = await Promise.all([pictureSeenBy(guest), pictureSeenBy(host)]);
  const { [from]: since = Number.NaN, seenAt = Number.NaN } = ofGuest;
  return { way, pressedMs: seenAt - since, bothMs: Math.max(seenAt, ofHost.seenAt ?? Number.NaN) - since };
}

interface Ports {
  readonly firestore: number;
}

export function contendersOf(
  parleyOrigin: string,
  rivals: RivalServers,
  { firestore }: Ports,
): readonly Contender[] {
  const two = (name: string, page: string, way: string, server: number | undefined): Contender[] =>
    server === undefined
      ? []
      : [{ name, measure: (browsers) => measureTwo(browsers, rivals.origin, page, way, server) }];
  return [
    { name: 'floor', measure: ({ guest }) => measureFloor(guest, rivals.origin) },
    { name: 'Parley', measure: (browsers) => measureParley(browsers, parleyOrigin) },
    ...two('PeerJS', 'peerjs', 'socket open', rivals.peerServerPort),
    ...two('simple-peer', 'simple-peer', 'socket open', rivals.relayPort),
    ...two('FirebaseRTC', 'firebase-rtc', 'page open', firestore),
  ];
}

async function measureFloor(browser: Browser, origin: string): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  for (const [connection, way] of [
    ['new', 'new connection'],
    ['standing', 'standing connection'],
  ] as const) {
    const page = await openPerson(browser, origin);
    try {
      await page.goto(`/floor.html?connection=${connection}`);
      const press = page.getByRole('button');
      await press.waitFor();
      await untilQuiet(page);
      await press.click();
      // Both are in one page, so that who sees first is all that it knows.
      measured.push(await timeTo(way, page, page));
    } finally {
      await leave(page);
    }
  }
  return measured;
}

async function measureTwo(
  browsers: Browsers,
  origin: string,
  name: string,
  way: string,
  server: number,
): Promise<readonly Measured[]> {
  const measured: Measured[] = [];
  for (const isCold of [false, true]) {
    const [host, guest] = await openTwo(browsers, origin, name, server);
    try {
      const press = guest.getByRole('button');
      await press.waitFor();
      if (!isCold) await untilQuiet(host, guest);
      await press.click();
      measured.push(await (isCold ? timeTo(COLD, guest, host, 'openedAt') : timeTo(way, guest, host)));
    } finally {
      await leave(host, guest);
    }
  }
  return measured;
}

/** The pages of two, of whom one waits and the other is about to press. @param followsWidth how wide pictures are is followed by the guest */
export async function openTwo(
  browsers: Browsers,
  origin: string,
  name: string,
  server: number,
  followsWidth = false,
): Promise<readonly [host: Page, guest: Page]> {
  const [host, guest] = await Promise.all([
    openPerson(browsers.host, origin),
    openPerson(browsers.guest, origin, followsWidth),
  ]);
  const open = (page: Page, role: string) =>
    page.goto(`/${name}.html?${new URLSearchParams({ ...query, role })}`);
  const query = { call: randomUUID(), server: String(server), project: `${projectId}-rival` };
  try {
    await open(host, 'host');
    await host.locator('[data-state="waiting"]').waitFor();
    await open(guest, 'guest');
    return [host, guest];
  } catch (error) {
    await leave(host, guest);
    throw error;
  }
}
