import type { CallPlan } from '../call/schedule-call.ts';

/** Asks to arrange a call as planned, or to change it to this plan. */
export class PlanSubmittedEvent extends Event {
  readonly plan: CallPlan;
  readonly emptyTimeoutSeconds: number;

  constructor(plan: CallPlan, emptyTimeoutSeconds: number) {
    super('plan-submitted', { bubbles: true, composed: true });
    this.plan = plan;
    this.emptyTimeoutSeconds = emptyTimeoutSeconds;
  }
}

declare global {
  interface HTMLElementEventMap {
    'plan-submitted': PlanSubmittedEvent;
  }
}
