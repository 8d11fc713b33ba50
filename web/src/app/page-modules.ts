/** The pages' own parts of the application, each fetched when it is wanted first. */
import { CallError, retryBriefly } from '@parley/call';
import { fetchViews } from '../features/call/later-views.ts';
import type { Route } from './route.ts';

type PageName = Route['page'];

const load: Readonly<Record<PageName, () => Promise<unknown>>> = {
  home: () => retryBriefly(() => import('../features/home/home-page.ts')),
  call: fetchCall,
  schedule: () => retryBriefly(() => import('../features/schedule/schedule-page.ts')),
  'scheduled-call': () => retryBriefly(() => import('../features/schedule/scheduled-call-page.ts')),
  'broken-link': () => retryBriefly(() => import('./lost-page.ts')),
  'not-found': () => retryBriefly(() => import('./lost-page.ts')),
};

/** Whoever was in the call before a reload of the page is in it at once, and sees no lobby. */
async function fetchCall(): Promise<void> {
  const isIn = history.state?.hasEntered === true;
  const visit = retryBriefly(() => import('./call-visit-element.ts'));
  const [areViewsThere] = await Promise.all([!isIn || fetchViews(), visit]);
  if (!areViewsThere) throw new CallError('page-incomplete');
}

/** What a ring that is answered leads to, before there is one: whoever answers sees no lobby. */
export async function fetchAnswered(modules: Pick<PageModules, 'fetch'>): Promise<void> {
  await Promise.all([modules.fetch('call'), fetchViews()]);
}

export class PageModules {
  readonly #load: typeof load;
  readonly #there = new Set<PageName>();
  readonly #coming = new Map<PageName, Promise<boolean>>();

  /** @param loaders stood in for by tests */
  constructor(loaders = load) {
    this.#load = loaders;
  }

  has(page: PageName): boolean {
    return this.#there.has(page);
  }

  /** @returns whether it is there now; tried anew after it was not. Never rejects. */
  fetch(page: PageName): Promise<boolean> {
    const coming = this.#coming.get(page) ?? this.#fetch(page);
    this.#coming.set(page, coming);
    return coming;
  }

  async #fetch(page: PageName): Promise<boolean> {
    try {
      await this.#load[page]();
      this.#there.add(page);
      return true;
    } catch {
      // Firefox remembers a module that did not come, and after another build it is nowhere: the reload of the page mends both.
      this.#coming.delete(page);
      return false;
    }
  }
}
