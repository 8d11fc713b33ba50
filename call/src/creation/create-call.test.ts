import {
  type CallTransition,
  DEFAULT_EMPTY_TIMEOUT_SECONDS,
  deriveCallKeys,
  parseCallId,
} from '@parley/protocol';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ServerClock } from '../lib/server-clock.ts';
import { CallError } from '../ports/call-error.ts';
import type { CommitOptions } from '../ports/call-store.ts';
import { MemoryCallStore, MemoryDatabase } from '../testing/memory-call-store.ts';
import { type CreateCallOptions, createCall } from './create-call.ts';

const { signal } = new AbortController();
const identity = { signIn: async () => 'user' };

function create(options: Partial<CreateCallOptions> = {}) {
  const store = new MemoryCallStore(new MemoryDatabase(), 'user');
  return createCall({ store, identity, clock: new ServerClock(), signal, ...options });
}

describe('createCall', () => {
  it('makes a call that this user hosts and nobody sits in, and that lapses if nobody comes', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const database = new MemoryDatabase();
    const store = new MemoryCallStore(database, 'user');
    const id = await create({ store });
    const { docId } = await deriveCallKeys(id);
    const call = database.calls.get(docId);
    expect(call).toMatchObject({ hostUid: 'user', seats: { host: null, guest: null }, round: null });
    expect(call?.expiresAt).toBe((call?.createdAt ?? 0) + DEFAULT_EMPTY_TIMEOUT_SECONDS * 1000);
  });

  it('makes another ID every time, each of which is one', async () => {
    const ids = await Promise.all([create(), create(), create()]);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(parseCallId(id)).toBe(id);
  });

  it('never tells the database the ID', async () => {
    const commit = vi.fn(async (_: string, __: CallTransition, ___: CommitOptions) => {});
    const id = await create({ store: { commit } });
    expect(JSON.stringify(commit.mock.calls)).not.toContain(id);
  });

  it('lapses after the time that was asked for, by the server’s clock', async () => {
    const clock = new ServerClock();
    const now = Date.now();
    clock.measure()(now + 3_600_000);
    const commits: CallTransition[] = [];
    const commit = async (_: string, transition: CallTransition) => void commits.push(transition);
    await create({ store: { commit }, clock, emptyTimeoutSeconds: 90 });
    // To five seconds.
    const expiresAt = expect.closeTo(clock.now() + 90_000, -4) as number;
    expect(commits).toEqual([{ type: 'create', emptyTimeoutSeconds: 90, schedule: null, expiresAt }]);
  });

  it('is asked for once more when the refusal has taught that the clock was wrong', async () => {
    const clock = new ServerClock();
    const commits: CallTransition[] = [];
    const right = clock.now() + 90_000;
    const commit = async (_: string, transition: CallTransition) => {
      commits.push(transition);
      if (commits.length > 1) return;
      clock.measure()(right);
      throw new CallError('refused');
    };
    await create({ store: { commit }, clock, emptyTimeoutSeconds: 60 });
    // To five seconds.
    const expiresAt = expect.closeTo(right + 60_000, -4) as number;
    expect(commits[1]).toEqual({ type: 'create', emptyTimeoutSeconds: 60, schedule: null, expiresAt });
    expect(commits).toHaveLength(2);
  });

  it('writes nothing when the sign-in is refused', async () => {
    const commit = vi.fn(async () => {});
    const signIn = () => Promise.reject(new CallError('sign-in-refused'));
    const creation = create({ store: { commit }, identity: { signIn } });
    await expect(creation).rejects.toMatchObject({ code: 'sign-in-refused' });
    expect(commit).not.toHaveBeenCalled();
  });

  it('is not made when the database cannot be reached', async () => {
    const store = new MemoryCallStore(new MemoryDatabase(), 'user');
    store.reach = 'offline';
    await expect(create({ store })).rejects.toMatchObject({ code: 'signaling-unreachable' });
  });

  it('is not made by a page that has moved on', async () => {
    const database = new MemoryDatabase();
    const lifetime = new AbortController();
    const reason = new Error('moved on');
    const signIn = async () => {
      lifetime.abort(reason);
      return 'user';
    };
    const store = new MemoryCallStore(database, 'user');
    const creation = create({ store, identity: { signIn }, signal: lifetime.signal });
    await expect(creation).rejects.toBe(reason);
    expect(database.calls.size).toBe(0);
  });
});
