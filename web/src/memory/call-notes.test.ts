import type { ArrangedTime, CallState } from '@parley/call';
import { createHostKey } from '@parley/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { ADA, CALL_ID, connected, waiting } from '../testing/call-scenes.ts';
import { CallNotes, type ShownCall } from './call-notes.ts';
import { type KnownCall, KnownCalls } from './known-calls.ts';
import { knownCall, knownPlan, STARTS_AT } from './scenes.ts';

const HOUR_MS = 60 * 60_000;
const EARLY: CallState = { phase: 'early', hasEntered: false, because: 'not-open' };

let now: number;
let writes: number;
let known: KnownCalls;
let notes: CallNotes;

beforeEach(() => {
  now = STARTS_AT - HOUR_MS;
  writes = 0;
  let text: string | null = null;
  const memory = {
    getItem: () => text,
    setItem: (_: string, value: string) => {
      writes += 1;
      text = value;
    },
  };
  known = new KnownCalls(memory, () => now);
  notes = new CallNotes(known, () => now);
});

function arranged(time: Partial<ArrangedTime> = {}): ArrangedTime {
  const { title, timeZone, opensAt, startsAt, endsAt, admission, revision } = knownPlan();
  return { title, timeZone, opensAt, startsAt, endsAt, admission, revision, isHost: false, ...time };
}

function show(call: Partial<ShownCall>): KnownCall | undefined {
  notes.note({ id: CALL_ID, state: EARLY, arrangedTime: undefined, ...call });
  return known.find(CALL_ID);
}

describe('a call of now', () => {
  it('is noted once this person has gone in, and not before', () => {
    expect(show({ state: waiting({ hasEntered: false }) })).toBeUndefined();
    const call = show({ state: waiting({ role: 'guest' }) });
    expect(call).toEqual({ id: CALL_ID, isHost: false, usedAt: now, plan: null });
  });

  it('is noted with how long it stays open, once that is known, which is kept', () => {
    show({ state: waiting() });
    expect(show({ state: waiting(), emptyTimeoutSeconds: 60 })?.emptyTimeoutSeconds).toBe(60);
    expect(show({ state: connected() })?.emptyTimeoutSeconds).toBe(60);
  });

  it('is written seldom for whoever is called otherwise all the time, and with the last name when the page goes', () => {
    show({ state: connected() });
    const before = writes;
    for (let count = 0; count < 300; count += 1) {
      now += 33;
      show({ state: connected({ peer: { ...ADA, name: `Ada ${count}` } }) });
    }
    expect(writes - before).toBeLessThanOrEqual(1);
    notes.close(CALL_ID);
    expect(known.find(CALL_ID)?.peerName).toBe('Ada 299');
  });

  it('is written once, however often the page changes', () => {
    for (const isStalled of [false, true, false]) {
      show({ state: { phase: 'connected', role: 'host', hasEntered: true, isStalled } });
      now += 1_000;
    }
    expect(writes).toBe(1);
  });

  it.each([
    { phase: 'ended', reason: 'host-ended' } as const,
    { phase: 'ended', reason: 'lapsed' } as const,
    { phase: 'failed', error: 'no-such-call' } as const,
  ])('is forgotten when nobody can go back into it: %o', (state) => {
    show({ state: waiting() });
    expect(show({ state })).toBeUndefined();
  });

  it.each([
    { phase: 'ended', reason: 'left' } as const,
    { phase: 'ended', reason: 'taken-over' } as const,
    { phase: 'failed', error: 'signaling-unreachable' } as const,
  ])('stays when one can: %o', (state) => {
    show({ state: waiting() });
    expect(show({ state })).toBeDefined();
  });
});

describe('with whom and how long', () => {
  const MINUTE_MS = 60_000;

  function pass(ms: number, state: CallState): KnownCall | undefined {
    now += ms;
    return show({ state });
  }

  it('is counted while both are in it, across a broken link and a second time', () => {
    show({ state: waiting() });
    pass(MINUTE_MS, connected({ peer: { ...ADA, hasEntered: false } }));
    pass(MINUTE_MS, connected());
    pass(5 * MINUTE_MS, { phase: 'reconnecting', role: 'host', hasEntered: true, peer: ADA });
    pass(MINUTE_MS, connected());
    pass(2 * MINUTE_MS, waiting({ because: 'peer-left' }));
    pass(30 * MINUTE_MS, connected({ peer: { ...ADA, name: 'Ada L.' } }));
    const call = pass(MINUTE_MS, { phase: 'ended', reason: 'left' });
    expect(call).toMatchObject({ peerName: 'Ada L.', talkedMs: 9 * MINUTE_MS, usedAt: now });
    expect(notes.talk).toEqual({ peerName: 'Ada L.', talkedMs: 9 * MINUTE_MS });
  });

  it('goes on from what the page before has noted when it went', () => {
    show({ state: connected() });
    now += 3 * MINUTE_MS;
    notes.close(CALL_ID);
    notes = new CallNotes(known, () => now);
    show({ state: connected() });
    expect(pass(MINUTE_MS, { phase: 'ended', reason: 'left' })?.talkedMs).toBe(4 * MINUTE_MS);
  });

  it.each(['host-ended', 'lapsed'] as const)('stays in the list when nobody can go back: %s', (reason) => {
    show({ state: connected() });
    const call = pass(MINUTE_MS, { phase: 'ended', reason });
    expect(call).toMatchObject({ peerName: 'Ada', talkedMs: MINUTE_MS, isOver: true });
  });

  it('is somebody with whom it was agreed on by ringing, until they meet, also after a reload', () => {
    const rungAt = now;
    known.keep({ id: CALL_ID, isHost: false, usedAt: now, plan: null, peerName: 'ada.l', rungAt });
    show({ state: waiting() });
    expect(notes.talk).toMatchObject({ peerName: 'ada.l', rungAt });
    notes = new CallNotes(known, () => now);
    pass(MINUTE_MS, waiting());
    pass(MINUTE_MS, connected({ peer: { ...ADA, hasEntered: false } }));
    expect(notes.talk).toMatchObject({ peerName: 'ada.l', rungAt });
    pass(MINUTE_MS, connected());
    expect(notes.talk).toMatchObject({ peerName: 'Ada', rungAt: undefined });
    notes.close(CALL_ID);
    notes = new CallNotes(known, () => now);
    show({ state: waiting() });
    expect(notes.talk.rungAt).toBeUndefined();
  });

  it('is nobody who is to come by a ring of five minutes ago, nor under a new link', () => {
    const rung = { id: CALL_ID, isHost: true, usedAt: now, plan: null, peerName: 'ada.l', rungAt: now };
    known.keep(rung);
    show({ state: waiting() });
    pass(5 * MINUTE_MS - 1, waiting());
    expect(notes.talk.rungAt).toBe(rung.rungAt);
    now += 1;
    expect(notes.talk).toMatchObject({ peerName: 'ada.l', rungAt: undefined });
    notes = new CallNotes(known, () => now);
    known.keep({ ...rung, rungAt: now });
    show({ state: waiting() });
    expect(notes.talk.rungAt).toBe(now);
    notes.goOver();
    expect(notes.talk).toMatchObject({ peerName: 'ada.l', rungAt: undefined });
  });

  it('is unknown where nobody came', () => {
    show({ state: waiting() });
    expect(pass(MINUTE_MS, { phase: 'ended', reason: 'left' })?.talkedMs).toBeUndefined();
    expect(notes.talk.talkedMs).toBeUndefined();
  });
});

