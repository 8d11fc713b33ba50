/** This person's name on this page: opened when it is wished for, or when the browser has one, and what is remembered of it. */
import {
  askForName,
  type CallErrorCode,
  Cell,
  type DeviceMemory,
  deviceMemory,
  failureCode,
  type IncomingRing,
  isNamed,
  type OutgoingRing,
  openPeople,
  type People,
  type PeopleServices,
  type Readable,
} from '@parley/call';
import type { CallId, PersonName } from '@parley/protocol';
import type { KnownPeople } from '../../memory/known-people.ts';
import {
  hasKeptName,
  keepHasName,
  keepReach,
  onReachElsewhere,
  readReach,
} from '../../memory/people-choices.ts';
import type { Reach } from '../../words/people.ts';
import { setRingWorker } from '../attention/ring-notice.ts';
import { type AwaitedCall, AwaitedRing } from './awaited-ring.ts';
import { announceNewUser, isInAnyCall, shareName, whileNoCallIsOpen } from './browser-user.ts';
import { NameKeeping } from './name-keeping.ts';
import type { NameLink } from './name-link.ts';
import { openUntilKnown } from './name-opening.ts';

/** How long after the last time a page that is come back to asks anew which name its user has. */
const LOOK_AGAIN_MS = 60_000;

export interface PeopleDeskOptions {
  readonly connect: () => Promise<PeopleServices>;
  readonly memory: DeviceMemory;
  readonly known: KnownPeople;
  /** This person is in a call on this page. */
  readonly isInCall: () => boolean;
  /** Whoever rings for this call is in it, and connected with this page: an answer waits for nothing. Default: nobody is. */
  readonly isThere?: (call: CallId) => boolean;
  /** What an answer asks of the devices comes before its page is drawn. Default: nothing is asked. */
  readonly untilDevicesAnswer?: () => Promise<void>;
  /** What was gone into at once was over: leaves it, unless the other is in it all the same. @returns whether it was left */
  readonly leaveIfAlone?: (call: CallId) => boolean;
  /** What the page was opened by; undefined: no e-mail. */
  readonly nameLink?: NameLink | undefined;
  /** By which Google knows this site, so that names can be kept there; undefined: it does not. */
  readonly googleClientId?: string | undefined;
  readonly signal: AbortSignal;
}

export class PeopleDesk {
  readonly #options: PeopleDeskOptions;
  readonly #people = new Cell<People | undefined>(undefined);
  readonly #reach: Cell<Reach>;
  /** How the name outlives this browser. */
  readonly keeping: NameKeeping;
  #opening: Promise<People> | undefined;
  readonly #trouble = new Cell<CallErrorCode | undefined>(undefined);
  readonly #awaited: AwaitedRing;

