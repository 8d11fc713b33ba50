import type { CallPlan } from '@parley/call';
import { html } from 'lit';
import { zoneNote } from '../../words/schedule.ts';
import { ownTimeZone } from '../../words/time-zones.ts';
import { callTimes } from '../../words/times.ts';

/** When the call will be: in its own zone, and in this person's where that differs. */
export function planTimes(plan: Pick<CallPlan, 'startsAt' | 'endsAt' | 'timeZone'>) {
  const there = callTimes(plan, plan.timeZone);
  const here = callTimes(plan, ownTimeZone());
  return html`<div>
    <p class="day">${there.day}</p>
    <p class="day">${there.hours}</p>
    <p class="soft">${zoneNote(there, here)}</p>
  </div>`;
}
