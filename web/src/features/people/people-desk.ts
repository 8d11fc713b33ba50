/** This person's name on this page: opened when it is wished for, or when the browser has one, and what is remembered of it. */
import {
  Cell,
  type DeviceMemory,
  deviceMemory,
  failureCode,
  type IncomingRing,
  type OutgoingRing,
  openPeople,
  type People,
  type PeopleServices,
  type Readable,
} from '@parley/call';
import type { PersonName } from '@parley/protocol';
import type { KnownPeople } from '../../memory/known-people.ts';
import { hasKeptName, keepHasName, keepReach, readReach } from '../../memory/people-choices.ts';
import type { Reach } from '../../words/people.ts';
import { announceNewUser, isInAnyCall, whileNoCallIsOpen } from './browser-user.ts';
import { NameKeeping } from './name-keeping.ts';
import type { NameLink } from './name-link.ts';

export interface PeopleDeskOptions {
  readonly connect: () => Promise<PeopleServices>;
  readonly memory: DeviceMemory;
  readonly known: KnownPeople;
  /** This person is in a call on this page. */
  readonly isInCall: () => boolean;
  /** What the page was opened by; undefined: no e-mail. */
  readonly nameLink?: NameLink | undefined;
  readonly signal: AbortSignal;
}

export class PeopleDesk {
  readonly #options: PeopleDeskOptions;
  readonly #people = new Cell<People | undefined>(undefined);
  readonly #reach: Cell<Reach>;
  /** How the name outlives this browser. */
  readonly keeping: NameKeeping;
  #opening: Promise<People> | undefined;

  constructor(options: PeopleDeskOptions) {
    this.#options = options;
    this.#reach = new Cell(readReach(options.memory));
    const { connect, memory, nameLink, signal } = options;
    this.keeping = new NameKeeping({
      ...{ connect, memory, signal, link: nameLink, tab: deviceMemory('sessionStorage') },
      hasName: async () => (await this.open()).name.value != null,
      whileNoCallIsOpen,
      startAnew: () => {
        keepHasName(memory, true);
        announceNewUser();
        location.reload();
      },
    });
    // The panel tells why it does not work, to whoever looks.
    if (hasKeptName(options.memory)) this.open().catch(() => {});
  }

  /** Undefined: not asked for. */
  get people(): Readable<People | undefined> {
    return this.#people;
  }

  /** This browser had a name, and whether it has is not known yet. */
  get isOpening(): boolean {
    return this.#people.value === undefined && hasKeptName(this.#options.memory);
  }

  get known(): KnownPeople {
    return this.#options.known;
  }

  /** For whom this device rings. */
  get reach(): Readable<Reach> {
    return this.#reach;
  }

  setReach(reach: Reach): void {
    keepReach(this.#options.memory, reach);
    this.#reach.set(reach);
    this.#listen();
  }

  /** Tried anew after it failed. @throws {CallError} */
  readonly open = (): Promise<People> => {
    this.#opening ??= this.#open();
    this.#opening.catch(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  };

  async #open(): Promise<People> {
    const { connect, known, signal, memory } = this.#options;
    const services = await connect();
    const people = await openPeople({
      ...{ services, codeOf: failureCode, signal },
      isWanted: ({ name, uid }) => this.#isWanted(name, uid),
      isChanged: (person) => known.hasChanged(person),
      isBusy: () => this.#isBusy(),
      onMissed: ({ name, uid, since }: IncomingRing) => known.miss(name, uid, since),
    });
    people.name.subscribe((name) => {
      keepHasName(memory, name !== null && name !== undefined);
      this.#people.value && this.#listen();
    }, signal);
    people.outgoing.subscribe((ring) => ring !== undefined && this.#note(ring), signal);
    this.#people.set(people);
    this.#listen();
    return people;
  }

  #listen(): void {
    const people = this.#people.value;
    const hasName = people?.name.value != null;
    people?.setReachable(hasName && this.#reach.value !== 'nobody');
  }

  #isWanted(name: PersonName, uid: string): boolean {
    const { known } = this.#options;
    // Under another name they are the same.
    if (known.all().some((each) => each.uid === uid && each.isBlocked)) return false;
    const person = known.find(name);
    return this.#reach.value === 'everybody' || (person?.uid === uid && person.hasTalked === true);
  }

  async #isBusy(): Promise<boolean> {
    return this.#options.isInCall() || isInAnyCall();
  }

  /** Whom one rings is somebody one knows, and whoever accepts has talked. */
  #note(ring: OutgoingRing): void {
    const { known, signal } = this.#options;
    ring.state.subscribe(({ phase }) => {
      const person = ring.person.value;
      if (phase === 'accepted' && person !== undefined) {
        known.meet(person);
        known.talk(person.name, person.uid);
      }
    }, signal);
  }
}
