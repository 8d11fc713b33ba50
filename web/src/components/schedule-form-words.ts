/** What the form says of what was filled in. */
import { html, nothing } from 'lit';
import { SCHEDULE_PROBLEM_MESSAGES } from '../app/messages.ts';
import type { CallPlan } from '../call/schedule-call.ts';
import { callTimes, clockTime } from './call-times.ts';
import { icon } from './icons.ts';
import type { ScheduleProblem, ScheduleReading } from './schedule-draft.ts';
import { ownTimeZone } from './time-zones.ts';

type Faulty = Exclude<ScheduleReading, { readonly plan: unknown }>;

export function problemText(problem: ScheduleProblem, { skippedTo }: Faulty, timeZone: string): string {
  const sentence = SCHEDULE_PROBLEM_MESSAGES[problem];
  if (problem !== 'time-skipped' || skippedTo === undefined) return sentence;
  return `${sentence} The same moment is ${clockTime(skippedTo, timeZone)}.`;
}

/** When the call will be. */
export function scheduleSummary(reading: ScheduleReading) {
  if (!('plan' in reading)) return nothing;
  return html`${icon('calendar')} ${planTimes(reading.plan)}`;
}

/** In the call's own zone, and in this person's where that differs. */
export function planTimes(plan: Pick<CallPlan, 'startsAt' | 'endsAt' | 'timeZone'>) {
  const there = callTimes(plan, plan.timeZone);
  const here = callTimes(plan, ownTimeZone());
  const isSameDay = here.day === there.day;
  const isSame = isSameDay && here.hours === there.hours;
  return html`<div>
    <p class="day">${there.day}</p>
    <p class="day">${there.hours}</p>
    <p class="soft">
      ${there.zone}${isSame ? nothing : html`. For you that is ${isSameDay ? nothing : html`${here.day}, `}${here.hours}.`}
    </p>
  </div>`;
}
