import { SEAT_LEASE_MS } from '@parley/protocol';
import type { CallVersion } from './call-version.ts';

/** What a booking is told of its call. Times are milliseconds since the epoch, by the server's clock. */
export type CallFact =
  | { readonly type: 'came'; readonly role: 'host' | 'guest'; readonly at: number }
  /** An offer was answered while both held their seats, by their leases too: the two are being connected. */
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
export function findCallFacts(before: CallVersion | null, after: CallVersion | null): readonly CallFact[] {
  if (after === null) return before === null || before.ended !== null ? [] : [lapse(before)];
  return [
    ...rescheduled(before, after),
    ...cameFacts(before, after),
    ...met(before, after),
    ...ended(before, after),
  ];
}

function rescheduled(before: CallVersion | null, after: CallVersion): CallFact[] {
  const isNew = before !== null && before.schedule.revision !== after.schedule.revision;
  return isNew ? [{ type: 'rescheduled' }] : [];
}

function cameFacts(before: CallVersion | null, after: CallVersion): CallFact[] {
  return (['host', 'guest'] as const).flatMap((role) => {
    const was = before?.seats[role] ?? null;
    const is = after.seats[role];
    if (is === null || is.leftAt !== null) return [];
    const isSameStay = was !== null && was.leftAt === null && was.session === is.session;
    return isSameStay ? [] : [{ type: 'came' as const, role, at: is.renewedAt }];
  });
}

function met(before: CallVersion | null, after: CallVersion): CallFact[] {
  const at = metAt(after);
  return at === null || (before !== null && metAt(before) !== null) ? [] : [{ type: 'met', at }];
}

/** Null: they are not together. */
function metAt({ isAnswered, seats: { host, guest } }: CallVersion): number | null {
  if (!isAnswered || host === null || guest === null) return null;
  if (host.leftAt !== null || guest.leftAt !== null) return null;
  const [earlier, later] = [host.renewedAt, guest.renewedAt].toSorted((one, other) => one - other);
  if (earlier === undefined || later === undefined) return null;
  // An answer to somebody who has vanished meets nobody.
  return earlier + SEAT_LEASE_MS >= later ? later : null;
}

function ended(before: CallVersion | null, after: CallVersion): CallFact[] {
  if (after.ended === null || (before !== null && before.ended !== null)) return [];
  const { reason, at } = after.ended;
  return [{ type: reason === 'cancelled' ? 'cancelled' : 'ended', at }];
}

function lapse({ schedule, seats, isAnswered, expiresAt }: CallVersion): CallFact {
  // Whoever comes and goes before both have met shortens nothing: the other is only late.
  const haveMet = isAnswered && seats.host !== null && seats.guest !== null;
  if (!haveMet || expiresAt >= schedule.endsAt) return { type: 'lapsed', by: 'time', at: schedule.endsAt };
  // What is known of when the last one went: that they left, or else their last sign of life.
  const signs = [seats.host, seats.guest].flatMap((seat) => (seat ? [seat.leftAt ?? seat.renewedAt] : []));
  return { type: 'lapsed', by: 'empty', at: Math.max(...signs, Math.min(schedule.startsAt, expiresAt)) };
}
