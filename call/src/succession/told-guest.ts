/** The guest whose page is told where the call goes on: whoever was there when the new link was asked for, and nobody else. */
import type { CallId, PeerPresence } from '@parley/protocol';
import { delay, ignoreAbort } from '../lib/lifetime.ts';
import { type CallState, peerInside } from '../session/call-state.ts';

/** How long the guest's page may take to say that it goes along. */
const ANSWER_MS = 6_000;

export interface ToldGuestOptions {
  readonly state: () => CallState;
  /** Who has the guest's seat. */
  readonly guestUid: () => string | undefined;
  /** Whether the host has asked them to leave, which the call does not say yet. */
  readonly isShunned: (uid: string) => boolean;
  /** To the page at the other end of the link, if it can hear it. */
  readonly say: (call: CallId) => void;
  readonly signal: AbortSignal;
}

type Answer = 'along' | 'not-told' | 'dismissed';

export class ToldGuest {
  readonly #options: ToldGuestOptions;
  /** What is being told, to whom, and who waits for the answer. */
  #telling:
    | { readonly call: CallId; readonly uid: string; readonly answer: (answer: Answer) => void }
    | undefined;

  constructor(options: ToldGuestOptions) {
    this.#options = options;
  }

  /**
   * @param uid of who was there when it was asked for
   * @returns whether they go along; `dismissed`: they were asked to leave after they were told
   */
  async tell(peer: PeerPresence, uid: string | undefined, call: CallId): Promise<Answer> {
    const { state, isShunned, signal } = this.#options;
    if (uid === undefined || !this.#isGuest(uid) || isShunned(uid) || !canGoAlong(peer)) return 'not-told';
    const { promise, resolve: answer } = Promise.withResolvers<Answer>();
    this.#telling = { call, uid, answer };
    this.sayAgain();
    const tooLate = delay(ANSWER_MS, signal).then(() => 'not-told' as const, ignoreAbort);
    const heard = await Promise.race([promise, tooLate]);
    this.#telling = undefined;
    if (heard === 'dismissed' || isShunned(uid)) return 'dismissed';
    // They may have left for good meanwhile.
    return heard === 'along' && mayStillCome(state()) && this.#isGuest(uid) ? 'along' : 'not-told';
  }

  /** There is a link, or another one. */
  sayAgain(): void {
    const { state, say } = this.#options;
    const telling = this.#telling;
    if (telling !== undefined && peerInside(state()) !== undefined && this.#isGuest(telling.uid))
      say(telling.call);
  }

  /** Whoever is at the other end says that they go there. */
  taken(): void {
    if (this.#telling !== undefined && this.#isGuest(this.#telling.uid)) this.#telling.answer('along');
  }

  /** Somebody may have been asked to leave. */
  look(): void {
    if (this.#telling !== undefined && this.#options.isShunned(this.#telling.uid))
      this.#telling.answer('dismissed');
  }

  #isGuest(uid: string): boolean {
    return this.#options.guestUid() === uid;
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
