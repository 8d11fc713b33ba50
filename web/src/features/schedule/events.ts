import type { CallPlan } from '@parley/call';
import type { Admission, CallId } from '@parley/protocol';

/** Another time was chosen for which a call stays open while nobody is in it. */
export class EmptyTimeoutChangedEvent extends Event {
  readonly seconds: number;

  constructor(seconds: number) {
    super('empty-timeout-changed', { bubbles: true, composed: true });
    this.seconds = seconds;
  }
}

export interface EntryChange {
  readonly admission?: Admission;
  readonly earlyMinutes?: number;
  readonly emptyTimeoutSeconds?: number;
}

/** Something else was chosen about who may come in, from when, and for how long. */
export class EntryChangedEvent extends Event {
  readonly change: EntryChange;

  constructor(change: EntryChange) {
    super('entry-changed', { bubbles: true, composed: true });
    this.change = change;
  }
}

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

/** A call was arranged, and this browser knows it. */
export class CallScheduledEvent extends Event {
  readonly id: CallId;

  constructor(id: CallId) {
    super('call-scheduled', { bubbles: true, composed: true });
    this.id = id;
  }
}

/** Asks to go to a call of which this browser knows no more than its ID. */
export class OpenCallRequestedEvent extends Event {
  readonly id: CallId;

  constructor(id: CallId) {
    super('open-call-requested', { bubbles: true, composed: true });
    this.id = id;
  }
}

/** Asks to change when a scheduled call is, or what it is about. */
export class RescheduleRequestedEvent extends Event {
  constructor() {
    super('reschedule-requested', { bubbles: true, composed: true });
  }
}

/** Asks to call a scheduled call off. The person has been asked whether they mean it. */
export class CancelRequestedEvent extends Event {
  constructor() {
    super('cancel-requested', { bubbles: true, composed: true });
  }
}

/** Another time zone was chosen, or something was written that is none. */
export class TimeZoneChangedEvent extends Event {
  readonly timeZone: string;

  constructor(timeZone: string) {
    super('time-zone-changed', { bubbles: true, composed: true });
    this.timeZone = timeZone;
  }
}

declare global {
  interface HTMLElementEventMap {
    'empty-timeout-changed': EmptyTimeoutChangedEvent;
    'entry-changed': EntryChangedEvent;
    'plan-submitted': PlanSubmittedEvent;
    'call-scheduled': CallScheduledEvent;
    'open-call-requested': OpenCallRequestedEvent;
    'reschedule-requested': RescheduleRequestedEvent;
    'cancel-requested': CancelRequestedEvent;
    'time-zone-changed': TimeZoneChangedEvent;
  }
}
