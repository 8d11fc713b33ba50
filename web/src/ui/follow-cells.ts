import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** A value that tells when it has changed. */
interface Followed {
  subscribe(listener: () => void, signal: AbortSignal): void;
}

/** Has an element drawn anew whenever one of some values changes, while it is on the page. */
export class FollowCells implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #cells: () => readonly Followed[];
  #followed: readonly Followed[] = [];
  #lifetime = new AbortController();
  #isConnected = false;

  /** @param cells which they are, asked whenever the element is drawn */
  constructor(host: ReactiveControllerHost, cells: () => readonly Followed[]) {
    this.#host = host;
    this.#cells = cells;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isConnected = true;
    // What has changed meanwhile is to be seen, too.
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const cells = this.#isConnected ? this.#cells() : [];
    if (
      cells.length === this.#followed.length &&
      cells.every((cell, index) => cell === this.#followed[index])
    )
      return;
    this.#forget();
    this.#followed = cells;
    for (const cell of cells) cell.subscribe(() => this.#host.requestUpdate(), this.#lifetime.signal);
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#forget();
  }

  #forget(): void {
    this.#lifetime.abort();
    this.#lifetime = new AbortController();
    this.#followed = [];
  }
}
