import type { DeviceMemory } from '@parley/call';
import { createCallId, createHostKey } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import { CALL_ID } from '../testing/call-scenes.ts';
import {
  type KnownCall,
  KnownCalls,
  lastOfEachPerson,
  MAX_KNOWN_CALLS,
  recentCalls,
  upcomingCalls,
} from './known-calls.ts';
import { anyCall, knownCall, knownPlan, STARTS_AT } from './scenes.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

class Shelf implements DeviceMemory {
  text: string | null = null;

  getItem(): string | null {
    return this.text;
  }

  setItem(_: string, text: string): void {
    this.text = text;
  }
}

function listAt(now: number, text: string | null = null) {
  const shelf = new Shelf();
  shelf.text = text;
  return { shelf, calls: new KnownCalls(shelf, () => now) };
}

describe('the list of calls', () => {
  it('is empty at first, and has what was kept', () => {
    const { calls } = listAt(STARTS_AT);
    expect(calls.all()).toEqual([]);
    const [scheduled, ofNow] = [knownCall(), anyCall({ plan: null, isHost: false })];
    calls.keep(scheduled);
    calls.keep(ofNow);
    expect(calls.find(scheduled.id)).toEqual(scheduled);
    expect(calls.find(ofNow.id)).toEqual(ofNow);
    expect(calls.all()).toHaveLength(2);
  });

  it('has each call once, as it was last known', () => {
    const { calls } = listAt(STARTS_AT);
    calls.keep(knownCall());
    const moved = knownCall({ plan: knownPlan({ startsAt: STARTS_AT + HOUR_MS, revision: 1 }) });
    calls.keep(moved);
    expect(calls.all()).toEqual([moved]);
  });

  it('knows a call by its new link, and by the old one no more', () => {
    const { calls } = listAt(STARTS_AT);
    const [id, hostKey] = [createCallId(), createHostKey()];
    const known = knownCall({ peerName: 'Ada', talkedMs: 60_000, plan: knownPlan({ revision: 3 }) });
    calls.keep(known);
    calls.relink(CALL_ID, { id, hostKey });
    const plan = { ...known.plan, hostKey, revision: 0, changedAt: STARTS_AT };
    expect(calls.all()).toEqual([{ ...known, id, usedAt: STARTS_AT, plan }]);
    // What it does not know it does not begin to.
    calls.relink(CALL_ID, { id: createCallId() });
    expect(calls.all()).toHaveLength(1);
  });

  it('does not take who has answered a ring along to a new link', () => {
    const { calls } = listAt(STARTS_AT);
    const id = createCallId();
    calls.keep(knownCall({ plan: null, peerName: 'ada.l', rungAt: STARTS_AT }));
    calls.relink(CALL_ID, { id });
    expect(calls.find(id)).toMatchObject({ peerName: 'ada.l' });
    expect(calls.find(id)).not.toHaveProperty('rungAt');
  });

  it('forgets a call that is removed', () => {
    const { calls } = listAt(STARTS_AT);
    calls.keep(knownCall());
    calls.forget(CALL_ID);
    expect(calls.all()).toEqual([]);
  });

  it('forgets a call a month after it was over', () => {
    const { shelf, calls } = listAt(STARTS_AT);
    calls.keep(knownCall());
    const at = (now: number) => new KnownCalls(shelf, () => now).all().length;
    const overAt = STARTS_AT + HOUR_MS / 2;
    expect([at(overAt + 30 * DAY_MS - 1), at(overAt + 30 * DAY_MS)]).toEqual([1, 0]);
  });

  it('never has more than a hundred, and drops those first that are over longest', () => {
    const { calls } = listAt(STARTS_AT);
    const old = anyCall({ plan: null, usedAt: STARTS_AT - DAY_MS });
    const upcoming = anyCall({ usedAt: STARTS_AT - 2 * DAY_MS });
    calls.keep(upcoming);
    calls.keep(old);
    for (let count = 2; count < MAX_KNOWN_CALLS; count++)
      calls.keep(anyCall({ plan: null, usedAt: STARTS_AT }));
    expect(calls.all()).toHaveLength(MAX_KNOWN_CALLS);
    calls.keep(anyCall({ plan: null, usedAt: STARTS_AT }));
    expect(calls.all()).toHaveLength(MAX_KNOWN_CALLS);
    expect([calls.find(upcoming.id), calls.find(old.id)]).toEqual([upcoming, undefined]);
  });
});

