/**
 * Another link for the same call is another call: whoever knows an ID can neither be made to forget it nor be kept from what is sealed
 * under it. The host's page makes that call, tells the guest's page where it is, and then both go over and the old one is ended.
 */
import { type CallAddress, deriveCallKeys } from '@parley/protocol';
import { Cell, type Readable } from '../lib/cell.ts';
import type { DeviceMemory } from '../memory/device-memory.ts';
import { CallError, isPassing } from '../ports/call-error.ts';
import type { CallStore } from '../ports/call-store.ts';
import type { ArrangedTime } from '../session/arranged-time.ts';
import type { CallFacts } from '../session/call-facts.ts';
import { type CallState, isFinal, peerInside } from '../session/call-state.ts';
import { failureCode } from '../session/failure-code.ts';
import type { RoomView } from '../session/room-reader.ts';
import { Following } from './following.ts';
import type { Along } from './going-over.ts';
import { LeftCalls } from './left-calls.ts';
import { type CallTraits, type MakeSuccessorOptions, makeSuccessor } from './make-successor.ts';
import { canMakeNewLink, isNewLinkTheirs, type NewLinkState } from './new-link-state.ts';
import { SuccessionFeature } from './succession-feature.ts';
import { ToldGuest } from './told-guest.ts';

interface SuccessionServices extends Omit<MakeSuccessorOptions, 'store' | 'onMaking' | 'signal'> {
  readonly store: CallStore;
}

export interface SuccessionOptions {
  readonly address: Cell<CallAddress>;
  readonly services: () => Promise<SuccessionServices>;
  readonly state: () => CallState;
  readonly time: () => ArrangedTime | undefined;
  /** Undefined: it is no lasting room, or has not been read yet. */
  readonly room: () => RoomView | undefined;
  /** Of the session that there is; undefined: not read yet. */
  readonly facts: () => CallFacts | undefined;
  /** Whether the host has asked them to leave, which the call does not say yet. */
  readonly isShunned: (uid: string) => boolean;
  /** Whether whoever comes has to ask from now on, which the call does not say yet. */
  readonly isShutting: () => boolean;
  /** While the host's word that the call is over for both is on its way; never rejects. Undefined: it is not. */
  readonly ending: () => Promise<void> | undefined;
  /** What becomes of the old session is nobody's business any more. */
  readonly detach: () => void;
  /** To `address`. @param along who goes, or went, along; undefined: nobody */
  readonly goOver: (along: Along | undefined) => void;
  /** Outlives this page. */
  readonly memory: DeviceMemory;
  readonly onIgnored: (cause: unknown) => void;
  readonly signal: AbortSignal;
}

export class Succession {
  readonly feature: SuccessionFeature;
  readonly #options: SuccessionOptions;
  readonly #state = new Cell<NewLinkState | undefined>(undefined);
  readonly #guest: ToldGuest;
  #left: Promise<LeftCalls> | undefined;

