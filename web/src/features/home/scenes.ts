/** Which calls a device knows, as home lists them. */
import type { KnownCall } from '../../memory/known-calls.ts';
import { anyCall, knownCall, knownPlan } from '../../memory/scenes.ts';
import { NOW } from '../../testing/call-scenes.ts';
import { soon } from '../schedule/scenes.ts';

const HOUR_MS = 3_600_000;
const aWhileAgo = { plan: null, usedAt: NOW - 2 * HOUR_MS };

/** A call that may be entered now, and others: long names, and none. */
function many(): readonly KnownCall[] {
  const usedAt = NOW - 48 * HOUR_MS;
  const startsAt = NOW + HOUR_MS / 6;
  return [
    knownCall({ usedAt, plan: knownPlan({ startsAt }) }),
    anyCall({
      usedAt,
      plan: knownPlan({ title: 'Donaudampfschifffahrt'.repeat(5), startsAt: startsAt + HOUR_MS }),
    }),
    anyCall(aWhileAgo),
    anyCall({ ...aWhileAgo, peerName: 'Ада 𝔏𝔬𝔳𝔢𝔩𝔞𝔠𝔢'.repeat(3), talkedMs: 8e6 }),
    anyCall({ usedAt, plan: knownPlan({ title: '', isCancelled: true, startsAt }) }),
  ];
}

/** Every kind of list, by what it looks like at home; made anew each time. */
export const LISTS: Readonly<Record<'first' | 'calls' | 'room' | 'many', () => readonly KnownCall[]>> = {
  first: () => [],
  calls: () => [knownCall({ plan: soon(), usedAt: NOW - HOUR_MS }), anyCall(aWhileAgo)],
  room: () => [anyCall({ ...aWhileAgo, room: 'Mondays with Ada' })],
  many,
};
