import type { Readable } from '@parley/call';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Gives an element's styles the level as `--level`, many times a second and without rendering it. */
export class LevelRing implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #level: () => Readable<number> | undefined;
  #followed: Readable<number> | undefined;
  #following = new AbortController();

  constructor(host: ReactiveControllerHost & HTMLElement, level: () => Readable<number> | undefined) {
    this.#host = host;
    this.#level = level;
    host.addController(this);
  }

  hostConnected(): void {
    this.#follow(this.#level());
  }

  hostUpdate(): void {
    if (this.#host.isConnected) this.#follow(this.#level());
  }

  /** Whoever is not seen measures nothing. */
  hostDisconnected(): void {
    this.#follow(undefined);
  }

  #follow(level: Readable<number> | undefined): void {
    if (level === this.#followed) return;
    this.#following.abort();
    this.#following = new AbortController();
    this.#followed = level;
    level?.subscribe(
      (value) => this.#host.style.setProperty('--level', String(value)),
      this.#following.signal,
    );
  }
}