  constructor(options: SuccessionOptions) {
    this.#options = options;
    const following = new Following({
      ...options,
      agree: () => this.feature.say({ type: 'successor-taken' }),
      onFollowed: () => this.#state.set({ phase: 'followed' }),
    });
    this.#guest = new ToldGuest({
      ...options,
      guestUid: () => options.facts()?.guestUid,
      say: (call) => this.feature.say({ type: 'successor', call }),
    });
    this.feature = new SuccessionFeature({
      onOpen: () => this.#guest.sayAgain(),
      onSuccessor: (id) => void following.follow(id),
      onTaken: () => this.#guest.taken(),
    });
  }

  /** Undefined: a new link is not this person's to make, or a program knows the call by its ID. */
  get state(): Readable<NewLinkState | undefined> {
    return this.#state;
  }

  /** Something has changed that it hangs on whether this person can make one. */
  look(): void {
    this.#guest.look();
    const state = this.#state.value;
    const canMake = this.#canMake();
    if (state === undefined && canMake) this.#state.set({ phase: 'possible' });
    if (state?.phase === 'possible' && !canMake) this.#state.set(undefined);
  }

  /** What was left by a page of before is ended now. @throws {CallError} */
  readonly mend = (): Promise<LeftCalls> => {
    this.#left ??= this.#mend();
    this.#left.catch(() => {
      this.#left = undefined;
    });
    return this.#left;
  };

  /** Makes a new link: the old one leads nowhere from then on. Never rejects: what goes wrong is a state. */
  readonly make = (): void => {
    if (!canMakeNewLink(this.#state.value) || !this.#canMake()) return;
    this.#state.set({ phase: 'under-way' });
    this.#make(this.#options.facts()).catch((error: unknown) => {
      if (!this.#options.signal.aborted) this.#state.set({ phase: 'failed', error: failureCode(error) });
    });
  };

  /** Ends the call that is gone over to, which this page may not have arrived at yet. @throws {CallError} */
  async endNext(): Promise<void> {
    const [left, { docId }] = await Promise.all([
      this.mend(),
      deriveCallKeys(this.#options.address.value.id),
    ]);
    left.end(docId);
  }

  /** The person has read what became of it. */
  readonly dismiss = (): void => {
    const { phase } = this.#state.value ?? {};
    if (phase === 'under-way') return;
    this.#state.set(undefined);
    this.look();
  };

  async #mend(): Promise<LeftCalls> {
    const { services, memory, signal } = this.#options;
    const { store, identity, clock } = await services();
    await identity.signIn(signal);
    const left = new LeftCalls({ store, clock, memory, signal });
    left.openCount.subscribe((count) => this.#noteOld(count > 0), signal);
    return left;
  }

  /** @param before when it was asked for */
  async #make(before: CallFacts | undefined): Promise<void> {
    const { services, time, room, address, signal, goOver } = this.#options;
    if (before === undefined) return;
    const { store, identity, clock } = await services();
    const left = await this.mend();
    const hasDoor = this.#hasDoor(before);
    const traits = { ...before, hasDoor, time: time(), roomName: room()?.name };
    // First of all: where it is refused, nothing has happened.
    const next = await this.#makeNext(left, { store, identity, clock, signal }, traits);
    const { docId } = await deriveCallKeys(next.id);
    // It is there, and nobody knows of it.
    if (this.#isOver) return left.end(docId);
    // Whoever loads the page anew from here on goes on there.
    left.note(before.docId);
    left.made(docId);
    const old = address.value;
    address.set(next);
    const peer = peerInside(this.#options.state());
    const answer = peer === undefined ? 'nobody' : await this.#guest.tell(peer, before.guestUid, next.id);
    // Whoever comes there has to ask, or has not to, as the host has said by now.
    const isOfAnotherLock = answer !== 'along' && this.#hasDoor(before) !== hasDoor;
    if (answer === 'dismissed' || isOfAnotherLock) {
      // Whoever is asked to leave knows that link, so it is nobody's: another is made, and until then everything is as it was.
      left.end(docId);
      left.unnote(before.docId);
      address.set(old);
      return this.#isOver ? undefined : this.#make(before);
    }
    left.end(before.docId);
    // Who has said that it is over does not go over before it is known what becomes of that.
    await this.#options.ending();
    // Also for a guest who has gone along by then.
    if (this.#isEndedByHost) left.end(docId);
    if (this.#isOver) return;
    const isAlong = peer !== undefined && answer === 'along';
    goOver(isAlong ? { guestUid: before.guestUid, peer } : undefined);
    this.#state.set({ phase: 'made', guest: answer, isOldOpen: left.openCount.value > 0 });
  }

  /** As the lock is now. */
  #hasDoor(before: CallFacts): boolean {
    const { facts, isShutting } = this.#options;
    return isShutting() || (facts() ?? before).hasDoor;
  }

  /** @throws {CallError} */
  async #makeNext(
    left: LeftCalls,
    options: Omit<MakeSuccessorOptions, 'onMaking'>,
    traits: CallTraits,
  ): Promise<CallAddress> {
    let making: string | undefined;
    const onMaking = (docId: string) => {
      making = docId;
      left.making(docId);
    };
    try {
      return await makeSuccessor({ ...options, onMaking }, traits);
    } catch (error) {
      const mayBeThere = error instanceof CallError && isPassing(error.code);
      // What was not heard of may be there all the same.
      if (making !== undefined && !options.signal.aborted) left[mayBeThere ? 'end' : 'made'](making);
      throw error;
    }
  }

  #noteOld(isOldOpen: boolean): void {
    const state = this.#state.value;
    if (state?.phase === 'made') this.#state.set({ ...state, isOldOpen });
  }

  #canMake(): boolean {
    const { state, facts, time, room } = this.#options;
    return isNewLinkTheirs({ state: state(), facts: facts(), time: time(), room: room() });
  }

  /** As for both: whoever only left has a call that goes on without them. */
  get #isEndedByHost(): boolean {
    const state = this.#options.state();
    return state.phase === 'ended' && state.reason === 'host-ended';
  }

  get #isOver(): boolean {
    return this.#options.signal.aborted || isFinal(this.#options.state());
  }
}

/** What a page may do with it and see of it. */
export type NewLinkHandle = Pick<Succession, 'state' | 'make' | 'dismiss'>;
