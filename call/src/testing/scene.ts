/** Two people, or more, and a call between them, with everything outside the domain replaced. */
import {
  type CallDoc,
  type CallId,
  deriveCallKeys,
  type HostKey,
  hashHostKey,
  mayClaimHost,
  serverWrite,
} from '@parley/protocol';
import { createCall } from '../creation/create-call.ts';
import {
  type CallPlan,
  type ScheduledCall,
  type SchedulingOptions,
  scheduleCall,
} from '../creation/schedule-call.ts';
import { delay } from '../lib/lifetime.ts';
import { ServerClock } from '../lib/server-clock.ts';
import type { ProbeNetwork } from '../link/network-probe.ts';
import { CallError } from '../ports/call-error.ts';
import type { RelaySource } from '../ports/relay-source.ts';
import type { ArrangedTime } from '../session/arranged-time.ts';
import { CallSession } from '../session/call-session.ts';
import { type CallState, INITIAL_CALL_STATE } from '../session/call-state.ts';
import { TabLocks } from '../session/tab-locks.ts';
import { FakeLocks, type LockQueues } from './fake-locks.ts';
import { FakeNetwork } from './fake-network.ts';
import { MemoryCallStore, MemoryDatabase } from './memory-call-store.ts';
import { MemoryKnockStore } from './memory-knock-store.ts';

/** One browser: the tabs in it are one user, and share the locks. */
export interface Browser {
  readonly uid: string;
  readonly held: LockQueues;
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
  readonly relays?: RelaySource;
  readonly hidesAddress?: () => boolean;
  readonly probe?: ProbeNetwork;
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

  async createCall(hasDoor = false, roomName?: string): Promise<CallId> {
    const store = new MemoryCallStore(this.database, this.hostBrowser.uid);
    const identity = { signIn: async () => this.hostBrowser.uid };
    const { signal } = new AbortController();
    return createCall({
      store,
      identity,
      clock: new ServerClock(),
      hasDoor,
      signal,
      ...(roomName !== undefined && { roomName }),
    });
  }

  /** Opens the call in a new tab; `arrive` is under way when this returns. */
  open(
    browser: Browser,
    id: CallId,
    { hostKey, hasEntered = true, connectsOnlyWhenJoining, memory = new Map(), ...more }: Opening = {},
  ): Tab {
    const clock = new ServerClock();
    const store = new MemoryCallStore(this.database, browser.uid, clock);
    store.wire.lagMs = this.lagMs;
    const states: CallState[] = [];
    const times: ArrangedTime[] = [];
    const locks = new FakeLocks(browser.held);
    const remembered = {
      getItem: (key: string) => memory.get(key) ?? null,
      setItem: (key: string, value: string) => void memory.set(key, value),
    };
    const session = new CallSession({
      store,
      identity: {
        signIn: async () => {
          clock.measure()(this.database.now());
          return browser.uid;
        },
      },
      locks: new TabLocks(locks, remembered),
      clock,
      createLink: this.network.createLink,
      knocks: new MemoryKnockStore(this.database, browser.uid, store),
      hostClaims: { claimHost: (docId, key) => this.#claimHost(docId, key, browser.uid) },
      hostKey,
      connectsOnlyWhenJoining: connectsOnlyWhenJoining ?? (() => false),
      ...more,
      memory: remembered,
      onIgnored: (cause) => this.ignored.push(cause),
    });
    // What a tab begins with is no news.
    session.state.subscribe((state) => state !== INITIAL_CALL_STATE && states.push(state));
    session.time.subscribe((time) => time && times.push(time));
    session.setPresence({ name: browser.uid, isMicrophoneOn: true, isCameraOn: true, isScreenShared: false });
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

  /** What the function decides and writes. */
  async #claimHost(docId: string, key: HostKey, uid: string): Promise<void> {
    await delay(this.claimMs, new AbortController().signal);
    const hash = await hashHostKey(key);
    const now = this.database.now();
    const call = this.database.calls.get(docId);
    if (call === undefined || !mayClaimHost(call, hash, now)) throw new CallError('wrong-host-key');
    if (call.hostUid !== uid) this.database.writeCall(docId, serverWrite({ type: 'claim-host', uid }));
  }

  async call(id: CallId): Promise<CallDoc> {
    const { docId } = await deriveCallKeys(id);
    const call = this.database.calls.get(docId);
    if (call === undefined) throw new Error('There is no such call');
    return call;
  }
}