describe('what is kept', () => {
  const text = (...values: unknown[]) => JSON.stringify(values);

  it.each(['', '{', 'null', '5', '"calls"', '{"length":1}', '[', '[[]]', '[null]', '[{}]'])(
    'is no list: %s',
    (damaged) => {
      const { calls } = listAt(STARTS_AT, damaged);
      expect(calls.all()).toEqual([]);
      calls.keep(knownCall());
      expect(calls.all()).toEqual([knownCall({ plan: calls.find(CALL_ID)?.plan ?? null })]);
    },
  );

  const broken: Record<string, unknown> = {
    'an ID that is none': { ...knownCall(), id: 'what?!' },
    'no ID': { ...knownCall(), id: undefined },
    'a host who is none': { ...knownCall(), isHost: 'yes' },
    'a time that is none': { ...knownCall(), usedAt: '5' },
    'a time beyond all calendars': { ...knownCall(), usedAt: 1e18 },
    'no plan and no null': { ...knownCall(), plan: undefined },
    'a plan that is none': { ...knownCall(), plan: 5 },
    'a title that is none': knownCall({ plan: { ...knownPlan(), title: null as never } }),
    'a zone that is none': knownCall({ plan: knownPlan({ timeZone: 'Mars/Olympus' }) }),
    'an admission that is none': knownCall({ plan: knownPlan({ admission: 'nobody' as never }) }),
    'an end before the start': knownCall({ plan: knownPlan({ endsAt: STARTS_AT }) }),
    'an end too far away': knownCall({ plan: knownPlan({ endsAt: STARTS_AT + DAY_MS + 1 }) }),
    'an opening after the start': knownCall({ plan: knownPlan({ opensAt: STARTS_AT + 1 }) }),
    'an opening too early': knownCall({ plan: knownPlan({ opensAt: STARTS_AT - HOUR_MS - 1 }) }),
    'a timeout too short': knownCall({ plan: knownPlan({ emptyTimeoutSeconds: 59 }) }),
    'a revision that is none': knownCall({ plan: knownPlan({ revision: 0.5 }) }),
    'a key that is none': knownCall({ plan: knownPlan({ hostKey: 'secret' as never }) }),
    'no word on being cancelled': knownCall({ plan: knownPlan({ isCancelled: undefined as never }) }),
  };
  it.each(Object.entries(broken))('is left out alone when it has %s', (_, call) => {
    const good = anyCall();
    expect(listAt(STARTS_AT, text(call, good)).calls.all()).toEqual([good]);
  });

  it('has with whom and how long, and does without what it cannot read of that', () => {
    const course = { peerName: 'Ada', talkedMs: 60_000, emptyTimeoutSeconds: 60 } as const;
    const good = anyCall({ plan: null, ...course, rungAt: STARTS_AT, isOver: true });
    expect(listAt(STARTS_AT, text(good)).calls.all()).toEqual([good]);
    const odd = { ...good, peerName: 5, rungAt: true, talkedMs: -1, emptyTimeoutSeconds: 59, isOver: 'yes' };
    const { id, isHost, usedAt, plan } = good;
    expect(listAt(STARTS_AT, text(odd)).calls.all()).toEqual([{ id, isHost, usedAt, plan }]);
  });

  it('is cleaned of what would not show', () => {
    const { calls } = listAt(STARTS_AT, text(knownCall({ plan: knownPlan({ title: 'Les\u202eson' }) })));
    expect(calls.all()[0]?.plan?.title).toBe('Lesson');
  });
});

describe('the order', () => {
  const names = (list: readonly KnownCall[]) => list.map(({ plan }) => plan?.title ?? 'of now');
  const at = (title: string, startsAt: number) => anyCall({ plan: knownPlan({ title, startsAt }) });
  const list = [
    at('tomorrow', STARTS_AT + DAY_MS),
    anyCall({ plan: null, usedAt: STARTS_AT - HOUR_MS }),
    at('under way', STARTS_AT),
    anyCall({
      plan: knownPlan({ title: 'cancelled', startsAt: STARTS_AT + 2 * DAY_MS, isCancelled: true }),
      usedAt: STARTS_AT - 3 * HOUR_MS,
    }),
    at('yesterday', STARTS_AT - DAY_MS),
  ];

  it('has the next call first, and one that is under way before it', () => {
    expect(names(upcomingCalls(list, STARTS_AT + 1))).toEqual(['under way', 'tomorrow']);
  });

  it('leaves out a call of now that nobody talked in, once no link can lead into it', () => {
    const [unused, talked] = [
      { plan: null, usedAt: STARTS_AT },
      { plan: null, usedAt: STARTS_AT, talkedMs: 1 },
    ];
    const calls = [unused, talked].map((call) => anyCall(call));
    expect(recentCalls(calls, STARTS_AT + DAY_MS - 1)).toHaveLength(2);
    expect(recentCalls(calls, STARTS_AT + DAY_MS)).toEqual([calls[1]]);
    expect(recentCalls([anyCall({ ...unused, isOver: true })], STARTS_AT)).toEqual([]);
  });

  it('has the last of the others first', () => {
    expect(names(recentCalls(list, STARTS_AT + 1))).toEqual(['of now', 'cancelled', 'yesterday']);
  });
});

it('a lasting room is kept for ninety days after one was there, with its name, and other calls for thirty', () => {
  const usedAt = STARTS_AT;
  const [room, call] = [
    anyCall({ plan: null, usedAt, room: 'Mondays', talkedMs: 60_000 }),
    anyCall({ plan: null, usedAt, talkedMs: 60_000 }),
  ];
  const { shelf, calls } = listAt(usedAt);
  calls.keep(room);
  calls.keep(call);
  const after = (days: number) => {
    const now = usedAt + days * DAY_MS;
    return recentCalls(listAt(now, shelf.text).calls.all(), now).map(({ id }) => id);
  };
  expect(after(29)).toHaveLength(2);
  expect(after(31)).toEqual([room.id]);
  expect(after(89)).toEqual([room.id]);
  expect(after(91)).toEqual([]);
  expect(listAt(usedAt, shelf.text).calls.find(room.id)).toEqual(room);
});

it('of several calls of now with one person the first of the list stands for all', () => {
  const [ada, adaBefore, bob] = ['Ada', 'Ada', 'Bob'].map((peerName) => anyCall({ plan: null, peerName }));
  const [alone, another] = [anyCall({ plan: null }), anyCall({ plan: null })];
  const scheduled = anyCall({ peerName: 'Ada' });
  const room = anyCall({ plan: null, peerName: 'Ada', room: 'Mondays' });
  const all = [ada, alone, adaBefore, bob, scheduled, room, another] as KnownCall[];
  expect(lastOfEachPerson(all)).toEqual([ada, alone, bob, scheduled, room, another]);
});
