import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** What a page does with the services, one thing at a time. Nothing of it is waited for once the page is gone. */
export class ServiceTask<Code> implements ReactiveController {
  isBusy = false;
  /** Why the last thing could not be done; undefined: none was tried, or it went well. */
  error: Code | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #codeOf: (error: unknown) => Code;
  #lifetime = new AbortController();

  /** @param codeOf what the page tells of an error */
  constructor(host: ReactiveControllerHost, codeOf: (error: unknown) => Code) {
    this.#host = host;
    this.#codeOf = codeOf;
    host.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    this.reset();
  }

  /** Something else is shown: what was begun is not waited for. */
  reset(): void {
    this.#lifetime.abort();
    this.#lifetime = new AbortController();
    this.isBusy = false;
    this.error = undefined;
    this.#host.requestUpdate();
  }

  /** @param connect may reject, as `perform` may: either is the task's error then */
  async run<Services extends object>(
    connect: () => Promise<Services>,
    perform: (services: Services & { readonly signal: AbortSignal }) => Promise<void>,
  ): Promise<void> {
    if (this.isBusy) return;
    const { signal } = this.#lifetime;
    this.isBusy = true;
    this.error = undefined;
    this.#host.requestUpdate();
    try {
      await perform({ ...(await connect()), signal });
    } catch (error) {
      if (!signal.aborted) this.error = this.#codeOf(error);
    } finally {
      if (!signal.aborted) this.isBusy = false;
      this.#host.requestUpdate();
    }
  }
}
