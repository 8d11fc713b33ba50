/**
 * Another link for the same call is another call: whoever knows an ID can neither be made to forget it nor be kept from what is sealed
 * under it. The host's page makes that call, tells the guest's page where it is, and then both go over and the old one is ended.
 */
import { type CallAddress, type CallId, deriveCallKeys, type PeerPresence } from '@parley/protocol';
import { Allowance } from '../lib/allowance.ts';
import { Cell, type Readable } from '../lib/cell.ts';
import { delay, ignoreAbort } from '../lib/lifetime.ts';
import type { DeviceMemory } from '../memory/device-memory.ts';
import { CallError, type CallErrorCode, isPassing } from '../ports/call-error.ts';
import type { CallStore } from '../ports/call-store.ts';
import type { ArrangedTime } from '../session/arranged-time.ts';
import type { CallFacts } from '../session/call-facts.ts';
import type { CallState } from '../session/call-state.ts';
import { failureCode } from '../session/failure-code.ts';
import type { RoomView } from '../session/room-reader.ts';
import { LeftCalls } from './left-calls.ts';
import { type CallTraits, type MakeSuccessorOptions, makeSuccessor } from './make-successor.ts';
import { SuccessionFeature } from './succession-feature.ts';

/** How it stands with a new link. */
export type NewLinkState =
  /** This person can have one made. */
  | { readonly phase: 'possible' }
  | { readonly phase: 'under-way' }
  /** None was made, and everything is as it was. */
  | { readonly phase: 'failed'; readonly error: CallErrorCode }
  /**
   * The call has it. `guest`: the guest went along; there was none; or their page could not be told, and they need the link. `isOldOpen`: the
   * server has not heard yet that the old one is over.
   */
  | {
      readonly phase: 'made';
      readonly guest: 'along' | 'nobody' | 'not-told';
      readonly isOldOpen: boolean;
    }
  /** The host has made one, and this person went along. */
  | { readonly phase: 'followed' };

/** Whether this person can have one made just now. @param state undefined: it is not theirs to make */
export function canMakeNewLink(state: NewLinkState | undefined): boolean {
  return state !== undefined && state.phase !== 'under-way' && state.phase !== 'followed';
}

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

/** The other, who is on the way as well. */
export interface Along {
  /** To the host, who lets them in; undefined: it is the host. */
  readonly guestUid: string | undefined;
  readonly peer: PeerPresence;
}

/** How long the guest's page may take to say that it goes along. */
const ANSWER_MS = 6_000;
/** How long it is asked for a call that the other says is there. */
const ASK_FOR_MS = 5_000;
const ASK_AGAIN_MS = 500;
/** An answer is on its way by then. If it is lost, the host waits a little longer. */
const FAREWELL_MS = 200;
/** Of a host who has more than a few new links in a row the rest is not looked at: each look is a read. */
const FOLLOWING = { burst: 5, perSecond: 0.1 } as const;

export class Succession {
  readonly feature: SuccessionFeature;
  readonly #options: SuccessionOptions;
  readonly #state = new Cell<NewLinkState | undefined>(undefined);
  readonly #following = new Allowance(FOLLOWING);
  #isFollowing = false;
  /** What the guest's page is told, whose it is, and who waits for its answer: whether it goes along. */
  #telling:
    | {
        readonly call: CallId;
        readonly uid: string;
        readonly answer: (isTaken: boolean | 'dismissed') => void;
      }
    | undefined;
  #left: Promise<LeftCalls> | undefined;

