import type { KnownPlan } from '../../memory/known-calls.ts';
import { knownCall, knownPlan } from '../../memory/scenes.ts';
import { NOW } from '../../testing/call-scenes.ts';
import type { ScheduledCallSheet } from './scheduled-call-sheet.ts';

const HOUR_MS = 3_600_000;

/** In an hour. */
export function soon(plan: Partial<KnownPlan> = {}): KnownPlan {
  return knownPlan({ title: 'Contract, second reading', startsAt: NOW + HOUR_MS, ...plan });
}

function scheduled(plan: Partial<KnownPlan> = {}): ScheduledCallSheet['call'] {
  const isHost = plan.hostKey !== null;
  return { ...knownCall({ isHost, usedAt: NOW - HOUR_MS }), plan: soon(plan) };
}

export interface ScheduledScene {
  readonly call: ScheduledCallSheet['call'];
  /** This person has just made it. */
  readonly isNew?: boolean;
}

/** Every kind of scheduled call, by name. */
export const SCHEDULED = {
  'a scheduled call': { call: scheduled(), isNew: true },
  'a scheduled call of somebody else': { call: scheduled({ hostKey: null, title: '' }) },
  'a scheduled call that was called off': { call: scheduled({ isCancelled: true }) },
  'a scheduled call that is over': { call: scheduled({ startsAt: NOW - 24 * HOUR_MS }) },
  'a scheduled call with a long title': {
    call: scheduled({ title: 'Donaudampfschifffahrt'.repeat(5) }),
  },
} satisfies Readonly<Record<string, ScheduledScene>>;
