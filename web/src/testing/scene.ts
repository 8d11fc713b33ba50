/** Two people, or more, and a call between them, with everything outside the domain replaced. */
import {
  type CallDoc,
  type CallId,
  deriveCallKeys,
  type HostKey,
  hashHostKey,
  type Role,
} from '@parley/protocol';
import type { ArrangedTime } from '../call/arranged-time.ts';
import { CallError } from '../call/call-error.ts';
import { CallSession } from '../call/call-session.ts';
import type { CallState } from '../call/call-state.ts';
import { createCall } from '../call/create-call.ts';
import {
  type CallPlan,
  type ScheduledCall,
  type SchedulingOptions,
  scheduleCall,
} from '../call/schedule-call.ts';
import type { SeatLocks } from '../call/seat-locks.ts';
import { ServerClock } from '../call/server-clock.ts';
import { delay } from '../lib/lifetime.ts';
import { FakeNetwork } from './fake-network.ts';
import { MemoryCallStore, MemoryDatabase } from './memory-call-store.ts';

/** One browser: the tabs in it are one user, and share the locks. */
export interface Browser {
  readonly uid: string;
  readonly held: Map<string, FakeTabLocks>;
}

export interface Tab {
  readonly session: CallSession;
  readonly store: MemoryCallStore;
  readonly states: CallState[];
  readonly times: ArrangedTime[];
  /** The page is gone, without a word: its locks are free and it hears nothing more. */
  kill(): void;
  /** The page is gone, after the last word that browsers allow. */
  close(): void;
}

/** How a tab opens the call. */
interface Opening {
  /** By the host link. */
  readonly hostKey?: HostKey;
  /** Join is pressed at once. Default: yes. */
  readonly hasEntered?: boolean;
  readonly connectsOnlyWhenJoining?: () => boolean;
  /** What the tab remembers of the page that was there before. */
  readonly memory?: Map<string, string>;
}

export class Scene {
  readonly database = new MemoryDatabase();
  readonly network = new FakeNetwork();
  readonly ignored: unknown[] = [];
  /** How long the database's deliveries take, in milliseconds; acknowledgements come at once. */
  lagMs = 0;
  /** How long the server takes to check a host key. */
  claimMs = 0;
  readonly hostBrowser: Browser = { uid: 'host-user', held: new Map() };
  readonly guestBrowser: Browser = { uid: 'guest-user', held: new Map() };

  /** Arranged by the host's browser. */
  async scheduleCall(plan: CallPlan): Promise<ScheduledCall> {
    return scheduleCall(this.asHost(), plan);
  }

  /** What the host's browser changes a scheduled call with. */
  asHost(): SchedulingOptions {
    const store = new MemoryCallStore(this.database, this.hostBrowser.uid);
    const identity = { signIn: async () => this.hostBrowser.uid };
    return { store, identity, signal: new AbortController().signal };
  }

  async createCall(): Promise<CallId> {
    const store = new MemoryCallStore(this.database, this.hostBrowser.uid);
    const identity = { signIn: async () => this.hostBrowser.uid };
    return createCall({ store, identity, clock: new ServerClock(), signal: new AbortController().signal });
  }

  /** Opens the call in a new tab; `arrive` is under way when this returns. */
  open(
    browser: Browser,
    id: CallId,
    { hostKey, hasEntered = true, connectsOnlyWhenJoining = () => false, memory = new Map() }: Opening = {},
  ): Tab {
    const clock = new ServerClock();
    const store = new MemoryCallStore(this.database, browser.uid, clock);
    store.wire.lagMs = this.lagMs;
    const states: CallState[] = [];
    const times: ArrangedTime[] = [];
    const locks = new FakeTabLocks(browser.held);
    const session = new CallSession({
      store,
      identity: {
        signIn: async () => {
          clock.measure()(this.database.now());
          return browser.uid;
        },
      },
      locks,
      clock,
      createLink: this.network.createLink,
      desk: { claimHost: (docId, key) => this.#claimHost(docId, key, browser.uid) },
      hostKey,
      connectsOnlyWhenJoining,
      memory: {
        getItem: (key) => memory.get(key) ?? null,
        setItem: (key, value) => void memory.set(key, value),
      },
      onArrangedTime: (time) => times.push(time),
      onState: (state) => states.push(state),
      onIncoming: () => {},
      onIgnored: (cause) => this.ignored.push(cause),
    });
    session.setPresence({ name: browser.uid, isMicrophoneOn: true, isCameraOn: true });
    if (hasEntered) session.enter();
    void session.arrive(id);
    const kill = () => {
      store.wire.hold();
      store.reach = 'offline';
      session.abandon();
      locks.release();
    };
    return {
      session,
      store,
      states,
      times,
      kill,
      close: () => {
        session.unload();
        queueMicrotask(kill);
      },
    };
  }

  /** As the function does. */
  async #claimHost(docId: string, key: HostKey, uid: string): Promise<void> {
    await delay(this.claimMs, new AbortController().signal);
    const call = this.database.calls.get(docId);
    const hash = await hashHostKey(key);
    if (call?.schedule?.hostKeyHash.join() !== hash.join()) throw new CallError('wrong-host-key');
    const schedule = { ...call.schedule, changedAt: this.database.now() };
    const seats = { ...call.seats, host: null };
    this.database.write(docId, () =>
      this.database.calls.set(docId, { ...call, hostUid: uid, schedule, seats }),
    );
  }

  async call(id: CallId): Promise<CallDoc> {
    const { docId } = await deriveCallKeys(id);
    const call = this.database.calls.get(docId);
    if (call === undefined) throw new Error('There is no such call');
    return call;
  }
}

class FakeTabLocks implements SeatLocks {
  readonly #held: Browser['held'];

  constructor(held: Browser['held']) {
    this.#held = held;
  }

  async claim(docId: string, [role]: readonly Role[], signal: AbortSignal): Promise<Role | undefined> {
    return role === undefined || this.#held.has(`${docId} ${role}`)
      ? undefined
      : this.#hold(docId, role, signal);
  }

  async isFree(docId: string, [role]: readonly Role[]): Promise<boolean> {
    return !this.#held.has(`${docId} ${role}`);
  }

  async takeOver(docId: string, [role]: readonly Role[], signal: AbortSignal): Promise<Role | undefined> {
    return role && this.#hold(docId, role, signal);
  }

  #hold(docId: string, role: Role, signal: AbortSignal): Role {
    this.#held.set(`${docId} ${role}`, this);
    signal.addEventListener('abort', () => this.release(), { once: true });
    return role;
  }

  release(): void {
    for (const [lock, holder] of this.#held) if (holder === this) this.#held.delete(lock);
  }
}