  constructor(options: SuccessionOptions) {
    this.#options = options;
    this.feature = new SuccessionFeature({
      onOpen: () => this.#say(),
      onSuccessor: (id) => void this.#follow(id),
      onTaken: () => {
        if (this.#isGuest(this.#telling?.uid)) this.#telling?.answer(true);
      },
    });
  }

  /** Undefined: a new link is not this person's to make, or a program knows the call by its ID. */
  get state(): Readable<NewLinkState | undefined> {
    return this.#state;
  }

  /** Something has changed that it hangs on whether this person can make one. */
  look(): void {
    const telling = this.#telling;
    if (telling !== undefined && this.#options.isShunned(telling.uid)) telling.answer('dismissed');
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
    const traits = { ...before, time: time(), roomName: room()?.name };
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
    const peer = this.#peer;
    const answer = peer === undefined ? 'nobody' : await this.#tell(peer, before.guestUid, next.id);
    if (answer === 'dismissed') {
      // They know that link, so it is nobody's: another is made, and until then everything is as it was.
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

  /**
   * @param uid of who was there when it was asked for: nobody who has come since is told
   * @returns whether they go along; `dismissed`: they were asked to leave after they were told
   */
  async #tell(
    peer: PeerPresence,
    uid: string | undefined,
    call: CallId,
  ): Promise<'along' | 'not-told' | 'dismissed'> {
    const { signal, isShunned } = this.#options;
    if (uid === undefined || !this.#isGuest(uid) || isShunned(uid) || !canGoAlong(peer)) return 'not-told';
    const answered = Promise.withResolvers<boolean | 'dismissed'>();
    this.#telling = { call, uid, answer: answered.resolve };
    this.#say();
    const tooLate = delay(ANSWER_MS, signal).then(() => false, ignoreAbort);
    const heard = await Promise.race([answered.promise, tooLate]);
    this.#telling = undefined;
    if (heard === 'dismissed' || isShunned(uid)) return 'dismissed';
    // They may have left for good meanwhile.
    return heard === true && mayStillCome(this.#options.state()) && this.#isGuest(uid) ? 'along' : 'not-told';
  }

  #say(): void {
    const telling = this.#telling;
    if (telling !== undefined && this.#peer !== undefined && this.#isGuest(telling.uid))
      this.feature.say({ type: 'successor', call: telling.call });
  }

  #isGuest(uid: string | undefined): boolean {
    return uid !== undefined && this.#options.facts()?.guestUid === uid;
  }

  /** The host says that the call goes on there. */
  async #follow(id: CallId): Promise<void> {
    const { facts, address, detach, goOver, signal, onIgnored } = this.#options;
    const before = facts();
    const state = this.#options.state();
    const peer = this.#peer;
    const isIn = 'role' in state && state.role === 'guest' && state.hasEntered;
    if (!isIn || before === undefined || peer === undefined) return;
    if (this.#isFollowing || this.#following.waitMs > 0) return;
    this.#following.spend();
    this.#isFollowing = true;
    try {
      const hostUid = await this.#hostOf(id);
      // Where their page has gone meanwhile, it is loaded anew, and comes back there.
      if (this.#isOver) return;
      // Nobody is brought before somebody whom they have not met.
      if (hostUid !== before.hostUid) throw new CallError('not-host');
      this.feature.say({ type: 'successor-taken' });
      // From now on the old call may end.
      detach();
      address.set({ id });
      await delay(FAREWELL_MS, signal);
      goOver({ guestUid: undefined, peer });
      this.#state.set({ phase: 'followed' });
    } catch (error) {
      if (!signal.aborted) onIgnored(error);
    } finally {
      this.#isFollowing = false;
    }
  }

  /** @throws {CallError} also when it has ended */
  async #hostOf(id: CallId): Promise<string> {
    const { services, signal } = this.#options;
    const [{ store }, { docId }] = await Promise.all([services(), deriveCallKeys(id)]);
    const until = performance.now() + ASK_FOR_MS;
    for (;;) {
      try {
        const { hostUid, ended } = await store.readCall(docId, signal);
        if (ended !== null) throw new CallError('no-such-call');
        return hostUid;
      } catch (error) {
        const isWorthAnother = error instanceof CallError && isPassing(error.code);
        if (!isWorthAnother || performance.now() > until) throw error;
        await delay(ASK_AGAIN_MS, signal);
      }
    }
  }

  #noteOld(isOldOpen: boolean): void {
    const state = this.#state.value;
    if (state?.phase === 'made') this.#state.set({ ...state, isOldOpen });
  }

  #canMake(): boolean {
    const { state, facts, time, room } = this.#options;
    const now = state();
    if (!('role' in now) || now.role !== 'host' || !now.hasEntered) return false;
    const known = facts();
    if (known?.isRoom === true) return room() !== undefined;
    if (known?.isScheduled !== true) return known !== undefined;
    return time() !== undefined && time()?.isBooked !== true;
  }

  /** The other, who is in the call; undefined: nobody is. */
  get #peer(): PeerPresence | undefined {
    const state = this.#options.state();
    return 'peer' in state && state.peer?.hasEntered === true ? state.peer : undefined;
  }

  /** As for both: whoever only left has a call that goes on without them. */
  get #isEndedByHost(): boolean {
    const state = this.#options.state();
    return state.phase === 'ended' && state.reason === 'host-ended';
  }

  get #isOver(): boolean {
    const { phase } = this.#options.state();
    return this.#options.signal.aborted || phase === 'ended' || phase === 'failed';
  }
}

/** Whether their page goes along to a new link. */
export function canGoAlong({ hasEntered, can }: PeerPresence): boolean {
  return hasEntered && can?.includes('successor/1') === true;
}

/** Whoever loads their page anew comes to where the new link leads. */
function mayStillCome(state: CallState): boolean {
  if (state.phase !== 'waiting') return true;
  return state.because === 'peer-left' ? state.mayBeBack === true : state.because !== 'peer-dismissed';
}

/** What a page may do with it and see of it. */
export type NewLinkHandle = Pick<Succession, 'state' | 'make' | 'dismiss'>;
