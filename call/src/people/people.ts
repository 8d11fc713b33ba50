/** Ringing people by their names, and being rung. */
import { foldPersonName, type NameDoc, type PersonName } from '@parley/protocol';
import { createCall } from '../creation/create-call.ts';
import { Cell, type Readable } from '../lib/cell.ts';
import { childLifetime, ignoreAbort } from '../lib/lifetime.ts';
import type { ServerClock } from '../lib/server-clock.ts';
import { type DeviceKeys, loadDeviceKeys } from '../memory/device-keys.ts';
import { CallError, type CallErrorCode } from '../ports/call-error.ts';
import type { CallStore } from '../ports/call-store.ts';
import type { Identity } from '../ports/identity.ts';
import type { PeopleStore } from '../ports/people-store.ts';
import { type Caller, type IncomingRing, IncomingRings } from './incoming-rings.ts';
import { OutgoingRing } from './outgoing-ring.ts';
import { OwnName } from './own-name.ts';
import { ListeningEndedEvent, PeopleEvents, RingEvent } from './people-events.ts';

/** `store`, `people`, `identity` and `clock` are those of `connectFirebase`. */
export interface PeopleServices {
  readonly store: Pick<CallStore, 'commit'>;
  readonly people: PeopleStore;
  readonly identity: Identity;
  readonly clock: ServerClock;
}

/** What `openPeople` takes. */
export interface PeopleOptions {
  readonly services: PeopleServices;
  /** What an error is told as that is none of people or calls. */
  readonly codeOf: (error: unknown) => CallErrorCode;
  /** Whether somebody is to be heard. Default: everybody is. */
  readonly isWanted?: (caller: Caller) => boolean;
  /** Whether whoever has a name now is not whom this person knows by it. Default: nobody is known. */
  readonly isChanged?: (person: NameDoc) => boolean;
  /** Whether this person is in a call. Default: they are not. */
  readonly isBusy?: () => Promise<boolean>;
  /** Somebody has rung, and nobody answered; for each of the last hour once a page. Default: nobody is told. */
  readonly onMissed?: (ring: IncomingRing) => void;
  /** Of this device. Default: those that this browser keeps. */
  readonly keys?: Promise<DeviceKeys>;
  /** Ends everything. */
  readonly signal: AbortSignal;
}

/** @throws {CallError} why the user could not be signed in, or asked for their name */
export async function openPeople(options: PeopleOptions): Promise<People> {
  const { services, signal } = options;
  const ownKeys = options.keys ?? loadDeviceKeys();
  const [uid, keys] = await Promise.all([services.identity.signIn(signal), ownKeys]);
  const now = () => services.clock.now();
  const ownName = new OwnName({ store: services.people, uid, keys, now });
  await ownName.load(signal);
  const people = new People(options, uid, ownName, (handlers, lifetime) => {
    const { isBusy = async () => false, onMissed = () => {} } = options;
    return new IncomingRings(
      { store: services.people, uid, keys, now, isBusy, onMissed, ...handlers },
      lifetime,
    );
  });
  // Whoever is rung by a page that is gone would answer nobody.
  globalThis.addEventListener?.('pagehide', () => people.outgoing.value?.cancel(), { signal });
  return people;
}

type Handlers = Pick<
  ConstructorParameters<typeof IncomingRings>[0],
  'isWanted' | 'countsBefore' | 'onCrossed' | 'onHeard' | 'onLost' | 'onError'
>;

/** The user's own name, whom they ring and who rings them, as cells and events; made by {@link openPeople}, until its `signal`. */
export class People extends PeopleEvents {
  /** Who rings; undefined: this page does not listen. */
  readonly #incoming = new Cell<readonly IncomingRing[] | undefined>(undefined);
  readonly #isRungHere = new Cell(true);
  readonly #outgoing = new Cell<OutgoingRing | undefined>(undefined);
  readonly #options: PeopleOptions;
  readonly #uid: string;
  readonly #ownName: OwnName;
  readonly #listen: (handlers: Handlers, signal: AbortSignal) => IncomingRings;
  #isReachable = false;
  /** Whether the database says who rings; `lost`: it did. */
  #contact: 'none' | 'open' | 'lost' = 'none';
  #rings: IncomingRings | undefined;
  #listening: AbortController | undefined;

