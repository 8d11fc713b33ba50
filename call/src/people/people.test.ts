/** People who ring each other by their names, each with pages of their own, over a database in memory. */
import {
  foldPersonName,
  MAX_LISTED_RINGS,
  MAX_NAME_KEYS,
  MAX_RING_MS,
  NAME_LEASE_MS,
  NAME_LEASE_STEP_MS,
  type PersonName,
  parsePersonName,
  RING_MS,
  SESSION_KEY_BYTES,
} from '@parley/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ServerClock } from '../lib/server-clock.ts';
import { loadDeviceKeys } from '../memory/device-keys.ts';
import { CallError } from '../ports/call-error.ts';
import { pass, until, useFakeTime } from '../testing/fake-time.ts';
import { MemoryDatabase } from '../testing/memory-call-store.ts';
import type { MemoryPeopleStore } from '../testing/memory-people-store.ts';
import { memoryServices } from '../testing/memory-services.ts';
import type { IncomingRing } from './incoming-rings.ts';
import { openPeople, type People, type PeopleOptions } from './people.ts';
// Loaded when somebody rings: here before, since time stands still meanwhile.
import './device-sealing.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const anna = parsePersonName('Anna.Lee');
const bert = parsePersonName('bert');

// Each browser keeps its own; here all are one, which the users in what is sealed tell apart.
const keys = loadDeviceKeys();

let database: MemoryDatabase;
let lifetime: AbortController;
useFakeTime();
beforeEach(() => {
  database = new MemoryDatabase();
  lifetime = new AbortController();
});
afterEach(() => lifetime.abort());

interface Page {
  readonly people: People;
  readonly store: MemoryPeopleStore;
  readonly missed: IncomingRing[];
  close(): void;
}

async function open(uid: string, options: Partial<PeopleOptions> = {}): Promise<Page> {
  const clock = { now: () => database.now() } as ServerClock;
  const services = { ...memoryServices(database, uid), clock };
  const own = new AbortController();
  lifetime.signal.addEventListener('abort', () => own.abort());
  const missed: IncomingRing[] = [];
  const people = await openPeople({
    services,
    codeOf: (error) => (error as { code?: 'signaling-unreachable' }).code ?? 'unexpected',
    onMissed: (ring) => missed.push(ring),
    keys,
    signal: own.signal,
    ...options,
  });
  return { people, store: services.people, missed, close: () => own.abort() };
}

/** Somebody with a name, on a page that rings. */
async function reachable(uid: string, name: PersonName, options: Partial<PeopleOptions> = {}): Promise<Page> {
  const page = await open(uid, options);
  if (page.people.name.value === null) await page.people.claim(name);
  page.people.setReachable(true);
  return page;
}

const callersAt = (page: Page) => page.people.incoming.value?.map(({ name }) => name);
const stateOf = (page: Page) => page.people.outgoing.value?.state.value;

async function rings(from: Page, name: PersonName, ...at: Page[]): Promise<IncomingRing> {
  from.people.ring(name);
  await until(() => expect(stateOf(from)).toEqual({ phase: 'ringing' }));
  for (const page of at) await until(() => expect(page.people.incoming.value).toHaveLength(1));
  const [ring] = at[0]?.people.incoming.value ?? [];
  if (ring === undefined) throw new Error('It rings there');
  return ring;
}

