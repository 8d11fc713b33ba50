/** The door as its host has it: who stands there, from when the host sits behind it. */
import {
  type CallDoc,
  type CallKeys,
  dismissibleGuest,
  hasRoomToDismiss,
  isAdmitted,
  isDismissed,
  isPutOut,
  type Role,
} from '@parley/protocol';
import { Cell, type Readable } from '../lib/cell.ts';
import { childLifetime, every } from '../lib/lifetime.ts';
import type { Knocker } from '../negotiation/knocker.ts';
import type { DoorKeeper } from './door-keeper.ts';
import { type Visitor, WaitingList, type WaitingListOptions } from './waiting-list.ts';

export type HostDoorOptions = Omit<WaitingListOptions, 'keys' | 'signal'>;

interface HostPlace {
  readonly role: Role;
  readonly keys: CallKeys;
  /** Offers for them. */
  readonly admit: (knocker: Knocker) => void;
  /** Somebody is shunned from here on: whoever that is is disconnected now. */
  readonly shun: () => void;
  readonly keeper: Pick<DoorKeeper, 'setAsking' | 'dismiss' | 'withdrawDismissal'>;
  /** Of the place. */
  readonly signal: AbortSignal;
}

/**
 * How asking the guest to leave stands: it is being written that they stay out; it could not be, and they may come back once this page is
 * gone; or the call remembers as many people as it can, and they, like whoever else comes, have to ask to come in.
 */
export type Dismissal = 'under-way' | 'failed' | 'full';

/** Whoever has been gone for long is nobody to ask, without news. */
const LOOK_MS = 5_000;

export class HostDoor {
  readonly #options: HostDoorOptions;
  readonly #visitors = new Cell<readonly Visitor[] | undefined>(undefined);
  readonly #isAsking = new Cell<boolean | undefined>(undefined);
  readonly #guest = new Cell<string | undefined>(undefined);
  readonly #keepsOut = new Cell(true);
  readonly #dismissal = new Cell<Dismissal | undefined>(undefined);
  /**
   * Whom the host has asked to leave, until the document keeps them out: nothing of theirs is let in as long as that could not be written
   * and this page is open. From then on they sit there only by a word of the host's, and are met like anybody.
   */
  readonly #shunned = new Set<string>();
  /** Of whom `dismissal` speaks. */
  #asked: { readonly uid: string } | undefined;
  /** Who was in the call over a link, whatever their seat says. */
  #met: string | undefined;
  #call: CallDoc | undefined;
  #place: HostPlace | undefined;
  #list: WaitingList | undefined;
  /** While there is a door. */
  #standing: AbortController | undefined;

  constructor(options: HostDoorOptions) {
    this.#options = options;
  }

  /** Undefined: there is no door, or it is not this person's. */
  get visitors(): Readable<readonly Visitor[] | undefined> {
    return this.#visitors;
  }

  /** Whether whoever comes has to ask; undefined: it is not this person's to say. */
  get isAsking(): Readable<boolean | undefined> {
    return this.#isAsking;
  }

  /** Whom the host can ask to leave, there or not; undefined: nobody. */
  get guest(): Readable<string | undefined> {
    return this.#guest;
  }

  /** Whether whoever is asked to leave stays out for good; false: the call remembers as many people as it can, and they have to knock. */
  get keepsOut(): Readable<boolean> {
    return this.#keepsOut;
  }

  /** Undefined: nobody was asked, or they were and stay out. */
  get dismissal(): Readable<Dismissal | undefined> {
    return this.#dismissal;
  }

