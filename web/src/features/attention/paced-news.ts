import type { CallState } from '@parley/call';
import { Throttle } from '../../ui/throttle.ts';
import { type CallNews, callNews } from './call-news.ts';

/** News of some kinds, told at once, but no more than once in so long; then of what has come to be since, not of every step. */
export class PacedNews {
  readonly #types: readonly CallNews['type'][];
  readonly #throttle: Throttle<CallState>;
  /** As it was when something was told last, or when there was nothing to tell. */
  #known: CallState | undefined;

  /** Told to `tell`, all that is new at once. */
  constructor(
    intervalMs: number,
    types: readonly CallNews['type'][],
    tell: (news: readonly CallNews[]) => void,
  ) {
    this.#types = types;
    this.#throttle = new Throttle(intervalMs, (state) => {
      const news = this.#newsOf(state);
      this.#known = state;
      if (news.length > 0) tell(news);
    });
  }

  meet(state: CallState): void {
    if (this.#newsOf(state).length > 0 || this.#throttle.isWaiting) this.#throttle.push(state);
    else this.#known = state;
  }

  clear(): void {
    this.#throttle.clear();
    this.#known = undefined;
  }

  #newsOf(state: CallState): readonly CallNews[] {
    if (this.#known === undefined) return [];
    return callNews(this.#known, state).filter(({ type }) => this.#types.includes(type));
  }
}
