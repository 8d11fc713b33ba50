/** How a name outlives this browser: an e-mail with a link keeps it, and brings it to another device. */
import {
  type Account,
  AccountError,
  Cell,
  type DeviceMemory,
  type GoogleProof,
  type Identity,
  PeopleError,
  type Readable,
} from '@parley/call';
import type { PersonName } from '@parley/protocol';
import { googleAddress, nonceAskedWith } from './google-sign-in.ts';
import { type NameLink, namePage } from './name-link.ts';

/** To which address the last link was sent from here, until it was followed. */
const ADDRESS_KEY = 'parley:name-address';
/** Of this tab: it was loaded anew by coming back. */
const BACK_KEY = 'parley:came-back';

interface TakenLink extends NameLink {
  /** What Google says, where it is Google's. */
  readonly proof?: GoogleProof;
}

export interface NameKeepingOptions {
  readonly connect: () => Promise<{ readonly identity: Identity }>;
  readonly memory: DeviceMemory;
  /** Of this tab. */
  readonly tab: DeviceMemory;
  /** What the page was opened by; undefined: it was no e-mail. */
  readonly link?: NameLink | undefined;
  /** Whether this browser has a name. @throws {CallError} */
  readonly hasName: () => Promise<boolean>;
  /** Does it while no call is open in this browser, which would go on without its user. @throws {InCallError} */
  readonly whileNoCallIsOpen: (act: () => Promise<void>) => Promise<void>;
  /** Whether anybody has this name. @throws {PeopleError} `too-many-names` @throws {CallError} */
  readonly isAnybodys: (name: PersonName) => Promise<boolean>;
  /** Whether somebody else than this browser's user has this name, signed in as them. @throws {CallError} */
  readonly isNamed: (uid: string, name: PersonName) => Promise<boolean>;
  /** By which Google knows the site; undefined: it is not offered here. */
  readonly googleClientId?: string | undefined;
  /** Goes to another site. */
  readonly goTo: (address: string) => void;
  /** From now on this browser has another user. */
  readonly startAnew: () => void;
  readonly signal: AbortSignal;
}

export class NameKeeping {
  readonly #options: NameKeepingOptions;
  readonly #address = new Cell<string | null | undefined>(undefined);
  readonly #link: Cell<TakenLink | undefined>;
  /** This page is the first after coming back. */
  readonly hasComeBack: boolean;

  constructor(options: NameKeepingOptions) {
    this.#options = options;
    this.#link = new Cell(proven(options.link, options.tab));
    this.hasComeBack = options.tab.getItem(BACK_KEY) === 'yes';
    options.tab.setItem(BACK_KEY, 'no');
  }

  /** What the name is kept by; null: by this browser alone; undefined: not asked yet, or it cannot be kept here. */
  get address(): Readable<string | null | undefined> {
    return this.#address;
  }

  /** What the page was opened by; undefined: it was no e-mail. */
  get link(): Readable<NameLink | undefined> {
    return this.#link;
  }

  /** To which address the last link was sent from here; empty: none was. */
  get sentTo(): string {
    return this.#options.memory.getItem(ADDRESS_KEY) ?? '';
  }

  /** A name can be kept by Google, too. */
  get isGoogleOffered(): boolean {
    return this.#options.googleClientId !== undefined;
  }

  /** Goes to Google, which leads back here. @throws {CallError} */
  async goToGoogle(): Promise<void> {
    const { googleClientId, hasName, goTo, tab } = this.#options;
    if (googleClientId === undefined) return;
    goTo(await googleAddress(googleClientId, (await hasName()) ? 'keep' : 'return', tab));
  }

  /** @throws {CallError} */
  async look(): Promise<void> {
    const account = await this.#account();
    this.#address.set(account?.address);
    // It is not needed any more.
    if (account?.address != null) this.#link.set(undefined);
  }

  /** @throws {AccountError} @throws {CallError} */
  async send(address: string): Promise<void> {
    const account = await this.#account();
    const purpose = (await this.#options.hasName()) ? 'keep' : 'return';
    await account?.sendLink(address, namePage(location.origin, purpose));
    this.#options.memory.setItem(ADDRESS_KEY, address);
  }

  /**
   * What the link is for: it keeps the name that this browser has, or brings one here.
   * @param name that it is to bring: it may lead to somebody who has another, and signed up with the address before; undefined: none was asked for
   * @throws {AccountError} @throws {CallError} @throws {InCallError} @throws {PeopleError} nobody has that name: the link was not used
   */
  async follow(address: string, name: PersonName | undefined): Promise<void> {
    const { hasName, isAnybodys, isNamed, whileNoCallIsOpen, startAnew, tab } = this.#options;
    const link = this.#link.value;
    const account = await this.#account();
    if (link === undefined || account === undefined) return;
    const { proof } = link;
    if (await hasName()) {
      const kept = proof ? account.keepByGoogle(proof) : account.keep(address, link.address);
      await kept.catch((error: unknown) => {
        if (error instanceof AccountError && error.code === 'kept-already') this.#settle(account);
        throw error;
      });
      this.#settle(account);
      return;
    }
    // Who would come back by it here would be nobody that they know.
    if (link.purpose === 'keep' || name === undefined) return;
    await whileNoCallIsOpen(async () => {
      // A slip is told before a link is used up by it, which nothing gives back.
      if (!(await isAnybodys(name))) throw new PeopleError('no-such-person');
      const isMeant = (uid: string) => isNamed(uid, name);
      if (proof) await account.comeBackByGoogle(proof, isMeant);
      else await account.comeBack(address, link.address, isMeant);
      this.#forgetAddress();
      tab.setItem(BACK_KEY, 'yes');
      startAnew();
    });
  }

  #settle(account: Account): void {
    this.#forgetAddress();
    this.#address.set(account.address);
    this.#link.set(undefined);
  }

  #forgetAddress(): void {
    this.#options.memory.setItem(ADDRESS_KEY, '');
  }

  async #account(): Promise<Account | undefined> {
    const { identity } = await this.#options.connect();
    return identity.account?.(this.#options.signal);
  }
}

function proven(link: NameLink | undefined, tab: DeviceMemory): TakenLink | undefined {
  if (link?.google === undefined) return link;
  // An answer that this tab has not asked for may be another person's, who wants this one to be them.
  const rawNonce = nonceAskedWith(link.google, tab);
  return rawNonce === undefined ? undefined : { ...link, proof: { idToken: link.google.idToken, rawNonce } };
}
