import fc from 'fast-check';
import type { DocumentData, Firestore, Timestamp } from 'firebase-admin/firestore';
import { describe, expect, test } from 'vitest';
import { ServerSecret } from '../secret/server-secret.ts';
import { BOOKING_STATUSES, type Booking, bookingStatus } from './booking.ts';
import { bookingFields } from './booking-doc.ts';
import { type BookingCursor, type BookingFilter, listBookings } from './booking-list.ts';
import { BookingSecrets } from './booking-secrets.ts';
import { createBooking } from './testing/bookings.ts';
import { STARTS_AT } from './testing/scheduled-calls.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const secrets = new BookingSecrets(new ServerSecret('s'.repeat(43)));

interface StoredBooking {
  readonly id: string;
  readonly fields: DocumentData;
}

/** What Firestore makes of the query: documents are given to it in the order that is asked for. */
class FakeQuery {
  readonly #documents: readonly StoredBooking[];

  constructor(documents: readonly StoredBooking[]) {
    this.#documents = documents;
  }

  where(name: string, operator: '==' | '>=' | '<', value: unknown): FakeQuery {
    const isFound = { '==': (of: unknown) => of === value, '>=': isNotBefore(value), '<': isBefore(value) };
    return new FakeQuery(this.#documents.filter(({ fields }) => isFound[operator](fields[name])));
  }

  orderBy(): FakeQuery {
    return this;
  }

  startAfter(startsAt: Timestamp, id: string): FakeQuery {
    return new FakeQuery(this.#documents.filter((document) => isAfter(document, startsAt.toMillis(), id)));
  }

  limit(count: number): FakeQuery {
    return new FakeQuery(this.#documents.slice(0, count));
  }

  async get() {
    return { docs: this.#documents.map(({ id, fields }) => ({ id, data: () => fields })) };
  }
}

const millis = (time: unknown) => (time as Timestamp).toMillis();
const isBefore = (end: unknown) => (time: unknown) => millis(time) < millis(end);
const isNotBefore = (start: unknown) => (time: unknown) => millis(time) >= millis(start);

function isAfter({ id, fields }: StoredBooking, startsAt: number, afterId: string): boolean {
  const time = millis(fields.startsAt);
  return time > startsAt || (time === startsAt && id > afterId);
}

const byStart = (one: Booking, other: Booking) =>
  one.startsAt - other.startsAt || (one.id < other.id ? -1 : 1);

function stored(bookings: readonly Booking[]): Firestore {
  const documents = bookings.toSorted(byStart).map((booking) => ({
    id: booking.id,
    fields: bookingFields(booking, secrets),
  }));
  return { collection: () => new FakeQuery(documents) } as unknown as Firestore;
}

interface Listing {
  readonly filter?: BookingFilter;
  readonly limit?: number;
  readonly now?: number;
  readonly team?: string;
}

/** One page after the other, to the last. */
async function pagesOf(firestore: Firestore, listing: Listing = {}): Promise<(readonly string[])[]> {
  const { filter = {}, limit = 10, now = STARTS_AT, team = 'sales' } = listing;
  const pages: (readonly string[])[] = [];
  let after: BookingCursor | undefined;
  do {
    const page = await listBookings(firestore, secrets, { team, filter, limit, after, now });
    pages.push(page.bookings.map(({ id }) => id));
    after = page.next ?? undefined;
  } while (after !== undefined);
  return pages;
}

/** At one hour after the other, unless it is said otherwise. */
function numbered(count: number, changes: (index: number) => Partial<Booking> = () => ({})): Booking[] {
  return Array.from({ length: count }, (_, index) => {
    const startsAt = STARTS_AT + index * HOUR;
    const times = { opensAt: startsAt - HOUR / 4, startsAt, endsAt: startsAt + HOUR };
    return createBooking({ id: String(index).padStart(4, '0'), ...times, ...changes(index) });
  });
}

const idsOf = (bookings: readonly Booking[]) => bookings.map(({ id }) => id);

describe('the bookings of a team', () => {
  test.each([
    [1, [1, 1, 1, 1, 1]],
    [2, [2, 2, 1]],
    [4, [4, 1]],
    [5, [5]],
    [9, [5]],
  ])('come in pages of %d, each once, in the order in which they start', async (limit, sizes) => {
    // Two start at the same time: their IDs tell which is first.
    const bookings = numbered(5, (index) => (index === 2 ? { startsAt: STARTS_AT + HOUR } : {}));
    const pages = await pagesOf(stored(bookings.toReversed()), { limit });
    expect(pages.flat()).toEqual(idsOf(bookings));
    expect(pages.map(({ length }) => length)).toEqual(sizes);
  });

  test('are none of another team, and none is one empty page', async () => {
    expect(await pagesOf(stored(numbered(3)), { team: 'support' })).toEqual([[]]);
  });

  test('are found by when they start, the end not included', async () => {
    const filter = { from: STARTS_AT + HOUR, to: STARTS_AT + 3 * HOUR };
    expect(await pagesOf(stored(numbered(5)), { filter })).toEqual([['0001', '0002']]);
  });

  test('are found by the team’s own name for one, which is not stored', async () => {
    const named = (index: number) => ({
      details: { ...createBooking().details, externalId: `order-${index}` },
    });
    const pages = await pagesOf(stored(numbered(5, named)), { filter: { externalId: 'order-3' } });
    expect(pages).toEqual([['0003']]);
  });
});

describe('a status, which is not stored', () => {
  const anyBooking = fc
    .record({
      startsIn: fc.integer({ min: -30 * 60, max: 30 * 60 }),
      opensBefore: fc.integer({ min: 0, max: 60 }),
      length: fc.integer({ min: 1, max: 24 * 60 }),
      /** How far into what is open of it; null: never. */
      startedAfter: fc.option(fc.integer({ min: 0, max: 60 })),
      endedAfter: fc.option(fc.integer({ min: 0, max: 60 })),
      isCancelled: fc.boolean(),
    })
    .map(({ startsIn, opensBefore, length, startedAfter, endedAfter, isCancelled }): Partial<Booking> => {
      const startsAt = STARTS_AT + startsIn * MINUTE;
      const [opensAt, endsAt] = [startsAt - opensBefore * MINUTE, startsAt + length * MINUTE];
      // Nothing has happened yet of what is still to come.
      const past = (minutes: number | null) => {
        const at = minutes === null ? null : opensAt + minutes * MINUTE;
        return at === null || at > STARTS_AT || at > endsAt ? null : at;
      };
      const cancelledAt = isCancelled ? STARTS_AT - 48 * HOUR : null;
      return {
        opensAt,
        startsAt,
        endsAt,
        startedAt: past(startedAfter),
        endedAt: past(endedAfter),
        cancelledAt,
      };
    });

  test.each(BOOKING_STATUSES)('%s finds every booking that has it, and no other', async (status) => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyBooking, { maxLength: 12 }), async (changes) => {
        const bookings = numbered(changes.length, (index) => changes[index] ?? {});
        const expected = bookings.filter((booking) => bookingStatus(booking, STARTS_AT) === status);
        const pages = await pagesOf(stored(bookings), { filter: { status }, limit: 3 });
        expect(pages.flat()).toEqual(idsOf(expected.toSorted(byStart)));
      }),
    );
  });

  test('is looked for among 500 bookings for one page, which may be empty and not the last', async () => {
    const bookings = numbered(501, (index) => ({ cancelledAt: index === 500 ? STARTS_AT : null }));
    const pages = await pagesOf(stored(bookings), { filter: { status: 'cancelled' } });
    expect(pages).toEqual([[], ['0500']]);
  });
});