  sit(place: HostPlace): void {
    this.#place = place;
    every(LOOK_MS, () => this.#look(), place.signal);
    const forget = () => {
      this.#list = undefined;
      this.#call = undefined;
      this.#visitors.set(undefined);
      this.#isAsking.set(undefined);
      this.#guest.set(undefined);
      this.#say(undefined, undefined);
    };
    place.signal.addEventListener('abort', forget, { once: true });
  }

  update(call: CallDoc): void {
    if (this.#place?.role !== 'host') return;
    const { door } = call;
    this.#call = call;
    this.#noteWritten(call);
    this.#look();
    this.#isAsking.set(door !== undefined);
    if (door === undefined) this.#takeAway();
    else if (this.#list === undefined) this.#stand(this.#place);
    else this.#showVisitors();
  }

  /** The guest says over the link that they have entered, which is all that it takes to see and hear the host. */
  meet(): void {
    this.#met = this.#call?.seats.guest?.uid;
    this.#look();
  }

  isShunned(uid: string): boolean {
    return this.#shunned.has(uid);
  }

  /** It is being written, or is, that somebody has to knock, and so has whoever else comes from then on. */
  get isShutting(): boolean {
    const { value } = this.#dismissal;
    return value === 'full' || (value === 'under-way' && !this.#keepsOut.value);
  }

  #noteWritten(call: CallDoc): void {
    for (const uid of this.#shunned) {
      const isKeptOut = isDismissed(call, uid);
      if (!isKeptOut && !isPutOut(call, uid)) continue;
      this.#shunned.delete(uid);
      // The answer to the write may be lost.
      if (this.#asked?.uid === uid) this.#dismissal.set(isKeptOut ? undefined : 'full');
    }
  }

  #look(): void {
    if (this.#call === undefined) return;
    const guest = dismissibleGuest(this.#call, this.#options.clock.now(), this.#met);
    // What could not be written of somebody else is not to be taken for this one's.
    if (guest !== undefined && guest !== this.#asked?.uid) this.#say(undefined, undefined);
    // Of whoever has gone just now it is still asked.
    if (guest !== undefined) this.#keepsOut.set(hasRoomToDismiss(this.#call, guest));
    this.#guest.set(guest);
  }

  #say(asked: { readonly uid: string } | undefined, dismissal: Dismissal | undefined): void {
    this.#asked = asked;
    this.#dismissal.set(dismissal);
  }

  /** Asks the guest to leave for good: they are disconnected at once, and then kept out. Nothing happens if it is somebody else by now. */
  async dismissGuest(uid: string): Promise<void> {
    const place = this.#place;
    if (place === undefined || uid !== this.#guest.value) return;
    this.#shunned.add(uid);
    place.shun();
    const asked = { uid };
    this.#say(asked, 'under-way');
    const outcome = await place.keeper.dismiss(uid);
    if (place.signal.aborted || this.#asked !== asked) return;
    if (this.#call !== undefined) this.#noteWritten(this.#call);
    // What the document has said is true, whatever became of the answer to the write.
    if (this.#shunned.has(uid)) this.#dismissal.set(outcome === 'written' ? undefined : outcome);
  }

  #stand({ keys, signal }: HostPlace): void {
    this.#standing = childLifetime(signal);
    this.#list = new WaitingList({ ...this.#options, keys, signal: this.#standing.signal });
    this.#list.visitors.subscribe(() => this.#showVisitors(), this.#standing.signal);
  }

  /** Whoever is let in does not wait, though their knock may say so: they came in while the door stood open. */
  #showVisitors(): void {
    const call = this.#call;
    if (call === undefined || this.#list === undefined) return;
    const visitors = this.#list.visitors.value.filter(({ uid }) => !isAdmitted(call, uid));
    const shown = this.#visitors.value;
    const isSame = shown?.length === visitors.length && visitors.every((one, index) => one === shown[index]);
    if (!isSame) this.#visitors.set(visitors);
  }

  #takeAway(): void {
    this.#standing?.abort();
    this.#list = undefined;
    this.#visitors.set(undefined);
    // Whoever had to knock has not any more.
    if (this.#dismissal.value === 'full') this.#say(undefined, undefined);
  }

  /** @param isAsking whoever comes has to ask; otherwise one of those who wait comes in, if nobody else is there; whoever has waited longest is told */
  setAsking(isAsking: boolean): void {
    const first = () => {
      const [visitor] = this.#visitors.value ?? [];
      const knocker = visitor && this.#list?.knockerOf(visitor.uid);
      if (knocker !== undefined) this.pardon(knocker.uid);
      return knocker;
    };
    void this.#place?.keeper.setAsking(isAsking, first);
  }

  /** Lets them in, if they still stand there. */
  admit(uid: string): void {
    this.#list?.withdrawReply(uid);
    const isThere = this.#visitors.value?.some((visitor) => visitor.uid === uid);
    const knocker = this.#list?.knockerOf(uid);
    if (isThere !== true || knocker === undefined) return;
    this.pardon(uid);
    this.#place?.admit(knocker);
  }

  /** The host has thought better of having asked them to leave, if they have: what is not written yet is not wished any more. */
  pardon(uid: string): void {
    this.#shunned.delete(uid);
    this.#place?.keeper.withdrawDismissal(uid);
    if (this.#asked?.uid === uid) this.#say(undefined, undefined);
  }

  /** @param word to them; empty: none */
  async reply(uid: string, answer: 'one-moment' | 'declined', word: string): Promise<void> {
    await this.#list?.reply(uid, answer, word);
  }
}