describe('a name', () => {
  it('is asked for again by the next page, and is kept by coming', async () => {
    const page = await open('anna');
    expect(page.people.name.value).toBeNull();
    await page.people.claim(anna);
    expect((await open('anna')).people.name.value).toBe(anna);
    const lease = () => [...database.names.values()][0]?.expiresAt ?? 0;
    const before = lease();
    // However often they come: until the next of the days to which leases run nothing tells of it.
    const untilNext = before + NAME_LEASE_STEP_MS - NAME_LEASE_MS - database.now();
    database.sleep(untilNext - 2 * HOUR);
    await open('anna');
    expect(lease()).toBe(before);
    database.sleep(4 * HOUR);
    await open('anna');
    expect(lease()).toBe(before + NAME_LEASE_STEP_MS);
  });

  it('is one person’s, also as another would write it; another one takes an hour', async () => {
    const [one, other] = [await open('anna'), await open('bert')];
    await one.people.claim(anna);
    await expect(other.people.claim(parsePersonName('anna-1ee'))).rejects.toMatchObject({
      code: 'name-taken',
    });
    await expect(one.people.claim(parsePersonName('Annika'))).rejects.toMatchObject({ code: 'name-paused' });
    database.sleep(HOUR);
    await pass(SECOND);
    const later = await open('anna');
    await later.people.claim(parsePersonName('Annika'));
    expect([...database.names.values()].map(({ releasedAt }) => releasedAt === null)).toEqual([false, true]);
    await expect(other.people.claim(anna)).rejects.toMatchObject({ code: 'name-taken' });
  });

  it('that is given up on another page or device is not said to be theirs on a page that is reachable, or looks', async () => {
    const [one, reachableOne, silent] = [
      await reachable('anna', anna),
      await open('anna'),
      await open('anna'),
    ];
    reachableOne.people.setReachable(true);
    expect([reachableOne, silent].map(({ people }) => people.name.value)).toEqual([anna, anna]);
    await one.people.release();
    await until(() => expect(reachableOne.people.name.value).toBeNull());
    expect(reachableOne.people.lostName.value).toBe(anna);
    expect(reachableOne.people.incoming.value).toBeUndefined();
    // Who gave it up knows.
    expect([one.people.name.value, one.people.lostName.value]).toEqual([null, undefined]);
    expect(silent.people.name.value).toBe(anna);
    await silent.people.look();
    expect([silent.people.name.value, silent.people.lostName.value]).toEqual([null, anna]);
    database.sleep(HOUR);
    await one.people.claim(anna);
    await silent.people.look();
    expect([silent.people.name.value, silent.people.lostName.value]).toEqual([anna, undefined]);
  });

  it('rings the last five devices: the one that is none of them any more says so, until it looks', async () => {
    const page = await reachable('anna', anna);
    await until(() => expect(page.people.name.value).toBe(anna));
    expect(page.people.isRungHere.value).toBe(true);
    const keys = new Uint8Array(MAX_NAME_KEYS * SESSION_KEY_BYTES).fill(9);
    const nameId = foldPersonName(anna);
    const { signal } = lifetime;
    const others = { type: 'renew', nameId, keys, now: database.now() } as const;
    await page.store.changeName('anna', others, signal);
    await until(() => expect(page.people.isRungHere.value).toBe(false));
    await pass(HOUR);
    // Not by itself: six that are open would go round.
    expect(database.names.get(nameId)?.keys).toEqual(keys);
    expect(page.people.incoming.value).toEqual([]);
    await page.people.look();
    await until(() => expect(page.people.isRungHere.value).toBe(true));
    await page.store.changeName('anna', others, signal);
    await until(() => expect(page.people.isRungHere.value).toBe(false));
    page.people.setReachable(false);
    expect(page.people.isRungHere.value).toBe(true);
  });

  it('that is given up while it rings declines, so that nobody waits', async () => {
    const [caller, callee] = [await reachable('anna', anna), await reachable('bert', bert)];
    await rings(caller, bert, callee);
    await callee.people.release();
    await until(() => expect(stateOf(caller)).toEqual({ phase: 'over', outcome: 'declined', word: '' }));
  });

  it('that was given up rings nobody', async () => {
    const [caller, callee] = [await reachable('anna', anna), await reachable('bert', bert)];
    await callee.people.release();
    expect(callee.people.incoming.value).toBeUndefined();
    caller.people.ring(bert);
    await until(() => expect(stateOf(caller)).toEqual({ phase: 'failed', error: 'no-such-person' }));
  });
});

