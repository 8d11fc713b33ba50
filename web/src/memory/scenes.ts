import type { DeviceMemory } from '@parley/call';
import { type CallId, createCallId, createHostKey } from '@parley/protocol';
import { CALL_ID } from '../testing/call-scenes.ts';
import { type KnownCall, KnownCalls, type KnownPlan } from './known-calls.ts';

const HOUR_MS = 60 * 60_000;

/** Thursday, 26 November 2026, 15:00 in Berlin. */
export const STARTS_AT = Date.UTC(2026, 10, 26, 14);

export function knownPlan(plan: Partial<KnownPlan> = {}): KnownPlan {
  const startsAt = plan.startsAt ?? STARTS_AT;
  return {
    title: 'Lesson 4',
    timeZone: 'Europe/Berlin',
    opensAt: startsAt - 10 * 60_000,
    startsAt,
    endsAt: startsAt + HOUR_MS / 2,
    admission: 'anyone',
    emptyTimeoutSeconds: 600,
    revision: 0,
    changedAt: startsAt - 48 * HOUR_MS,
    hostKey: createHostKey(),
    isCancelled: false,
    ...plan,
  };
}

export function knownCall(call: Partial<KnownCall> = {}): KnownCall {
  return { id: CALL_ID, isHost: true, usedAt: STARTS_AT - 48 * HOUR_MS, plan: knownPlan(), ...call };
}

export function anyCall(call: Partial<KnownCall> = {}): KnownCall {
  return knownCall({ id: createCallId() as CallId, ...call });
}

/** A device that remembers until the test is over. */
export function emptyMemory(): DeviceMemory {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
  };
}

/** The list of a device that knows these calls. */
export function knownCalls(calls: readonly KnownCall[] = [], now?: () => number): KnownCalls {
  const known = new KnownCalls(emptyMemory(), now);
  for (const call of calls) known.keep(call);
  return known;
}
