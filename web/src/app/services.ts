import {
  CallError,
  type CallServices,
  type PeopleStore,
  platformProblem,
  retryBriefly,
  ServerClock,
} from '@parley/call';
import type { FirebaseConnection } from '@parley/call/firebase';
import { APP_CHECK } from './app-check.ts';
import { iceServers } from './ice-servers.ts';
import { logIgnored } from './log.ts';

/** What calls run on, and what people are rung by. */
export interface SiteServices extends CallServices {
  readonly people: PeopleStore;
}

/** What is used here of the module `@parley/call/firebase`, and stood in for by tests. */
interface FirebaseModule {
  connectFirebase(
    connection: FirebaseConnection,
  ): Promise<Omit<SiteServices, 'iceServers'> & { readonly isLocal: boolean }>;
}

/** What calls run on, connected to once. */
export class Services {
  /** Until the server is connected to, it knows the device's time only. */
  #clock = new ServerClock();
  readonly #loadFirebase: () => Promise<FirebaseModule>;
  #connected: Promise<SiteServices> | undefined;

  /** @param loadFirebase the largest part of the application, and of no use until the page is there */
  constructor(loadFirebase: () => Promise<FirebaseModule> = fetchFirebase) {
    this.#loadFirebase = loadFirebase;
  }

  /** The server's time, as far as it is known. */
  readonly now = (): number => this.#clock.now();

  /**
   * Tried anew after it failed.
   * @throws {CallError} also when no call is possible here at all
   */
  readonly connect = (): Promise<SiteServices> => {
    this.#connected ??= this.#connect();
    this.#connected.catch(() => {
      this.#connected = undefined;
    });
    return this.#connected;
  };

  async #connect(): Promise<SiteServices> {
    const problem = platformProblem(window);
    if (problem !== undefined) throw new CallError(problem);
    const { connectFirebase } = await this.#loadFirebase().catch((cause: unknown) => {
      throw new CallError('page-incomplete', { cause });
    });
    const { isLocal, relays, ...ports } = await connectFirebase({
      origin: location.origin,
      config: import.meta.env.VITE_FIREBASE_CONFIG,
      appCheck: APP_CHECK,
      onIgnored: logIgnored,
    });
    this.#clock = ports.clock;
    // Signing in early; whoever needs it meets the failure, if there is one.
    ports.identity.signIn(new AbortController().signal).catch(() => {});
    // Where the build says that the site has none, nobody asks for any.
    const asked = import.meta.env.VITE_RELAYS === 'none' ? undefined : relays;
    return {
      ...ports,
      ...(asked && { relays: asked }),
      iceServers: iceServers(isLocal, import.meta.env.VITE_ICE_SERVERS),
    };
  }
}

function fetchFirebase(): Promise<FirebaseModule> {
  return retryBriefly(() => import('@parley/call/firebase'));
}