  constructor(
    options: PeopleOptions,
    uid: string,
    ownName: OwnName,
    listen: (handlers: Handlers, signal: AbortSignal) => IncomingRings,
  ) {
    super();
    this.#options = options;
    this.#uid = uid;
    this.#ownName = ownName;
    this.#listen = listen;
    this.onRing((ring) => this.dispatchEvent(new RingEvent(ring)), options.signal);
    const close = () => {
      this.#stopListening();
      this.dispatchEvent(new Event('close'));
    };
    options.signal.addEventListener('abort', close, { once: true });
  }

  /** The name that others ring this user by; null: none. */
  get name(): Readable<PersonName | null | undefined> {
    return this.#ownName.value;
  }

  /** The name that this user had here, and has given up on another page or device since; undefined: there is none such. */
  get lostName(): Readable<PersonName | undefined> {
    return this.#ownName.lost;
  }

  /** Those who ring at this moment; undefined: this page cannot be reached. */
  get incoming(): Readable<readonly IncomingRing[] | undefined> {
    return this.#incoming;
  }

  /**
   * False: five other devices have come to the name since, and what is rung is not sealed to this one. It is one of them again once the page is
   * loaded anew, or looks; not by itself, or six that are open would go round. True where the page does not listen.
   */
  get isRungHere(): Readable<boolean> {
    return this.#isRungHere;
  }

