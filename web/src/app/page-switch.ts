/** Which page is drawn: the one that the address names, once its part of the site is there, and until then the one before. */
import type { PageModules } from './page-modules.ts';
import type { Route } from './route.ts';

export interface PageSwitchOptions {
  readonly modules: Pick<PageModules, 'has' | 'fetch'>;
  /** Another page is drawn, or it is known that none can be. */
  readonly onChange: () => void;
  /** Loads the document anew, at the address that it has by now. */
  readonly reload: () => void;
  /** Does it some seconds later, when a call has most likely begun. */
  readonly later: (act: () => void) => void;
}

export class PageSwitch {
  /** Undefined: none yet. */
  drawn: Route | undefined;
  /** The page that the address names could not be fetched. */
  isIncomplete = false;
  readonly #options: PageSwitchOptions;
  #asked: Route | undefined;
  #isFirst = true;

  constructor(options: PageSwitchOptions) {
    this.#options = options;
  }

  /** The page is wanted that this route names, and drawn at once if its part is there. @returns whether it is another than before */
  follow(route: Route): boolean {
    if (route === this.#asked) return false;
    this.#asked = route;
    this.isIncomplete = false;
    const { modules } = this.#options;
    if (modules.has(route.page)) this.#draw(route);
    else {
      // A call ends where it is left.
      if (this.drawn?.page === 'call') this.drawn = undefined;
      void this.#fetch(route);
    }
    return true;
  }

  async #fetch(route: Route): Promise<void> {
    const isThere = await this.#options.modules.fetch(route.page);
    if (route !== this.#asked) return;
    if (isThere) this.#draw(route);
    // The site was renewed while this page was open, perhaps, and its document names files that are there.
    else if (!this.#isFirst && navigator.onLine) return this.#options.reload();
    else this.isIncomplete = true;
    this.#options.onChange();
  }

  #draw(route: Route): void {
    this.drawn = route;
    this.#isFirst = false;
    const { modules, later } = this.#options;
    // Whoever leaves it is to be at the start at once. One that is over has it fetched sooner.
    if (route.page === 'call') later(() => void modules.fetch('home'));
  }
}
