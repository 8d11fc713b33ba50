/** Many calls and bookings of others, and what one call takes among them. Loaded when the emulator is known. */
import { randomBytes } from 'node:crypto';
import { CALLS, type CallDoc } from '@parley/protocol';
import type { BulkWriter } from 'firebase-admin/firestore';
import { bookingFields } from '../../functions/src/bookings/booking-doc.ts';
import { listBookings } from '../../functions/src/bookings/booking-list.ts';
import { BookingSecrets } from '../../functions/src/bookings/booking-secrets.ts';
import { createBooking } from '../../functions/src/bookings/testing/bookings.ts';
import { ServerSecret } from '../../functions/src/secret/server-secret.ts';
import { BOOKINGS } from '../../functions/src/stored/collections.ts';
import { toStoredFields } from '../../functions/src/stored/stored-value.ts';
import { sweep } from '../../functions/src/sweep/sweep.ts';
import { aRunningCall, aWaitingCall, MINUTE_MS } from '../../protocol/src/testing/call-docs.ts';
import { connectFirestore } from '../functions/firestore-under-test.ts';
import { answer, renew } from '../rules/moves.ts';
import { commitAs, getAs, type Outcome } from '../rules/rest-firestore.ts';
import { given, guest, newDocId, storable, write } from '../rules/scene.ts';

/** How one of the things went that a call takes. */
export interface Grown {
  readonly what: string;
  /** That were read, written or deleted, as far as it says. */
  readonly documents: number;
  readonly durationsMs: readonly number[];
}

/** That lapse before each sweep. */
const LAPSED_CALLS = 10;
const TEAM = 'sales';
const BOOKINGS_OF_TEAM = 50;
const BOOKINGS_EACH = 100;
const HOUR_MS = 60 * MINUTE_MS;
/** A sweep takes so much longer than a write that a tenth of them will do. */
const SWEEPS_PER_REPEAT = 0.1;

export class Crowd {
  readonly #connection = connectFirestore('growth');
  readonly #secrets = new BookingSecrets(new ServerSecret('s'.repeat(43)));
  #calls = 0;

  /** Until there are so many running calls of others, and as many bookings of other teams. */
  async grow(calls: number): Promise<void> {
    const { firestore } = this.#connection;
    const writer = firestore.bulkWriter({ throttling: false });
    if (this.#calls === 0) this.#book(writer, TEAM, BOOKINGS_OF_TEAM);
    // In an hour nothing of it lapses.
    const expiresAt = Date.now() + HOUR_MS;
    const fields = toStoredFields(storable(aRunningCall({ expiresAt })));
    for (; this.#calls < calls; this.#calls++) {
      const hostUid = randomBytes(21).toString('base64url');
      void writer.create(firestore.collection(CALLS).doc(newDocId()), { ...fields, hostUid });
      if (this.#calls % BOOKINGS_EACH === 0) {
        this.#book(writer, `team-${this.#calls}`, Math.min(BOOKINGS_EACH, calls - this.#calls));
        // Not all in memory at once.
        await writer.flush();
      }
    }
    await writer.close();
  }

  async measure(repeats: number): Promise<readonly Grown[]> {
    return [
      await this.#time('a guest looks at a call', repeats, aWaitingCall, async (docId) =>
        once(await getAs(guest, `calls/${docId}`)),
      ),
      await this.#time('a guest joins', repeats, aWaitingCall, async (docId, call) =>
        once(await commitAs(guest, write(docId, guest, answer(call, 'guest')))),
      ),
      await this.#time('a guest stays', repeats, aRunningCall, async (docId, call) =>
        once(await commitAs(guest, write(docId, guest, renew(call, 'guest')))),
      ),
      await this.#time('a sweep', Math.ceil(repeats * SWEEPS_PER_REPEAT), aRunningCall, () => this.#sweep(), {
        lapsed: true,
      }),
      await this.#time('a list of bookings', repeats, aRunningCall, () => this.#list()),
    ];
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  async #time(
    what: string,
    repeats: number,
    state: () => CallDoc,
    act: (docId: string, call: CallDoc) => Promise<number>,
    { lapsed = false } = {},
  ): Promise<Grown> {
    const durationsMs: number[] = [];
    let documents = 0;
    for (let repeat = 0; repeat < repeats; repeat++) {
      const call = state();
      const stored = lapsed ? { ...call, expiresAt: Date.now() - MINUTE_MS } : call;
      const docIds = await Promise.all(
        Array.from({ length: lapsed ? LAPSED_CALLS : 1 }, () => given(stored)),
      );
      const startedAt = performance.now();
      documents = await act(docIds[0] ?? '', call);
      durationsMs.push(performance.now() - startedAt);
    }
    return { what, documents, durationsMs };
  }

  async #sweep(): Promise<number> {
    const { firestore } = this.#connection;
    const report = await sweep(firestore, { clock: Date.now, deadlineAt: Number.POSITIVE_INFINITY });
    if (!report.isComplete) throw new Error(`The sweep is not complete: ${JSON.stringify(report)}`);
    return report.documents;
  }

  async #list(): Promise<number> {
    const { firestore } = this.#connection;
    const options = { team: TEAM, filter: {}, limit: BOOKINGS_OF_TEAM, after: undefined, now: Date.now() };
    const { bookings } = await listBookings(firestore, this.#secrets, options);
    return bookings.length;
  }

  #book(writer: BulkWriter, team: string, count: number): void {
    const now = Date.now();
    for (let number = 0; number < count; number++) {
      const startsAt = now + (number + 1) * HOUR_MS;
      const times = { opensAt: startsAt - HOUR_MS / 4, startsAt, endsAt: startsAt + HOUR_MS };
      const id = newDocId();
      const booking = createBooking({ ...times, id, callDocId: id, team, createdAt: now, updatedAt: now });
      const { firestore } = this.#connection;
      void writer.create(firestore.collection(BOOKINGS).doc(id), bookingFields(booking, this.#secrets));
    }
  }
}

/** Of one document. */
function once(outcome: Outcome): number {
  if (outcome === 'refused') throw new Error('The rules refuse what they should accept');
  return 1;
}
