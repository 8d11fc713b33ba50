/** How a name outlives this browser: an e-mail with a link keeps it, and brings it to another device. */
import {
  type Account,
  amendEntry,
  Cell,
  type DeviceMemory,
  type Identity,
  type Readable,
} from '@parley/call';
import { nameLinkIn } from './name-link.ts';

/** To which address the last link was sent from here. */
const ADDRESS_KEY = 'parley:name-address';
/** Of this tab: it was loaded anew by coming back. */
const BACK_KEY = 'parley:came-back';

export interface NameKeepingOptions {
  readonly connect: () => Promise<{ readonly identity: Identity }>;
  readonly memory: DeviceMemory;
  /** Of this tab. */
  readonly tab: DeviceMemory;
  /** Whether this browser has a name. @throws {CallError} */
  readonly hasName: () => Promise<boolean>;
  /** Whether a call is open in this browser, which would go on without its user. */
  readonly isInCall: () => Promise<boolean>;
  /** From now on this browser has another user. */
  readonly startAnew: () => void;
  readonly signal: AbortSignal;
}

/** This browser has a call open: its user cannot become another now. */
export class InCallError extends Error {
  override readonly name = 'InCallError';
}

export class NameKeeping {
  readonly #options: NameKeepingOptions;
  readonly #address = new Cell<string | null | undefined>(undefined);
  readonly #link = new Cell(takeLink());
  /** This page is the first after coming back. */
  readonly hasComeBack: boolean;

  constructor(options: NameKeepingOptions) {
    this.#options = options;
    this.hasComeBack = options.tab.getItem(BACK_KEY) === 'yes';
    options.tab.setItem(BACK_KEY, 'no');
  }

  /** What the name is kept by; null: by this browser alone; undefined: not asked yet, or it cannot be kept here. */
  get address(): Readable<string | null | undefined> {
    return this.#address;
  }

  /** What the page was opened by; undefined: it was no e-mail. */
  get link(): Readable<string | undefined> {
    return this.#link;
  }

  /** To which address the last link was sent from here; empty: none was. */
  get sentTo(): string {
    return this.#options.memory.getItem(ADDRESS_KEY) ?? '';
  }

  /** @throws {CallError} */
  async look(): Promise<void> {
    const account = await this.#account();
    this.#address.set(account?.address);
  }

  /** @throws {AccountError} @throws {CallError} */
  async send(address: string): Promise<void> {
    const account = await this.#account();
    await account?.sendLink(address, `${location.origin}/`);
    this.#options.memory.setItem(ADDRESS_KEY, address);
  }

  /** What the link is for: it keeps the name that this browser has, or brings one here. @throws {AccountError} @throws {CallError} @throws {InCallError} */
  async follow(address: string): Promise<void> {
    const { hasName, isInCall, startAnew, tab } = this.#options;
    const link = this.#link.value;
    const account = await this.#account();
    if (link === undefined || account === undefined) return;
    if (await hasName()) {
      await account.keep(address, link);
      this.#address.set(account.address);
      this.#link.set(undefined);
      return;
    }
    if (await isInCall()) throw new InCallError();
    await account.comeBack(address, link);
    tab.setItem(BACK_KEY, 'yes');
    startAnew();
  }

  async #account(): Promise<Account | undefined> {
    const { identity } = await this.#options.connect();
    return identity.account?.(this.#options.signal);
  }
}

/** It opens an account, so it does not stay in the address. */
function takeLink(): string | undefined {
  const link = nameLinkIn(location);
  if (link !== undefined) amendEntry({}, '/');
  return link;
}
