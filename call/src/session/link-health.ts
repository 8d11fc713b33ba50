/** Watches a call's links, one after the other, and says when `recoveryStep` has something to do. */
import { every } from '../lib/lifetime.ts';
import {
  isProbeDue,
  type LinkFacts,
  MIN_RESTART_INTERVAL_MS,
  type RecoveryStep,
  recoveryStep,
} from './recovery-policy.ts';

/** How often to look. Half of the shortest time in the policy. */
export const TICK_MS = 250;
/**
 * The page did nothing for so long, and what has arrived meanwhile may still be waiting to be read. The timers of a hidden tab
 * run once a second, which is no reason to hear nothing.
 */
const LATE_MS = 1_750;
/** So many messages in a row that came so soon after each other: half a second is usual, a second that of a hidden tab. */
const OFTEN_COUNT = 4;
const OFTEN_MS = 750;
/** What arrives so long after the browser has said that there is no network shows that there is one. */
const IN_FLIGHT_MS = 2_000;
/** After so long without a restart for silence, those before are forgotten. */
const CALM_MS = 120_000;
/** An offer that should name relays is asked for again so much later, each time twice as long: the first may be on its way. */
const FIRST_OFFER_RETRY_MS = 2_000;

/** `probe`: find out what this side's network lets through. */
export type HealthStep = Exclude<RecoveryStep, 'none'> | 'probe';

/** When something last arrived on a link that is no message to this page, by `performance.now()`. */
type ArrivedAt = () => number;
const NEVER = Number.NEGATIVE_INFINITY;

export class LinkHealth {
  readonly #onStep: (step: HealthStep) => void;
  readonly #signal: AbortSignal;
  #arrivedAt: ArrivedAt = () => NEVER;
  #state: RTCPeerConnectionState = 'new';
  #stateSince = 0;
  #bornAt = 0;
  #heardAt = 0;
  /** Since when this page has listened without a pause. */
  #listeningSince = 0;
  /** Messages in a row that came soon after each other. */
  #swiftCount = 0;
  #isStallTold = false;
  #lookedAt = performance.now();
  #restartedAt = NEVER;
  /** What one of the two has begun is left to work, whoever of them it was. */
  #restartedByAnyoneAt = NEVER;
  #silentRestarts = { count: 0, lastAt: NEVER };
  #hasUntriedRelays = false;
  #offerWithRelays = { askAt: NEVER, retryMs: FIRST_OFFER_RETRY_MS };
  /** Somebody is there to be linked with. */
  #isExpected = false;
  #isEveryWayTold = false;
  #wasLinked = false;
  /** Undefined: there is a network, as far as is known. */
  #offlineAt: number | undefined;
  /** Since when a link is missing that is expected; undefined: it is there, or nobody expects one. */
  #lostAt: number | undefined;
  /** When the other last took part in a round. */
  #negotiatedAt = NEVER;
  #probedAt = NEVER;
  #noRoute: { tryCount: number; triedAt: number } | undefined;
  /** How often a way was looked for before the person asked for it: who asks often makes no more rounds than they ask for. */
  #triesBefore = 0;

