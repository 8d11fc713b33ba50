/** The pages' own parts of the application, each fetched when it is wanted first. */
import type { Route } from './route.ts';

type PageName = Route['page'];

const load: Readonly<Record<PageName, () => Promise<unknown>>> = {
  home: () => import('../features/home/home-page.ts'),
  call: () => import('./call-visit-element.ts'),
  schedule: () => import('../features/schedule/schedule-page.ts'),
  'scheduled-call': () => import('../features/schedule/scheduled-call-page.ts'),
  'broken-link': () => import('./lost-page.ts'),
  'not-found': () => import('./lost-page.ts'),
};

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
      // A browser remembers a module that did not come: it is the reload of the page that mends it, after another build or a loss.
      this.#coming.delete(page);
      return false;
    }
  }
}
