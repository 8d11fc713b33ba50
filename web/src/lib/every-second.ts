import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { every } from './lifetime.ts';

/** Has an element that shows time drawn anew every second, while it is on the page. */
export class EverySecond implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #connection = new AbortController();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connection = new AbortController();
    every(1_000, () => this.#host.requestUpdate(), this.#connection.signal);
  }

  hostDisconnected(): void {
    this.#connection.abort();
  }
}
