import { CALENDAR_FILE_TYPE, createCalendarFile } from '@parley/invitation';
import type { Firestore } from 'firebase-admin/firestore';
import type { Booking } from '../bookings/booking.ts';
import { listBookings } from '../bookings/booking-list.ts';
import type { BookingSecrets } from '../bookings/booking-secrets.ts';
import type { Bookings, WriteAlongside } from '../bookings/bookings.ts';
import type { ApiKey } from '../keys/api-key.ts';
import type { webhookOperations } from '../webhooks/webhook-operations.ts';
import { type Answer, emptyAnswer, jsonAnswer, textAnswer } from './answer.ts';
import type { CallView } from './call-view.ts';
import { chooseChanged, chooseNew, toTime } from './chosen-booking.ts';
import { formatCursor, parseCursor } from './cursor.ts';
import { etagOf, revisionsOf } from './etag.ts';
import type { Handlers } from './handle-request.ts';
import type { Idempotency, RecordAnswer } from './idempotency.ts';
import { Problem } from './problem.ts';

export interface CallHandlersDependencies {
  readonly firestore: Firestore;
  readonly secrets: BookingSecrets;
  readonly bookings: Bookings;
  readonly view: CallView;
  readonly idempotency: Idempotency;
  readonly clock: () => number;
}

/** What the operations on calls do. */
export function createCallHandlers(
  dependencies: CallHandlersDependencies,
): Omit<
  Handlers,
  'getOpenApiDocument' | 'getReference' | 'getReferenceStyle' | keyof typeof webhookOperations
> {
  const { firestore, secrets, bookings, view, idempotency, clock } = dependencies;

  function answerWith(booking: Booking, key: ApiKey, status = 200, headers: Answer['headers'] = {}): Answer {
    return jsonAnswer(status, view.describe(booking, key, clock()), { ETag: etagOf(booking), ...headers });
  }

  /** Performs what a repetition must not do again; without an Idempotency-Key, every request is a new one. */
  function perhapsOnce(
    request: { readonly headers: Readonly<Record<string, string | undefined>>; readonly rawBody: Uint8Array },
    target: string,
    { team }: ApiKey,
    perform: (record?: RecordAnswer) => Promise<Answer>,
  ): Promise<Answer> {
    const key = request.headers['idempotency-key'];
    if (key === undefined) return perform();
    return idempotency.once({ team, key, target, rawBody: request.rawBody }, perform);
  }

  function recorded(
    record: RecordAnswer | undefined,
    answer: (booking: Booking) => Answer,
  ): WriteAlongside | undefined {
    return record && ((booking, writes) => record(writes, answer(booking)));
  }

  return {
    createCall: (request, key) =>
      perhapsOnce(request, 'POST /calls', key, async (record) => {
        const answer = (booking: Booking) =>
          answerWith(booking, key, 201, { Location: view.address(booking) });
        const chosen = chooseNew(request.body, clock());
        return answer(await bookings.create(key.team, chosen, recorded(record, answer)));
      }),

    async listCalls({ query }, key) {
      const { status, externalId, limit, cursor } = query;
      const now = clock();
      const page = await listBookings(firestore, secrets, {
        team: key.team,
        filter: { status, externalId, from: toTime(query.from), to: toTime(query.to) },
        limit,
        after: cursor === undefined ? undefined : parseCursor(cursor),
        now,
      });
      return jsonAnswer(200, {
        calls: page.bookings.map((booking) => view.describe(booking, key, now)),
        nextCursor: page.next && formatCursor(page.next),
      });
    },

    async getCall({ id }, key) {
      return answerWith(await bookings.get(key.team, id), key);
    },

    async updateCall({ id, body, headers }, key) {
      const booking = await bookings.change(key.team, id, revisionsOf(headers['if-match']), (before, now) =>
        chooseChanged(body, before, now),
      );
      return answerWith(booking, key);
    },

    async cancelCall({ id, headers }, key) {
      await bookings.cancel(key.team, id, revisionsOf(headers['if-match']));
      return emptyAnswer(204);
    },

    async getInvitation({ id, query }, key) {
      if (query.for === 'host' && !key.scopes.includes('write')) {
        throw new Problem('missing-scope', { detail: 'The host’s link takes the scope write.' });
      }
      const booking = await bookings.get(key.team, id);
      const { details, cancelledAt, updatedAt } = booking;
      const invitation = {
        ...booking,
        title: details.title,
        changedAt: updatedAt,
        isForHost: query.for === 'host',
        joinUrl: query.for === 'host' ? view.hostUrl(booking) : view.joinUrl(booking),
        host: details.host ?? undefined,
        guest: details.guest ?? undefined,
      };
      const file = createCalendarFile(invitation, cancelledAt === null ? 'REQUEST' : 'CANCEL');
      return textAnswer(200, CALENDAR_FILE_TYPE, file, {
        'Content-Disposition': 'attachment; filename="invitation.ics"',
      });
    },

    rotateHostKey: (request, key) =>
      perhapsOnce(request, `POST /calls/${request.id}/host-key`, key, async (record) => {
        const answer = (booking: Booking) => answerWith(booking, key);
        const revisions = revisionsOf(request.headers['if-match']);
        return answer(
          await bookings.rotateHostKey(key.team, request.id, revisions, recorded(record, answer)),
        );
      }),
  };
}