describe('a call with a time', () => {
  it('is noted as soon as its time is known', () => {
    const { isHost, ...time } = arranged();
    expect(show({ arrangedTime: arranged() })).toEqual({
      id: CALL_ID,
      isHost: false,
      usedAt: now,
      plan: { ...time, emptyTimeoutSeconds: null, changedAt: now, hostKey: null, isCancelled: false },
    });
  });

  it('is noted with how long it stays open, once that is known', () => {
    const call = show({ arrangedTime: arranged(), emptyTimeoutSeconds: 3_600 });
    expect(call?.plan?.emptyTimeoutSeconds).toBe(3_600);
  });

  it('keeps the key of whoever came by the host link', () => {
    const hostKey = createHostKey();
    expect(show({ hostKey, arrangedTime: arranged({ isHost: true }) })).toMatchObject({
      isHost: true,
      plan: { hostKey },
    });
  });

  it('keeps no key that has not made this browser the host', () => {
    const before = knownCall();
    known.keep(before);
    const call = show({ hostKey: createHostKey(), arrangedTime: arranged() });
    expect(call?.plan?.hostKey).toBe(before.plan?.hostKey);
  });

  it('keeps what only this browser knows', () => {
    const before = knownCall();
    known.keep(before);
    expect(show({ arrangedTime: arranged({ isHost: true }) })?.plan).toEqual(before.plan);
  });

  it('is noted anew when it was moved', () => {
    known.keep(knownCall());
    const [startsAt, endsAt] = [STARTS_AT + HOUR_MS, STARTS_AT + 2 * HOUR_MS];
    show({ arrangedTime: arranged({ revision: 1, startsAt, endsAt, opensAt: startsAt }) });
    expect(known.find(CALL_ID)?.plan).toMatchObject({ revision: 1, startsAt, endsAt, changedAt: now });
  });

  it('is noted as called off', () => {
    show({ arrangedTime: arranged() });
    const state = { phase: 'ended', reason: 'cancelled' } as const;
    expect(show({ arrangedTime: arranged(), state })?.plan?.isCancelled).toBe(true);
  });

  it('is over when the host has ended it', () => {
    now = STARTS_AT + 60_000;
    show({ arrangedTime: arranged() });
    const state = { phase: 'ended', reason: 'host-ended' } as const;
    expect(show({ arrangedTime: arranged(), state })?.plan?.endsAt).toBe(now);
  });
});

describe('a lasting room', () => {
  it('is noted by what it is called, also when that changes, and not by how long it stays', () => {
    const state = waiting({ role: 'guest' });
    expect(show({ state, room: 'Mondays', emptyTimeoutSeconds: 7_776_000 })).toEqual({
      ...{ id: CALL_ID, isHost: false, usedAt: now, plan: null, room: 'Mondays' },
    });
    expect(show({ state, room: 'Fridays' })?.room).toBe('Fridays');
    expect(show({ state })?.room).toBe('Fridays');
  });

  it('that is renamed before anybody has come in is called so in the list that has it', () => {
    const lobby = waiting({ hasEntered: false });
    expect(show({ state: lobby, room: 'Mondays' })).toBeUndefined();
    show({ state: waiting(), room: 'Mondays' });
    const before = known.find(CALL_ID);
    now += 60_000;
    notes = new CallNotes(known, () => now);
    expect(show({ state: lobby, room: 'Fridays' })).toEqual({ ...before, room: 'Fridays' });
    expect(show({ state: lobby })?.room).toBe('Fridays');
  });

  it('that is gone is over', () => {
    now = STARTS_AT;
    show({ state: connected(), room: 'Mondays' });
    now += 60_000;
    expect(show({ state: { phase: 'ended', reason: 'host-ended' }, room: 'Mondays' })?.isOver).toBe(true);
  });
});