describe('a page', () => {
  const EVENTS = ['open', 'call', 'error', 'disconnected', 'reconnected', 'close'] as const;
  const eventsOf = ({ people }: Page) => {
    const events: string[] = [];
    for (const type of EVENTS) people.addEventListener(type, () => events.push(type));
    return events;
  };

  it('tells that it can be rung, loses the database and has it again, that somebody rings, and that it is closed', async () => {
    const caller = await reachable('anna', anna);
    const page = await open('bert');
    const events = eventsOf(page);
    await page.people.claim(bert);
    await pass(SECOND);
    expect(events).toEqual([]);
    page.people.setReachable(true);
    await until(() => expect(events).toEqual(['open']));
    for (const to of ['lost', 'lost', 'back', 'back'] as const) page.store.turn(to);
    expect(events.splice(0)).toEqual(['open', 'disconnected', 'reconnected']);
    const called: PersonName[] = [];
    page.people.addEventListener('call', ({ ring }) => called.push(ring.name));
    await rings(caller, bert, page);
    page.close();
    expect([events, called]).toEqual([['call', 'close'], [anna]]);
  });

  it('tells why it hears nothing any more, once it does, and that it can be rung again', async () => {
    const page = await open('bert');
    await page.people.claim(bert);
    const events = eventsOf(page);
    const codes: string[] = [];
    page.people.addEventListener('error', ({ error }) => codes.push(error.code));
    let end = (_error: CallError) => {};
    vi.spyOn(page.store, 'watchRings').mockImplementationOnce((_, { onRings, onError }) => {
      onRings([]);
      end = onError;
    });
    page.people.setReachable(true);
    end(new CallError('signed-out'));
    expect([events, codes]).toEqual([['open', 'disconnected', 'error'], ['signed-out']]);
    page.people.setReachable(true);
    await until(() => expect(events.at(-1)).toBe('open'));
  });

  it('tells nothing of the moment in which it listens only since it rings somebody itself', async () => {
    const [caller, callee] = [await open('anna'), await reachable('bert', bert)];
    await caller.people.claim(anna);
    const events = eventsOf(caller);
    await rings(caller, bert, callee);
    caller.store.turn('lost');
    expect(events).toEqual([]);
  });

  it('tells whoever asks of each ring once, also of one that rings already', async () => {
    const [caller, third, callee] = [
      await reachable('anna', anna),
      await reachable('carl', parsePersonName('carl')),
      await reachable('bert', bert),
    ];
    const heard: PersonName[] = [];
    const asked = new AbortController();
    await rings(caller, bert, callee);
    callee.people.onRing(({ name }) => heard.push(name), asked.signal);
    expect(heard).toEqual([anna]);
    third.people.ring(bert);
    await until(() => expect(heard).toEqual([anna, 'carl']));
    asked.abort();
    caller.people.outgoing.value?.cancel();
    await until(() => expect(callersAt(callee)).toEqual(['carl']));
    caller.people.ring(bert);
    await until(() => expect(callersAt(callee)).toEqual(['carl', anna]));
    expect(heard).toEqual([anna, 'carl']);
  });
});