  constructor(onStep: (step: HealthStep) => void, signal: AbortSignal) {
    this.#onStep = onStep;
    this.#signal = signal;
    every(TICK_MS, () => this.#tick(), signal);
  }

  get isLinked(): boolean {
    return this.#state === 'connected';
  }

  /** There has been a link with the one who is here now. */
  get wasLinked(): boolean {
    return this.#wasLinked;
  }

  linkBegan(arrivedAt: ArrivedAt = () => NEVER): void {
    this.#arrivedAt = arrivedAt;
    this.#bornAt = performance.now();
    this.#restartedAt = NEVER;
    this.#restartedByAnyoneAt = NEVER;
    this.#hasUntriedRelays = false;
    this.#swiftCount = 0;
    this.stateChanged('new');
  }

  stateChanged(state: RTCPeerConnectionState): void {
    const now = performance.now();
    if (state === 'connected') {
      this.#hasUntriedRelays = false;
      this.#isExpected = true;
      this.#wasLinked = true;
      this.#foundAgain();
      this.#heardAt = now;
      this.#noteNetwork();
    } else if (this.#isExpected) this.#lostAt ??= now;
    this.#state = state;
    this.#stateSince = now;
    this.#isStallTold = false;
    this.#look();
  }

  /**
   * A link is expected to come about now.
   * @param isEveryWayTold both have come in; before, there may be no way that may be told
   */
  linkExpected(isEveryWayTold = true): void {
    this.#isExpected = true;
    const isNew = isEveryWayTold && !this.#isEveryWayTold;
    this.#isEveryWayTold = isEveryWayTold;
    if (this.#state === 'connected') return;
    if (isNew) this.#lostAt = performance.now();
    this.#lostAt ??= performance.now();
  }

  /** Nobody is there to be linked with: the link that there is will break, and that is no loss. */
  linkNotExpected(): void {
    this.#expectNothing();
    this.#wasLinked = false;
    this.#isEveryWayTold = false;
    this.#state = 'new';
  }

  /** Both descriptions are there: the other is, too. */
  negotiated(): void {
    this.#negotiatedAt = performance.now();
    if (this.#state !== 'new' && this.#state !== 'connecting') this.#restartedByAnyoneAt = this.#negotiatedAt;
    if (this.#noRoute !== undefined) this.#noRoute.triedAt = this.#negotiatedAt;
  }

  /** The person wants it to be tried again, and sees that it is. */
  tryAgain(): void {
    if (this.isLinked) return this.#restart();
    this.#lostAt = performance.now();
    this.#triesBefore = this.#noRoute?.tryCount ?? this.#triesBefore;
    this.#noRoute = undefined;
    this.#isExpected = true;
    this.#onStep('replace');
  }

  /** Something arrived from the other. */
  heard(): void {
    const now = performance.now();
    this.#swiftCount = now - this.#heardAt < OFTEN_MS ? this.#swiftCount + 1 : 0;
    this.#heardAt = now;
    this.#isStallTold = false;
  }

  /** The browser says that it has no network. What is missed meanwhile is no fault of the other's. */
  wentOffline(): void {
    this.#offlineAt ??= performance.now();
  }

  /**
   * The network changed: an old path may be dead long before ICE finds out. Browsers tell of one change by several
   * events, and of some that are none; a restart that is under way is the answer to all of them. An offer that nobody
   * has answered yet names ways in that may be gone, and is made anew.
   */
  networkChanged(): void {
    this.#offlineAt = undefined;
    const isOffered = this.#state === 'new';
    if (this.#signal.aborted) return;
    if (isOffered && this.#isExpected && this.#noRoute === undefined) return;
    if (performance.now() - this.#restartedAt < MIN_RESTART_INTERVAL_MS) return;
    this.#hasUntriedRelays = false;
    if (!isOffered && this.#noRoute === undefined) return this.#restart();
    this.#tried();
    this.#onStep('replace');
    // After the step, since a new link has not been restarted.
    this.#restartedAt = performance.now();
  }

  /** There are relays now that were not there when the link was described. One that stands needs none. */
  relaysCame(): void {
    this.#hasUntriedRelays = !this.isLinked;
    this.#offerWithRelays = { askAt: performance.now(), retryMs: FIRST_OFFER_RETRY_MS };
  }

  #restart(): void {
    this.#restartedAt = performance.now();
    this.#hasUntriedRelays = false;
    this.#onStep('restart');
  }

  #tried(): void {
    if (this.#noRoute === undefined) return;
    this.#noRoute.tryCount += 1;
    this.#noRoute.triedAt = performance.now();
  }

  #foundAgain(): void {
    this.#lostAt = undefined;
    this.#noRoute = undefined;
    this.#triesBefore = 0;
    this.#probedAt = NEVER;
  }

  #expectNothing(): void {
    this.#isExpected = false;
    this.#foundAgain();
  }

  #tick(): void {
    const now = performance.now();
    const lateMs = now - this.#lookedAt - TICK_MS;
    this.#lookedAt = now;
    // Nor does a page hear often that looks seldom.
    if (lateMs > OFTEN_MS - TICK_MS) this.#swiftCount = 0;
    // A page that was busy, or asleep, has heard nothing because it did not listen.
    if (lateMs > LATE_MS) this.#listeningSince = now;
    this.#noteNetwork();
    // The time without a network is no time in which the other could have been found.
    if (this.#offlineAt !== undefined && this.#lostAt !== undefined) this.#lostAt = now;
    this.#look();
  }

  #noteNetwork(): void {
    const heardAt = Math.max(this.#heardAt, this.#arrivedAt());
    if (this.#offlineAt !== undefined && heardAt > this.#offlineAt + IN_FLIGHT_MS)
      this.#offlineAt = undefined;
  }

  #look(): void {
    if (this.#signal.aborted) return;
    // Nobody has answered the offer yet, and whoever does should have every way.
    if (this.#hasUntriedRelays && this.#state === 'new' && !this.#isExpected) return this.#offerAnew();
    if (this.#lostAt === undefined && this.#state !== 'connected') return;
    const now = performance.now();
    const facts = this.#factsAt(now);
    if (isProbeDue(facts, now - this.#probedAt)) {
      this.#probedAt = now;
      this.#onStep('probe');
    }
    const step = recoveryStep(facts);
    if (step !== 'none') this.#take(step);
  }

  #factsAt(now: number): LinkFacts {
    if (this.#silentRestarts.count > 0 && now - this.#silentRestarts.lastAt > CALM_MS)
      this.#silentRestarts = { count: 0, lastAt: NEVER };
    const lostAt = this.#lostAt ?? now;
    return {
      state: this.#state,
      inStateMs: now - this.#stateSince,
      silentMs: now - Math.max(this.#heardAt, this.#arrivedAt(), this.#listeningSince),
      isHeardOften: this.#swiftCount >= OFTEN_COUNT,
      isStallTold: this.#isStallTold,
      lostMs: now - lostAt,
      sinceRestartMs: now - Math.max(this.#restartedAt, this.#restartedByAnyoneAt),
      silentRestartCount: this.#silentRestarts.count,
      ageMs: now - this.#bornAt,
      hasUntriedRelays: this.#hasUntriedRelays,
      wasLinked: this.#wasLinked,
      isEveryWayTold: this.#isEveryWayTold,
      sinceNegotiatedMs: now - Math.max(this.#negotiatedAt, lostAt),
      isPeerThere: this.#negotiatedAt > lostAt,
      isOffline: this.#offlineAt !== undefined,
      noRoute: this.#noRoute && {
        tryCount: this.#noRoute.tryCount,
        sinceTryMs: now - this.#noRoute.triedAt,
      },
    };
  }

  #take(step: Exclude<RecoveryStep, 'none'>): void {
    const now = performance.now();
    if (step === 'restart') {
      if (this.isLinked) this.#silentRestarts = { count: this.#silentRestarts.count + 1, lastAt: now };
      return this.#restart();
    }
    // A replacement takes a while to begin; until then the old link must not ask for another.
    if (step === 'replace') {
      this.#bornAt = now;
      this.#hasUntriedRelays = false;
      this.#tried();
    }
    if (step === 'tell-stalled' || step === 'tell-heard') this.#isStallTold = step === 'tell-stalled';
    if (step === 'tell-no-route') this.#noRoute = { tryCount: this.#triesBefore, triedAt: now };
    if (step === 'give-up') this.#expectNothing();
    this.#onStep(step);
  }

  #offerAnew(): void {
    const now = performance.now();
    const { askAt, retryMs } = this.#offerWithRelays;
    if (now < askAt) return;
    this.#offerWithRelays = { askAt: now + retryMs, retryMs: 2 * retryMs };
    this.#onStep('replace');
  }
}
