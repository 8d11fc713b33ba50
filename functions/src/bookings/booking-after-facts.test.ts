import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bookingAfterFacts } from './booking-after-facts.ts';
import type { CallFact } from './call-facts.ts';
import { createBooking } from './testing/bookings.ts';
import { STARTS_AT } from './testing/scheduled-calls.ts';

const MINUTE = 60_000;
const booking = createBooking();
const met: CallFact = { type: 'met', at: STARTS_AT + MINUTE };
const ended: CallFact = { type: 'ended', at: STARTS_AT + 5 * MINUTE };

describe('a booking', () => {
  test('knows the whole course of its call', () => {
    const facts: CallFact[] = [
      { type: 'came', role: 'host', at: STARTS_AT - MINUTE },
      { type: 'came', role: 'guest', at: STARTS_AT + MINUTE },
      met,
      ended,
    ];
    expect(bookingAfterFacts(booking, facts)).toEqual({
      ...booking,
      hostCameAt: STARTS_AT - MINUTE,
      hostArrivedAt: STARTS_AT - MINUTE,
      guestCameAt: STARTS_AT + MINUTE,
      guestArrivedAt: STARTS_AT + MINUTE,
      startedAt: STARTS_AT + MINUTE,
      endedAt: STARTS_AT + 5 * MINUTE,
      endedBy: 'host',
    });
  });

  test('keeps what it knows when it is told again, or of later times', () => {
    const known = bookingAfterFacts(booking, [{ type: 'came', role: 'host', at: STARTS_AT }, met, ended]);
    const later: CallFact[] = [
      { type: 'came', role: 'host', at: STARTS_AT },
      { type: 'met', at: STARTS_AT + 1 },
      { type: 'ended', at: STARTS_AT + 1 },
      { type: 'lapsed', by: 'time', at: STARTS_AT + 1 },
      { type: 'cancelled', at: STARTS_AT + 1 },
      { type: 'rescheduled' },
    ];
    for (const fact of later) expect(bookingAfterFacts(known, [fact])).toBe(known);
  });

  test('forgets who came for a time that it no longer has', () => {
    const came = createBooking({ hostCameAt: booking.opensAt - MINUTE });
    const again: CallFact = { type: 'came', role: 'host', at: STARTS_AT };
    expect(bookingAfterFacts(came, [again]).hostCameAt).toBe(STARTS_AT);
    const early: CallFact = { type: 'came', role: 'guest', at: booking.opensAt - 1 };
    expect(bookingAfterFacts(booking, [early])).toMatchObject({
      guestCameAt: null,
      guestArrivedAt: early.at,
    });
  });

  test('remembers who came for the time at which they met, though it was moved since', () => {
    const live = createBooking({ hostCameAt: booking.opensAt - MINUTE, startedAt: booking.opensAt - MINUTE });
    const again: CallFact = { type: 'came', role: 'host', at: STARTS_AT };
    expect(bookingAfterFacts(live, [again]).hostCameAt).toBe(live.hostCameAt);
  });

  test('knows when each last came and last left, in whatever order it is told', () => {
    const facts: CallFact[] = [
      { type: 'came', role: 'guest', at: STARTS_AT },
      { type: 'left', role: 'guest', at: STARTS_AT + 1 },
      { type: 'came', role: 'guest', at: STARTS_AT + 2 },
      { type: 'left', role: 'guest', at: STARTS_AT + 3 },
    ];
    const last = { guestArrivedAt: STARTS_AT + 2, guestLeftAt: STARTS_AT + 3, hostLeftAt: null };
    expect(bookingAfterFacts(booking, facts)).toMatchObject({ ...last, guestCameAt: STARTS_AT });
    expect(bookingAfterFacts(booking, facts.toReversed())).toMatchObject(last);
  });

  test('that is cancelled while it goes on has ended too, by nobody in it', () => {
    const cancelled: CallFact = { type: 'cancelled', at: STARTS_AT + 5 * MINUTE };
    expect(bookingAfterFacts(booking, [cancelled])).toEqual({ ...booking, cancelledAt: cancelled.at });
    const live = bookingAfterFacts(booking, [met]);
    const over = { ...live, endedAt: cancelled.at, endedBy: 'cancellation' };
    expect(bookingAfterFacts(live, [cancelled])).toEqual(over);
    // In the other order, too: what took place was not called off.
    expect(bookingAfterFacts(booking, [cancelled, met])).toEqual(over);
    // The API has said so itself already.
    const known = { ...live, endedAt: STARTS_AT + 4 * MINUTE, endedBy: 'api' as const };
    expect(bookingAfterFacts(known, [cancelled])).toBe(known);
  });

  test('does not end when it is cancelled already', () => {
    const cancelled = createBooking({ cancelledAt: STARTS_AT });
    expect(bookingAfterFacts(cancelled, [{ type: 'lapsed', by: 'time', at: booking.endsAt }])).toBe(
      cancelled,
    );
  });

  test('never ends before it started', () => {
    const facts: CallFact[] = [met, { type: 'lapsed', by: 'empty', at: STARTS_AT - MINUTE }];
    expect(bookingAfterFacts(booking, facts).endedAt).toBe(met.at);
  });

  test('is told everything twice without a difference', () => {
    const at = fc.integer({ min: STARTS_AT - 60 * MINUTE, max: STARTS_AT + 60 * MINUTE });
    const role = fc.constantFrom('host' as const, 'guest' as const);
    const fact: fc.Arbitrary<CallFact> = fc.oneof(
      fc.record({ type: fc.constantFrom('came' as const, 'left' as const), role, at }),
      fc.record({ type: fc.constantFrom('met' as const, 'ended' as const, 'cancelled' as const), at }),
      fc.record({
        type: fc.constant('lapsed' as const),
        by: fc.constantFrom('empty' as const, 'time' as const),
        at,
      }),
    );
    fc.assert(
      fc.property(fc.array(fact), (facts) => {
        const once = bookingAfterFacts(booking, facts);
        expect(bookingAfterFacts(once, [])).toBe(once);
        for (const again of facts.filter(({ type }) => type !== 'cancelled')) {
          const { startedAt, ...twice } = bookingAfterFacts(once, [again]);
          expect(twice).toEqual((({ startedAt: _, ...rest }) => rest)(once));
          expect(startedAt).toBe(once.startedAt);
        }
      }),
    );
  });
});
