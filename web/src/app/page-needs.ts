/** What pages need beside their own part of the site, and when it is fetched. */
import type { KnownCalls } from '../memory/known-calls.ts';
import type { PageModules } from './page-modules.ts';
import type { Route } from './route.ts';
import type { Services } from './services.ts';

/** How long a call takes to begin, in which the network and the processor are wanted for that. */
const BEGINNING_MS = 3_000;

/** What nobody waits for who has just come to a call. */
export function onceCalm(act: () => void): void {
  setTimeout(act, BEGINNING_MS);
}

/** Whoever means to do something connects, signs in and has the pages that it leads to meanwhile. */
export function prepare(modules: PageModules, services: Pick<Services, 'connect'>): void {
  void modules.fetch('call');
  void modules.fetch('schedule');
  services.connect().catch(() => {});
}

/** Of calls: the server's time is wanted for them, which comes with the services. A call needs these at once. */
export function showsTimes({ page }: Route, known: KnownCalls): boolean {
  if (page === 'home') return known.all().length > 0;
  return page !== 'broken-link' && page !== 'not-found';
}

/**
 * Once the page is there, which is the first one or comes after a call. Whoever does not come back to a call should not keep what it left
 * on the disk, nor what was written in it. A call does it by itself, and knows better what is still wanted.
 * @param drawn undefined: no page is there yet
 * @param before what was there before; undefined: nothing
 */
export async function tidyUp(
  drawn: Pick<Route, 'page'> | undefined,
  before: Pick<Route, 'page'> | undefined,
  load: () => Promise<Pick<typeof import('./left-behind.ts'), 'forgetLeftChat' | 'removeLeftFiles'>> = () =>
    import('./left-behind.ts'),
): Promise<void> {
  if (drawn === undefined || drawn.page === 'call') return;
  if (before !== undefined && before.page !== 'call') return;
  const found = await load().catch(() => undefined);
  await Promise.all([found?.removeLeftFiles(), found?.forgetLeftChat()]);
}