  /** Called once with each who rings, also with those who ring already, until `signal` aborts. */
  onRing(listener: (ring: IncomingRing) => void, signal?: AbortSignal): void {
    let told: readonly string[] = [];
    this.#incoming.subscribe((rings = []) => {
      const before = told;
      told = rings.map(({ id }) => id);
      for (const ring of rings) if (!before.includes(ring.id)) listener(ring);
    }, signal);
  }

  /** The last ring of this page; undefined: none yet. */
  get outgoing(): Readable<OutgoingRing | undefined> {
    return this.#outgoing;
  }

  /** @throws {PeopleError} `name-taken`, `name-paused` @throws {CallError} */
  claim(name: PersonName): Promise<void> {
    return this.#ownName.claim(name, this.#options.signal);
  }

  /** Others cannot have it for 30 days; this user can. Whoever rings here is declined. @throws {CallError} */
  async release(): Promise<void> {
    // Whoever rings at this moment would wait for nobody until their time is over.
    const rings = this.#incoming.value ?? [];
    await Promise.all(rings.map(({ id }) => this.decline(id).catch(ignoreAbort)));
    await this.#ownName.release(this.#options.signal);
    this.setReachable(false);
  }

  /**
   * Asks anew which name this user has: they may have given it up, or taken one, on another page or device. While this page is reachable
   * it hears of the former by itself. @throws {CallError}
   */
  async look(): Promise<void> {
    await this.#ownName.load(this.#options.signal);
    if (this.name.value === null) this.setReachable(false);
  }

  /** Whether this page rings when somebody rings this user. Nobody is told. */
  setReachable(isWished: boolean): void {
    if (isWished === this.#isReachable) return;
    this.#isReachable = isWished;
    // Whom to hear is another question by now.
    this.#stopListening();
    this.#listenIfNeeded();
  }

  /** Rings somebody; what becomes of it is its state. One at a time: one that is under way is given up. */
  ring(name: PersonName): OutgoingRing {
    const before = this.#outgoing.value;
    before?.cancel();
    const { services, codeOf, isChanged = () => false, signal } = this.#options;
    const ring = new OutgoingRing({
      ...{ store: services.people, uid: this.#uid, ownName: this.name.value ?? null, name, codeOf, signal },
      isChanged,
      lost: () => before?.lost,
      now: () => services.clock.now(),
      createCall: (lifetime) => createCall({ ...services, signal: lifetime }),
    });
    this.#outgoing.set(ring);
    ring.state.subscribe(({ phase }) => {
      this.#listenIfNeeded();
      if (phase === 'calling') this.#cross();
      if (phase === 'over' || phase === 'failed') this.#rings?.hearYielding();
    }, signal);
    return ring;
  }

  /** Whoever is rung may ring at this moment already. */
  #cross(): void {
    const own = this.#outgoing.value;
    const theirs = this.#rings?.shown.value.find((shown) => this.#countsBefore(shown) === true);
    if (own !== undefined && theirs !== undefined)
      this.accept(theirs.id).then((call) => own.giveWay(call, theirs.person), ignoreAbort);
  }

  /** Whoever rings somebody hears them, if they ring at this moment too. */
  #listenIfNeeded(): void {
    const { signal, isWanted = () => true } = this.#options;
    const isNeeded = this.#isReachable || this.#outgoing.value?.isUnderWay === true;
    if (!isNeeded) return this.#stopListening();
    if (this.#listening !== undefined || signal.aborted) return;
    const listening = childLifetime(signal);
    this.#listening = listening;
    this.#rings = this.#listen(
      {
        isWanted: (caller) => this.#isReachable && isWanted(caller),
        countsBefore: (caller) => this.#countsBefore(caller),
        onCrossed: (call, person) => this.#outgoing.value?.giveWay(call, person),
        onHeard: () => this.#noteContact('open'),
        onLost: () => this.#noteContact('lost'),
        // Signed out, most likely: whoever wishes it again tries again.
        onError: (error) => {
          this.#noteContact('lost');
          const wasReachable = this.#isReachable;
          this.#isReachable = false;
          this.#stopListening();
          if (wasReachable) this.dispatchEvent(new ListeningEndedEvent(error));
        },
      },
      listening.signal,
    );
    // Whoever was heard before one's own ring began may be shown only after it.
    this.#rings.shown.subscribe(() => this.#cross(), listening.signal);
    if (!this.#isReachable) return;
    this.#rings.shown.subscribe((rings) => this.#incoming.set(rings), listening.signal);
    this.#watchName(listening.signal);
  }

  #noteContact(next: 'open' | 'lost'): void {
    const before = this.#contact;
    if (!this.#isReachable || before === next || (next === 'lost' && before === 'none')) return;
    this.#contact = next;
    const type = next === 'lost' ? 'disconnected' : before === 'lost' ? 'reconnected' : 'open';
    this.dispatchEvent(new Event(type));
  }

  #watchName(signal: AbortSignal): void {
    const { services } = this.#options;
    let watching = childLifetime(signal);
    this.name.subscribe((name) => {
      watching.abort();
      watching = childLifetime(signal);
      const onName = (doc: NameDoc) => this.#isRungHere.set(this.#ownName.isRungHere(doc));
      const onLost = () => void this.look().catch(ignoreAbort);
      if (name != null) services.people.watchName(foldPersonName(name), { onName, onLost }, watching.signal);
    }, signal);
  }

  #stopListening(): void {
    this.#listening?.abort();
    this.#listening = undefined;
    this.#rings = undefined;
    this.#isRungHere.set(true);
    this.#contact = 'none';
    this.#incoming.set(undefined);
  }

  /** @returns the call to go to @throws {CallError} `refused` when it is over, or another page was first */
  accept(id: string) {
    return this.#rings?.accept(id) ?? Promise.reject(new CallError('refused'));
  }

  /** @param word what the caller is told with it; empty: nothing @throws {CallError} */
  decline(id: string, word = ''): Promise<void> {
    return this.#rings?.decline(id, word) ?? Promise.reject(new CallError('refused'));
  }

  /** Of two who ring each other at once the ring counts whose caller's ID is the smaller. */
  #countsBefore({ uid, name, person }: Caller & { readonly person?: NameDoc }): boolean | undefined {
    const own = this.#outgoing.value;
    if (!own?.isUnderWay || (person !== undefined && !own.isMeant(person))) return undefined;
    return foldPersonName(own.name) === foldPersonName(name) ? uid < this.#uid : undefined;
  }
}