describe('a ring', () => {
  let caller: Page;
  let callee: Page;
  beforeEach(async () => {
    caller = await reachable('anna', anna);
    callee = await reachable('bert', bert);
  });

  it('is accepted: both have the same call, and the database has no word of it', async () => {
    const ring = await rings(caller, bert, callee);
    expect(ring).toMatchObject({ uid: 'anna', name: anna });
    const id = await callee.people.accept(ring.id);
    await until(() => expect(stateOf(caller)).toEqual({ phase: 'accepted', call: id }));
    expect(callee.people.incoming.value).toEqual([]);
    expect(callee.missed).toEqual([]);
    const stored = [...database.rings.values()].map((doc) => Buffer.from(doc.sealed).toString('latin1'));
    expect(stored.join()).not.toContain(id);
    expect(stored.join()).not.toContain(anna);
  });

  it('is accepted as soon as they are in the call, before the database says so, and not before it rings', async () => {
    callee.close();
    const ring = caller.people.ring(bert);
    ring.meet();
    await until(() => expect(database.rings.get('anna')).toBeDefined());
    ring.meet();
    expect(stateOf(caller)).toEqual({ phase: 'calling' });
    callee = await reachable('bert', bert);
    await until(() => expect(stateOf(caller)).toEqual({ phase: 'ringing' }));
    ring.meet();
    expect(stateOf(caller)).toEqual({ phase: 'accepted', call: ring.call });
    // It is still theirs to answer.
    const [shown] = callee.people.incoming.value ?? [];
    expect(await callee.people.accept(shown?.id ?? '')).toBe(ring.call);
    expect(database.rings.get('anna')).toMatchObject({ endedAt: null, reply: { answer: 'accepted' } });
  });

  it('is declined, with a word', async () => {
    const ring = await rings(caller, bert, callee);
    await callee.people.decline(ring.id, ' In a meeting ');
    await until(() =>
      expect(stateOf(caller)).toEqual({ phase: 'over', outcome: 'declined', word: 'In a meeting' }),
    );
    expect(callee.missed).toEqual([]);
  });

  it('that nobody answers ends after its time, and is missed', async () => {
    await rings(caller, bert, callee);
    await pass(RING_MS - 15 * SECOND);
    expect(stateOf(caller)).toEqual({ phase: 'ringing' });
    await until(() => expect(stateOf(caller)).toEqual({ phase: 'over', outcome: 'no-answer', word: '' }));
    await until(() => expect(callersAt(callee)).toEqual([]));
    expect(callee.missed.map(({ name }) => name)).toEqual([anna]);
    // The next page learns of it once more, and notes it once.
    const later = await reachable('bert', bert);
    await until(() => expect(later.missed.map(({ id }) => id)).toEqual(callee.missed.map(({ id }) => id)));
  });

  it('that no page hears is not said to ring', async () => {
    callee.close();
    caller.people.ring(bert);
    const phases: unknown[] = [];
    caller.people.outgoing.value?.state.subscribe(({ phase }) => phases.push(phase), lifetime.signal);
    await until(() => expect(stateOf(caller)).toEqual({ phase: 'over', outcome: 'not-reachable', word: '' }));
    expect(phases).toEqual(['calling', 'over']);
  });

  it('meets somebody in a call', async () => {
    callee.close();
    const busy = await reachable('bert', bert, { isBusy: async () => true });
    caller.people.ring(bert);
    await until(() => expect(stateOf(caller)).toEqual({ phase: 'over', outcome: 'busy', word: '' }));
    expect(callersAt(busy)).toEqual([]);
    await until(() => expect(busy.missed).toHaveLength(1));
  });

  it('by somebody who is not wanted is as if no page were there', async () => {
    callee.close();
    const asked: string[] = [];
    const blocking = await reachable('bert', bert, {
      isWanted: ({ name }) => {
        asked.push(name);
        return false;
      },
    });
    caller.people.ring(bert);
    await until(() => expect(stateOf(caller)).toEqual({ phase: 'over', outcome: 'not-reachable', word: '' }));
    expect([asked, callersAt(blocking), blocking.missed]).toEqual([[anna], [], []]);
  });

  it('by any number of people who are not wanted costs nothing: nobody is asked for, and nothing is written', async () => {
    callee.close();
    const isWanted = vi.fn(() => false);
    const bothered = await reachable('bert', bert, { isWanted });
    const [readName, commitRing] = [
      vi.spyOn(bothered.store, 'readName'),
      vi.spyOn(bothered.store, 'commitRing'),
    ];
    const names = Array.from({ length: 2 * MAX_LISTED_RINGS }, (_, index) =>
      parsePersonName(`stranger-${index + 2}`),
    );
    const strangers = await Promise.all(names.map((name) => open(name)));
    await Promise.all(strangers.map(({ people }, index) => people.claim(names[index] ?? anna)));
    for (const { people } of strangers) people.ring(bert);
    await until(() => expect(isWanted.mock.calls.length).toBeGreaterThanOrEqual(MAX_LISTED_RINGS));
    await pass(RING_MS);
    expect([readName.mock.calls, commitRing.mock.calls]).toEqual([[], []]);
    expect([callersAt(bothered), bothered.missed]).toEqual([[], []]);
    expect(strangers.map(stateOf)).toEqual(
      names.map(() => ({ phase: 'over', outcome: 'not-reachable', word: '' })),
    );
  });

  it('is cancelled, and stops there', async () => {
    await rings(caller, bert, callee);
    caller.people.outgoing.value?.cancel();
    expect(stateOf(caller)).toEqual({ phase: 'over', outcome: 'cancelled', word: '' });
    await until(() => expect(callersAt(callee)).toEqual([]));
    expect(callee.missed).toHaveLength(1);
  });

  it('that is cancelled without a database stops there when it is back', async () => {
    await rings(caller, bert, callee);
    caller.store.reach = 'offline';
    caller.people.outgoing.value?.cancel();
    await pass(5 * SECOND);
    expect([callersAt(callee), stateOf(caller)]).toMatchObject([[anna], { outcome: 'cancelled' }]);
    caller.store.reach = 'online';
    await until(() => expect(callersAt(callee)).toEqual([]));
    expect(stateOf(caller)).toMatchObject({ outcome: 'cancelled' });
  });

  it.each([
    ['is stopped', () => [caller, callee, () => caller.people.outgoing.value?.cancel()] as const],
    ['has given way to theirs', () => [callee, caller, () => caller.people.ring(bert)] as const],
  ])('that is stored only after it %s is ended then', async (_, roles) => {
    const [from, to, stop] = roles();
    const { store } = from;
    const way = Promise.withResolvers<void>();
    const commitRing = store.commitRing.bind(store);
    // It is on its way by then: nobody stops it.
    vi.spyOn(store, 'commitRing').mockImplementationOnce(async (caller, ring, _, count) => {
      await way.promise;
      await commitRing(caller, ring, { signal: lifetime.signal }, count);
    });
    const [uid, name] = from === caller ? (['anna', bert] as const) : (['bert', anna] as const);
    from.people.ring(name);
    await until(() => expect(store.commitRing).toHaveBeenCalledOnce());
    stop();
    await until(() => expect(from.people.outgoing.value?.isUnderWay).toBe(false));
    await pass(SECOND);
    way.resolve();
    await until(() => expect(database.rings.get(uid)?.endedAt).toEqual(expect.any(Number)));
    expect(callersAt(to)).toEqual([]);
  });

  it('that is cancelled as they answer is said to be answered, and leads to where they wait once it is rung again', async () => {
    const ring = await rings(caller, bert, callee);
    caller.store.isDeaf = true;
    const call = await callee.people.accept(ring.id);
    caller.people.outgoing.value?.cancel();
    expect(stateOf(caller)).toEqual({ phase: 'over', outcome: 'cancelled', word: '' });
    await until(() => expect(stateOf(caller)).toEqual({ phase: 'over', outcome: 'answered', word: '' }));
    caller.store.isDeaf = false;
    caller.people.ring(bert);
    await until(() => expect(stateOf(caller)).toEqual({ phase: 'accepted', call }));
  });

  it.each([
    ['failed without a database', () => {}],
    ['was stopped before it rang', () => caller.people.outgoing.value?.cancel()],
  ])('whose answer nobody heard leads to where they wait also after one more that %s', async (_, stop) => {
    const ring = await rings(caller, bert, callee);
    caller.store.isDeaf = true;
    const call = await callee.people.accept(ring.id);
    caller.people.outgoing.value?.cancel();
    await until(() => expect(stateOf(caller)).toMatchObject({ outcome: 'answered' }));
    caller.store.reach = 'offline';
    caller.people.ring(bert);
    stop();
    await until(() => expect(caller.people.outgoing.value?.isUnderWay).toBe(false));
    Object.assign(caller.store, { reach: 'online', isDeaf: false });
    caller.people.ring(bert);
    await until(() => expect(stateOf(caller)).toEqual({ phase: 'accepted', call }));
  });

  it('is not said to go on where another page of theirs has ended it, or rings somebody else', async () => {
    const carl = await reachable('carl', parsePersonName('carl'));
    const other = await reachable('anna', anna);
    await rings(caller, bert, callee);
    await rings(other, parsePersonName('carl'), carl);
    expect(stateOf(caller)).toEqual({ phase: 'over', outcome: 'cancelled', word: '' });
    expect(callersAt(callee)).toEqual([]);
    await pass(RING_MS / 2);
    expect([stateOf(caller), stateOf(other)]).toMatchObject([{ outcome: 'cancelled' }, { phase: 'ringing' }]);
  });

  it('that another page has ended unheard ends in its time without an error', async () => {
    await rings(caller, bert, callee);
    caller.store.isDeaf = true;
    const other = await reachable('anna', anna);
    other.people.ring(bert);
    await until(() => expect(stateOf(other)).toEqual({ phase: 'ringing' }));
    await until(() => expect(stateOf(caller)).toEqual({ phase: 'over', outcome: 'no-answer', word: '' }));
  });

  it('stops when the page of the caller goes, and rings on where the page of the callee is reloaded', async () => {
    await rings(caller, bert, callee);
    callee.close();
    const reloaded = await reachable('bert', bert);
    await until(() => expect(callersAt(reloaded)).toEqual([anna]));
    caller.close();
    await until(() => expect(callersAt(reloaded)).toEqual([]));
  });

  it('rings on all pages, and one answers', async () => {
    const second = await reachable('bert', bert);
    const ring = await rings(caller, bert, callee, second);
    await callee.people.accept(ring.id);
    await until(() => expect(callersAt(second)).toEqual([]));
    await expect(second.people.accept(ring.id)).rejects.toMatchObject({ code: 'refused' });
    expect(second.missed).toEqual([]);
  });

  it('meets another of the same two at the same moment: both are in one call', async () => {
    caller.people.ring(bert);
    callee.people.ring(anna);
    await until(() =>
      expect([stateOf(caller), stateOf(callee)]).toMatchObject([
        { phase: 'accepted' },
        { phase: 'accepted' },
      ]),
    );
    expect(stateOf(caller)).toEqual(stateOf(callee));
    expect([callersAt(caller), callersAt(callee)]).toEqual([[], []]);
  });

  it('that has given way to one’s own of the same person is heard once that is over', async () => {
    callee.store.isDeaf = true;
    caller.people.ring(bert);
    callee.people.ring(anna);
    await until(() => expect(database.rings.size).toBe(2));
    await pass(3 * SECOND);
    expect([callersAt(caller), stateOf(caller)]).toEqual([[], { phase: 'calling' }]);
    caller.people.outgoing.value?.cancel();
    await until(() => expect(callersAt(caller)).toEqual([bert]));
    expect(database.rings.get('bert')?.reply).toMatchObject({ answer: 'ringing' });
  });

  it('crosses another also where neither is to be reached, and no third person is heard', async () => {
    for (const page of [caller, callee]) page.people.setReachable(false);
    const third = await reachable('carl', parsePersonName('carl'));
    third.people.ring(bert);
    callee.people.ring(anna);
    await until(() => expect(database.rings.size).toBe(2));
    caller.people.ring(bert);
    await until(() =>
      expect([stateOf(caller), stateOf(callee)]).toMatchObject([
        { phase: 'accepted' },
        { phase: 'accepted' },
      ]),
    );
    expect(stateOf(caller)).toEqual(stateOf(callee));
    await until(() => expect(stateOf(third)).toMatchObject({ outcome: 'not-reachable' }));
    expect([callersAt(caller), callersAt(callee)]).toEqual([undefined, undefined]);
  });

  it.each([
    ['who rings first', 'caller'],
    ['who rings second', 'callee'],
  ])('of somebody who is ringing already comes to one call, whoever counts: %s', async (_, second) => {
    const [one, other] = second === 'caller' ? [callee, caller] : [caller, callee];
    await rings(one, one === caller ? bert : anna, other);
    other.people.ring(one === caller ? anna : bert);
    await until(() =>
      expect([stateOf(caller), stateOf(callee)]).toMatchObject([
        { phase: 'accepted' },
        { phase: 'accepted' },
      ]),
    );
    expect(stateOf(caller)).toEqual(stateOf(callee));
  });

  it('crosses another also where that was heard before one’s own, and is shown only after it', async () => {
    const { commitRing } = callee.store;
    const said = Promise.withResolvers<void>();
    const saying = vi.spyOn(callee.store, 'commitRing').mockImplementationOnce(async (...parameters) => {
      await said.promise;
      await commitRing.apply(callee.store, parameters);
    });
    caller.people.ring(bert);
    await until(() => expect(saying.mock.calls[0]?.[1]).toMatchObject({ answer: 'ringing' }));
    callee.people.ring(anna);
    await until(() => expect(database.rings.get('bert')?.callee).toBe('anna'));
    expect(callersAt(callee)).toEqual([]);
    said.resolve();
    await until(() =>
      expect([stateOf(caller), stateOf(callee)]).toMatchObject([
        { phase: 'accepted' },
        { phase: 'accepted' },
      ]),
    );
    expect(stateOf(caller)).toEqual(stateOf(callee));
  });

  it('of a name that may be another’s by now waits for a press, and costs nothing before', async () => {
    caller.close();
    const wary = await reachable('anna', anna, { isChanged: ({ uid }) => uid === 'bert' });
    const calls = database.calls.size;
    wary.people.ring(bert);
    await until(() => expect(stateOf(wary)).toEqual({ phase: 'changed' }));
    await pass(RING_MS);
    expect([stateOf(wary), database.rings.size, database.calls.size]).toEqual([
      { phase: 'changed' },
      0,
      calls,
    ]);
    wary.people.outgoing.value?.ringAllTheSame();
    await until(() => expect(callersAt(callee)).toEqual([anna]));
    await until(() => expect(stateOf(wary)).toEqual({ phase: 'ringing' }));
  });

  it('of a name that may be another’s by now crosses nothing by itself', async () => {
    caller.close();
    const wary = await reachable('zoe', parsePersonName('zoe'), { isChanged: ({ uid }) => uid === 'bert' });
    await rings(callee, parsePersonName('zoe'), wary);
    wary.people.ring(bert);
    await until(() => expect(stateOf(wary)).toEqual({ phase: 'changed' }));
    expect([callersAt(wary), stateOf(callee)]).toEqual([[bert], { phase: 'ringing' }]);
    wary.people.outgoing.value?.ringAllTheSame();
    await until(() => expect(stateOf(wary)).toMatchObject({ phase: 'accepted' }));
    await until(() => expect(stateOf(callee)).toEqual(stateOf(wary)));
  });

  it('of nobody makes no call', async () => {
    caller.people.ring(parsePersonName('nobody.here'));
    await until(() => expect(stateOf(caller)).toEqual({ phase: 'failed', error: 'no-such-person' }));
    expect(database.calls.size).toBe(0);
  });

  it('of somebody none of whose keys is one says that they are not to be reached, and costs no call and no ring', async () => {
    const noKey = new Uint8Array(SESSION_KEY_BYTES).fill(4);
    const publish = (keys: Uint8Array) =>
      callee.store.changeName(
        'bert',
        { type: 'renew', nameId: foldPersonName(bert), keys, now: database.now() },
        lifetime.signal,
      );
    await publish(noKey);
    caller.people.ring(bert);
    await until(() => expect(stateOf(caller)).toEqual({ phase: 'over', outcome: 'not-reachable', word: '' }));
    expect([database.calls.size, database.rings.size, database.ringers.size]).toEqual([0, 0, 0]);
    // Beside one that is, it is in nobody's way.
    await publish(new Uint8Array([...noKey, ...(await keys).publicKey]));
    await rings(caller, bert, callee);
    expect(database.calls.size).toBe(1);
  });

  it('rings on however many others ring after it, and is missed when its time is over', async () => {
    const ring = await rings(caller, bert, callee);
    const doc = database.rings.get('anna');
    if (doc === undefined) throw new Error('Anna rings');
    for (let count = 0; count < MAX_LISTED_RINGS; count += 1) {
      const flood = { ...doc, ring: `${count}`.padEnd(16, 'f'), rungAt: database.now() + 1, reply: null };
      database.write(`rings/flood-${count}`, () => database.rings.set(`flood-${count}`, flood));
    }
    await pass(SECOND);
    expect(callersAt(callee)).toEqual([anna]);
    // Nobody hears that it ended, since it is not among the latest.
    caller.close();
    await pass(RING_MS / 3);
    expect([callersAt(callee), callee.missed]).toEqual([[anna], []]);
    await pass(RING_MS);
    await until(() => expect(callee.missed.map(({ id }) => id)).toEqual([ring.id]));
    expect(callersAt(callee)).toEqual([]);
  });

  it('is heard when the database comes back', async () => {
    callee.store.reach = 'offline';
    caller.people.ring(bert);
    await until(() => expect(database.rings.size).toBe(1));
    await pass(3 * SECOND);
    expect([callersAt(callee), stateOf(caller)]).toEqual([[], { phase: 'calling' }]);
    callee.store.reach = 'online';
    await until(() => expect(stateOf(caller)).toEqual({ phase: 'ringing' }));
    expect(callersAt(callee)).toEqual([anna]);
  });

  it('is heard by nobody after the listener has ended for good, which is said, until they are reachable again', async () => {
    let end = (_error: CallError) => {};
    vi.spyOn(callee.store, 'watchRings').mockImplementationOnce((_, { onError }) => {
      end = onError;
    });
    callee.people.setReachable(false);
    callee.people.setReachable(true);
    expect(callee.people.incoming.value).toEqual([]);
    end(new CallError('signed-out'));
    expect(callee.people.incoming.value).toBeUndefined();
    callee.people.setReachable(true);
    await rings(caller, bert, callee);
  });

  it('is heard by nobody once the page has closed its people', async () => {
    await rings(caller, bert, callee);
    callee.close();
    expect(callee.people.incoming.value).toBeUndefined();
    callee.people.setReachable(true);
    expect(callee.people.incoming.value).toBeUndefined();
  });

  it('says by which name, which must be the caller’s', async () => {
    const liar = await reachable('mallory', parsePersonName('mallory'));
    // What the page says of itself is sealed; whose the name is, the database says.
    const name = vi.spyOn(liar.people.name, 'value', 'get').mockReturnValue(anna);
    liar.people.ring(bert);
    await until(() => expect(stateOf(liar)).toEqual({ phase: 'over', outcome: 'not-reachable', word: '' }));
    expect([callersAt(callee), callee.missed]).toEqual([[], []]);
    name.mockRestore();
    await rings(liar, bert, callee);
  });

  it('follows one that was given up a moment ago, also where that was not to be read yet', async () => {
    await rings(caller, bert, callee);
    const stored = await caller.store.readRing('anna', lifetime.signal);
    caller.people.outgoing.value?.cancel();
    await until(() => expect(database.rings.get('anna')?.endedAt).not.toBeNull());
    vi.spyOn(caller.store, 'readRing').mockResolvedValueOnce(stored);
    await rings(caller, bert, callee);
  });

  it('that a page could not end is ended by the next', async () => {
    await rings(caller, bert, callee);
    caller.store.reach = 'offline';
    caller.close();
    await pass(SECOND);
    expect(callersAt(callee)).toEqual([anna]);
    const next = await reachable('anna', anna);
    await rings(next, bert, callee);
    expect(callee.missed).toHaveLength(1);
  });

  it('ends with the reason when the database is lost', async () => {
    await rings(caller, bert, callee);
    caller.store.reach = 'offline';
    await until(() => expect(stateOf(caller)).toEqual({ phase: 'failed', error: 'signaling-unreachable' }));
  });

  it('that was answered while its caller had no database leads to where they wait, once it is rung again', async () => {
    const ring = await rings(caller, bert, callee);
    Object.assign(caller.store, { reach: 'offline', isDeaf: true });
    const call = await callee.people.accept(ring.id);
    await until(() => expect(stateOf(caller)).toEqual({ phase: 'failed', error: 'signaling-unreachable' }));
    Object.assign(caller.store, { reach: 'online', isDeaf: false });
    const calls = database.calls.size;
    caller.people.ring(bert);
    await until(() => expect(stateOf(caller)).toEqual({ phase: 'accepted', call }));
    expect(database.calls.size).toBe(calls);
    // Only once: whoever rings after that, rings.
    await rings(caller, bert, callee);
  });

  it('that was not answered while its caller had no database rings once more', async () => {
    await rings(caller, bert, callee);
    caller.store.reach = 'offline';
    await until(() => expect(stateOf(caller)).toEqual({ phase: 'failed', error: 'signaling-unreachable' }));
    caller.store.reach = 'online';
    const calls = database.calls.size;
    await pass(MAX_RING_MS - RING_MS);
    await rings(caller, bert, callee);
    expect(database.calls.size).toBe(calls + 1);
  });

  it('is answered when the database comes back, and ends with the reason where that is too late', async () => {
    const ring = await rings(caller, bert, callee);
    callee.store.reach = 'offline';
    const accepted = callee.people.accept(ring.id);
    await pass(5 * SECOND);
    callee.store.reach = 'online';
    await until(() => expect(stateOf(caller)).toMatchObject({ phase: 'accepted' }));
    expect(stateOf(caller)).toEqual({ phase: 'accepted', call: await accepted });
    const next = await rings(caller, bert, callee);
    callee.store.reach = 'offline';
    const declined = callee.people.decline(next.id).catch((error: unknown) => error);
    await pass(MAX_RING_MS);
    expect(await declined).toMatchObject({ code: 'signaling-unreachable' });
  });

  it('is answered once where nothing came back of the answer', async () => {
    const ring = await rings(caller, bert, callee);
    callee.store.reach = 'lost';
    const accepted = callee.people.accept(ring.id);
    await until(() => expect(stateOf(caller)).toMatchObject({ phase: 'accepted' }));
    callee.store.reach = 'online';
    await pass(5 * SECOND);
    expect(stateOf(caller)).toEqual({ phase: 'accepted', call: await accepted });
  });

  it('of somebody who is blocked meanwhile is silent, and for them nobody answers', async () => {
    callee.close();
    let isWanted = true;
    const blocking = await reachable('bert', bert, { isWanted: () => isWanted });
    await rings(caller, bert, blocking);
    isWanted = false;
    await until(() => expect(callersAt(blocking)).toEqual([]));
    await until(() => expect(stateOf(caller)).toEqual({ phase: 'over', outcome: 'no-answer', word: '' }));
    expect(blocking.missed).toEqual([]);
  });

  it('is refused to oneself, to nobody’s name, without one’s own, and too often', async () => {
    const cases = [
      [caller, anna, 'own-name'],
      [caller, parsePersonName('nobody.here'), 'no-such-person'],
      [await open('carl'), bert, 'no-own-name'],
    ] as const;
    for (const [page, name, error] of cases) {
      page.people.ring(name);
      await until(() => expect(stateOf(page)).toEqual({ phase: 'failed', error }));
    }
    for (let count = 0; count < 5; count += 1) {
      const { id } = await rings(caller, bert, callee);
      await callee.people.decline(id);
      await until(() => expect(stateOf(caller)).toMatchObject({ outcome: 'declined' }));
    }
    caller.people.ring(bert);
    await until(() => expect(stateOf(caller)).toEqual({ phase: 'failed', error: 'too-many-rings' }));
    await rings(await reachable('carl', parsePersonName('carl')), bert, callee);
  });
});
