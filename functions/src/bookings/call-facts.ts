import { dismissalMark, hasMet, heldUntil, ROLES, type Role, type Seat } from '@parley/protocol';
import type { ScheduledCall } from './scheduled-call.ts';

/** What a booking is told of its call. Times are milliseconds since the epoch, by the server's clock. */
export type CallFact =
  /** Somebody has pressed Join: who only looks has told nobody of it. */
  | { readonly type: 'came'; readonly role: Role; readonly at: number }
  /** Whoever had come has left, or another page has taken their place. Who vanishes without a word has not left so far. */
  | { readonly type: 'left'; readonly role: Role; readonly at: number }
  /** An offer was answered, and both have pressed Join and hold their seats, by their leases too. */
  | { readonly type: 'met'; readonly at: number }
  | { readonly type: 'rescheduled' }
  | { readonly type: 'ended'; readonly at: number }
  | { readonly type: 'cancelled'; readonly at: number }
  /** Everybody was gone for too long after they had met, or the time was over. */
  | { readonly type: 'lapsed'; readonly by: 'empty' | 'time'; readonly at: number };

/**
 * What one write of a call says that the version before did not. The same write may come twice, and writes in another
 * order than they were made, so a fact carries its own time and leaves it to the booking whether it is news.
 *
 * @param before null: there was no call
 * @param after null: it was deleted
 */
export function findCallFacts(
  before: ScheduledCall | null,
  after: ScheduledCall | null,
): readonly CallFact[] {
  if (after === null) return before === null || before.ended !== null ? [] : [lapse(before)];
  return [
    ...rescheduled(before, after),
    ...leftFacts(before, after),
    ...cameFacts(before, after),
    ...met(before, after),
    ...ended(before, after),
  ];
}

function rescheduled(before: ScheduledCall | null, after: ScheduledCall): CallFact[] {
  const isNew = before !== null && before.schedule.revision !== after.schedule.revision;
  return isNew ? [{ type: 'rescheduled' }] : [];
}

function cameFacts(before: ScheduledCall | null, after: ScheduledCall): CallFact[] {
  return ROLES.flatMap((role) => {
    const was = before?.seats[role] ?? null;
    const is = after.seats[role];
    if (!isStay(is)) return [];
    const isSameStay = isStay(was) && was.session === is.session;
    return isSameStay ? [] : [{ type: 'came' as const, role, at: is.renewedAt }];
  });
}

function leftFacts(before: ScheduledCall | null, after: ScheduledCall): CallFact[] {
  // That it is over is said of the call, and of both.
  if (before === null || after.ended !== null) return [];
  return ROLES.flatMap((role) => {
    const [was, is] = [before.seats[role], after.seats[role]];
    if (!isStay(was) || (isStay(is) && was.session === is.session)) return [];
    const isAnother = is !== null && is.session !== was.session;
    // Whoever lost the seat to nobody was asked to leave, or put before the door, or last heard of, then.
    const askedAt = after.dismissed?.[dismissalMark(was.uid)] ?? doorMovedAt(before, after);
    const at = isAnother ? is.renewedAt : (is?.leftAt ?? askedAt ?? was.renewedAt);
    return [{ type: 'left' as const, role, at }];
  });
}

/** Undefined: not by this write. */
function doorMovedAt(before: ScheduledCall, { door }: ScheduledCall): number | undefined {
  return door?.changedAt === before.door?.changedAt ? undefined : door?.changedAt;
}

/** Whether somebody is there who has pressed Join. */
function isStay(seat: Seat | null): seat is Seat {
  return seat?.entered === true && seat.leftAt === null;
}

function met(before: ScheduledCall | null, after: ScheduledCall): CallFact[] {
  const at = metAt(after);
  return at === null || (before !== null && metAt(before) !== null) ? [] : [{ type: 'met', at }];
}

/** Null: they are not together. */
function metAt({ round, seats: { host, guest } }: ScheduledCall): number | null {
  if (!round?.answer || !isStay(host) || !isStay(guest)) return null;
  const at = Math.max(host.renewedAt, guest.renewedAt);
  // An answer to somebody who has vanished meets nobody.
  return heldUntil(host) >= at && heldUntil(guest) >= at ? at : null;
}

function ended(before: ScheduledCall | null, after: ScheduledCall): CallFact[] {
  if (after.ended === null || (before !== null && before.ended !== null)) return [];
  const { reason, at } = after.ended;
  return [{ type: reason === 'cancelled' ? 'cancelled' : 'ended', at }];
}

function lapse(call: ScheduledCall): CallFact {
  const { schedule, seats, expiresAt } = call;
  // Whoever comes and goes before both have met shortens nothing: the other is only late.
  if (!hasMet(call) || expiresAt >= schedule.endsAt)
    return { type: 'lapsed', by: 'time', at: schedule.endsAt };
  // What is known of when the last one went: that they left, or else their last sign of life.
  const signs = [seats.host, seats.guest].flatMap((seat) => (seat ? [seat.leftAt ?? seat.renewedAt] : []));
  return { type: 'lapsed', by: 'empty', at: Math.max(...signs, Math.min(schedule.startsAt, expiresAt)) };
}