  constructor(options: PeopleDeskOptions) {
    this.#options = options;
    this.#reach = new Cell(readReach(options.memory));
    const { connect, memory, known, nameLink, signal } = options;
    this.#awaited = new AwaitedRing({
      known,
      outgoing: () => this.#people.value?.outgoing.value,
      incoming: () => this.#people.value?.incoming.value ?? [],
      isLookedAt: () => !document.hidden,
    });
    this.keeping = new NameKeeping({
      ...{ connect, memory, signal, link: nameLink, tab: deviceMemory('sessionStorage') },
      hasName: async () => (await this.open()).name.value != null,
      isAnybodys: (name) => this.#isAnybodys(name),
      isNamed: (uid, name) => this.#isNamed(uid, name),
      googleClientId: options.googleClientId,
      goTo: (address) => location.assign(address),
      whileNoCallIsOpen,
      startAnew: () => {
        keepHasName(memory, true);
        announceNewUser();
        location.reload();
      },
    });
    onReachElsewhere(() => this.#follow(readReach(memory)), signal);
    openUntilKnown({ isNeeded: () => this.isOpening, open: this.open }, signal);
  }

  /** Undefined: not asked for. */
  get people(): Readable<People | undefined> {
    return this.#people;
  }

  /** This browser had a name, and whether it has is not known yet. */
  get isOpening(): boolean {
    return this.#people.value === undefined && hasKeptName(this.#options.memory);
  }

  /** Why it could not be asked the last time; undefined: it could, or was not yet. */
  get trouble(): Readable<CallErrorCode | undefined> {
    return this.#trouble;
  }

  get known(): KnownPeople {
    return this.#options.known;
  }

  /** For whom this device rings. */
  get reach(): Readable<Reach> {
    return this.#reach;
  }

  /** What is to be connected while it rings; undefined: nothing is. */
  get awaited(): Readable<AwaitedCall | undefined> {
    return this.#awaited.call;
  }

  /**
   * Where the call is connected already this person is in it from now on, whatever the database says of it later; if the ring was over
   * and nobody is there, it is left again.
   * @param enter goes into the call, which is awaited until then @throws {CallError} as {@link People.accept}
   */
  async answer(ring: IncomingRing, isWithCamera: boolean, enter: (call: CallId) => void): Promise<void> {
    const heard = this.#awaited.answer({ ring, isWithCamera });
    const { isThere, untilDevicesAnswer, leaveIfAlone } = this.#options;
    const isIn = isThere?.(ring.call) === true;
    try {
      const accepted = this.#people.value?.accept(ring.id);
      // It is awaited below.
      accepted?.catch(() => {});
      if (isIn) {
        await untilDevicesAnswer?.();
        enter(ring.call);
      }
      const call = await accepted;
      if (call !== undefined && !isIn) enter(call);
    } catch (error) {
      const isOver = failureCode(error) === 'refused';
      if (!isIn || (isOver && leaveIfAlone?.(ring.call) === true)) throw error;
    } finally {
      heard();
    }
  }

  /** Whoever was rung for is in the call, and the database may not say so for a while. */
  meet(id: CallId): void {
    const ring = this.#people.value?.outgoing.value;
    if (ring?.call === id) ring.meet();
  }

  /** A call is gone into: nobody is led out of it by an answer to what they ring for beside it. */
  taken(): void {
    this.#people.value?.outgoing.value?.cancel();
    this.#awaited.taken();
  }

  setReach(reach: Reach): void {
    keepReach(this.#options.memory, reach);
    this.#follow(reach);
  }

  /** It is the device's: all its tabs ring, or none. */
  #follow(reach: Reach): void {
    this.#reach.set(reach);
    this.#listen();
  }

  /** Tried anew after it failed. @throws {CallError} */
  readonly open = (): Promise<People> => {
    this.#opening ??= this.#open();
    this.#opening.catch((error: unknown) => {
      this.#opening = undefined;
      this.#trouble.set(failureCode(error));
    });
    return this.#opening;
  };

  async #open(): Promise<People> {
    const { connect, known, signal } = this.#options;
    const services = await connect();
    const people = await openPeople({
      ...{ services, codeOf: failureCode, signal },
      isWanted: ({ name, uid }) => this.#isWanted(name, uid),
      isChanged: (person) => known.hasChanged(person),
      isBusy: () => this.#isBusy(),
      onMissed: ({ name, uid, since }: IncomingRing) => known.miss(name, uid, since),
    });
    this.#followName(people);
    people.outgoing.subscribe((ring) => ring !== undefined && this.#note(ring), signal);
    people.incoming.subscribe(() => this.#awaited.look(), signal);
    this.#people.set(people);
    this.#listen();
    return people;
  }

  /** It may be given up, or taken, on another page or device of theirs. */
  #followName(people: People): void {
    const { memory, signal } = this.#options;
    let lookedAt = performance.now();
    const look = () => {
      lookedAt = performance.now();
      // Where it cannot be asked, what is known stays until the next time.
      people.look().catch(() => {});
    };
    const announce = shareName(look, signal);
    people.name.subscribe((name) => {
      keepHasName(memory, name !== null && name !== undefined);
      if (this.#people.value === undefined) return;
      this.#listen();
      announce();
    }, signal);
    // Where the listener has ended for good, it is begun anew; where it goes on, or none is wished, nothing is.
    addEventListener('online', () => this.#listen(), { signal });
    const onVisible = () => {
      this.#awaited.look();
      if (!document.hidden) this.#listen();
      if (!document.hidden && performance.now() - lookedAt > LOOK_AGAIN_MS) look();
    };
    document.addEventListener('visibilitychange', onVisible, { signal });
  }

  #listen(): void {
    const people = this.#people.value;
    const hasName = people?.name.value != null;
    const isReachable = hasName && this.#reach.value !== 'nobody';
    people?.setReachable(isReachable);
    void setRingWorker(isReachable);
  }

  #isWanted(name: PersonName, uid: string): boolean {
    const { known } = this.#options;
    if (known.isBlocked(name, uid)) return false;
    const person = known.find(name);
    return this.#reach.value === 'everybody' || (person?.uid === uid && person.hasTalked === true);
  }

  async #isAnybodys(name: PersonName): Promise<boolean> {
    const { connect, signal } = this.#options;
    const { people: store, identity } = await connect();
    const uid = await identity.signIn(signal);
    return (await askForName({ store, uid }, name, signal)) !== null;
  }

  async #isNamed(uid: string, name: PersonName): Promise<boolean> {
    const { connect, signal } = this.#options;
    const { people: store, clock } = await connect();
    return isNamed({ store, uid, now: () => clock.now() }, name, signal);
  }

  async #isBusy(): Promise<boolean> {
    return this.#options.isInCall() || isInAnyCall();
  }

  /** Whom one rings is somebody one knows, and whoever accepts has talked. */
  #note(ring: OutgoingRing): void {
    const { known, signal } = this.#options;
    ring.state.subscribe(({ phase }) => {
      this.#awaited.look();
      const person = ring.person.value;
      if (phase === 'accepted' && person !== undefined) {
        known.meet(person);
        known.talk(person.name, person.uid);
      }
    }, signal);
  }
}
