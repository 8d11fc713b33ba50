/** Parley, in every way in which two people come to see each other. */
import type { Page } from 'playwright-core';
import {
  type Browsers,
  COLD,
  leave,
  type Measured,
  openPerson,
  pictureSeenBy,
  timeTo,
  untilQuiet,
} from './contenders.ts';

const inPhase = (page: Page, phase: string) =>
  page.locator(`[data-testid="call-state"][data-phase="${phase}"]`).waitFor();
export const joinButton = (page: Page) => page.getByRole('button', { name: /^(Join|Just watch)/ });

export async function measureParley(browsers: Browsers, origin: string): Promise<readonly Measured[]> {
  const host = await openPerson(browsers.host, origin);
  try {
    await startCall(host);
    const guest = await openPerson(browsers.guest, origin);
    const measured = await measureWarm(host, guest);
    const again = [await measureBackIn(host, guest), await measureReload(host, guest)];
    await leave(guest);
    return [measured, ...again, ...(await measureCold(browsers, origin))];
  } finally {
    await leave(host);
  }
}

/** Grace is in her call, and nobody else. */
export async function startCall(host: Page): Promise<void> {
  await host.goto('/');
  await host.getByRole('button', { name: 'Start a call' }).click();
  await host.getByLabel('Your name').fill('Grace');
  await joinButton(host).click();
  await inPhase(host, 'waiting');
}

/** The guest has the call's page open, too, and everything is made ready while they look. */
export async function meetInLobby(host: Page, guest: Page): Promise<void> {
  await guest.goto(host.url());
  await Promise.all([inPhase(host, 'connected'), inPhase(guest, 'connected')]);
  await guest.getByRole('button', { name: 'Turn off camera' }).waitFor();
}

async function measureWarm(host: Page, guest: Page): Promise<Measured> {
  await meetInLobby(host, guest);
  await untilQuiet(host, guest);
  await joinButton(guest).click();
  return timeTo('warm', guest, host);
}

/** The guest has left, and goes back into the same call. */
async function measureBackIn(host: Page, guest: Page): Promise<Measured> {
  await guest.getByRole('button', { name: 'Leave', exact: true }).click();
  await inPhase(guest, 'ended');
  await inPhase(host, 'waiting');
  await Promise.all([host, guest].map((page) => page.evaluate(() => window.parleyBench.watchAnew())));
  await guest.getByRole('button', { name: 'Back in' }).click();
  return timeTo('back in', guest, host);
}

async function measureReload(host: Page, guest: Page): Promise<Measured> {
  await host.evaluate(() => window.parleyBench.watchAnew(true));
  await guest.reload({ waitUntil: 'commit' });
  return timeTo('reload', guest, host, 'openedAt');
}

/** Somebody whose browser has never seen the site opens a link, and has a fast hand. */
async function measureCold(browsers: Browsers, origin: string): Promise<readonly Measured[]> {
  const { stranger } = browsers;
  const host = await openPerson(browsers.host, origin);
  try {
    await startCall(host);
    const guest = await (stranger?.open(origin) ?? openPerson(browsers.guest, origin));
    await guest.goto(host.url(), { waitUntil: 'commit' });
    await joinButton(guest).click();
    await pictureSeenBy(guest);
    const measured = [
      await timeTo('cold, from the press', guest, host),
      await timeTo(COLD, guest, host, 'openedAt'),
    ];
    await (stranger === undefined ? leave(guest) : guest.close());
    return measured;
  } finally {
    await leave(host);
  }
}
