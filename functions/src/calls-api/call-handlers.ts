import { calendarFileType, calendarMethod, createCalendarFile } from '@parley/invitation';
import type { Firestore } from 'firebase-admin/firestore';
import type * as z from 'zod';
import { type Booking, bookingStatus } from '../bookings/booking.ts';
import { type BookingFilter, listBookings, orderOf } from '../bookings/booking-list.ts';
import type { BookingSecrets } from '../bookings/booking-secrets.ts';
import type { Bookings } from '../bookings/bookings.ts';
import { type Answer, emptyAnswer, jsonAnswer, textAnswer } from '../http/answer.ts';
import type { Handlers, RequestLog } from '../http/handle-request.ts';
import type { Idempotency, RepeatableRequest } from '../http/idempotency.ts';
import type { CheckedRequest } from '../http/operation.ts';
import { Problem } from '../http/problem.ts';
import { toTime } from '../http/time-schemas.ts';
import type { ApiKey } from '../keys/api-key.ts';
import { linkProblems } from './allowed-links.ts';
import { createBatchHandler } from './batch-handler.ts';
import type { callOperations } from './call-operations.ts';
import type { invitationQuery } from './call-request-schemas.ts';
import type { CallView } from './call-view.ts';
import { chooseChanged, chooseNew } from './chosen-booking.ts';
import { createMailPart } from './mail-part.ts';
import { etagOf, formatCursor, parseCursor, revisionsOf } from './opaque-values.ts';

export interface CallHandlersDependencies {
  readonly firestore: Firestore;
  readonly secrets: BookingSecrets;
  readonly bookings: Bookings;
  readonly view: CallView;
  readonly idempotency: Idempotency;
  /** Forgets what was told of a booking. */
  readonly forget: (bookingId: string) => Promise<void>;
  /**
   * Counts one more call that a key has booked by a request for several.
   * @returns the headers that say where its limit stands
   * @throws {Problem} `too-many-requests`, with them
   */
  readonly countRequest: (key: ApiKey) => Promise<Answer['headers']>;
  readonly log: (entry: RequestLog) => void;
  readonly clock: () => number;
}

/** What the operations on calls do. */
export function createCallHandlers(
  dependencies: CallHandlersDependencies,
): Handlers<typeof callOperations, ApiKey> {
  const { firestore, secrets, bookings, view, idempotency, forget, clock } = dependencies;

  function answerWith(booking: Booking, key: ApiKey, status = 200, headers: Answer['headers'] = {}): Answer {
    return jsonAnswer(status, view.describe(booking, key, clock()), { ETag: etagOf(booking), ...headers });
  }

  async function invite(id: string, { for: reader, back }: z.output<typeof invitationQuery>, key: ApiKey) {
    if (reader === 'host' && !key.scopes.includes('write')) {
      throw new Problem('missing-scope', { detail: 'The host’s link takes the scope write.' });
    }
    const booking = await bookings.get(key.team, id);
    const invitation = view.invitation(booking, reader, back);
    if (invitation === null) throw new Problem('not-found');
    const isOff = reader === 'former-guest' || bookingStatus(booking, clock()) === 'cancelled';
    const method = calendarMethod(invitation, isOff ? 'CANCEL' : 'REQUEST');
    return { invitation, method, timeZone: booking.details.timeZone };
  }

  return {
    async createCall(request, key) {
      return idempotency.once(repeatable('POST /calls', request, key), async (record) => {
        // In here: what was booked before is told again, whatever the key allows by now.
        const chosen = chooseNew(request.body, clock(), key);
        return bookings.create(key.team, chosen, (booking, commit) =>
          record(commit, answerWith(booking, key, 201, { Location: view.address(booking) })),
        );
      });
    },

    createCalls: createBatchHandler(dependencies, (booking, key) => answerWith(booking, key, 201)),

    async listCalls({ query }, key) {
      const { status, externalId, limit, cursor, from, to, updatedSince } = query;
      const now = clock();
      if (updatedSince !== undefined && (from !== undefined || to !== undefined)) {
        const detail = 'cannot be given together with from or to';
        throw new Problem('invalid-request', { errors: [{ parameter: 'updatedSince', detail }] });
      }
      const filter: BookingFilter = {
        ...{ status, externalId, from: toTime(from), to: toTime(to) },
        updatedSince: toTime(updatedSince),
      };
      assertInOrder(filter);
      const order = orderOf(filter);
      const after = cursor === undefined ? undefined : parseCursor(cursor, order);
      const page = await listBookings(firestore, secrets, { team: key.team, filter, limit, after, now });
      return jsonAnswer(200, {
        calls: page.bookings.map((booking) => view.describe(booking, key, now)),
        nextCursor: page.next && formatCursor(page.next, order),
      });
    },

    async getCall({ id }, key) {
      return answerWith(await bookings.get(key.team, id), key);
    },

    async updateCall({ id, body, headers }, key) {
      const revisions = revisionsOf(headers['if-match']);
      const booking = await bookings.change(key.team, id, revisions, (before, now, isLive) =>
        chooseChanged(body, { ...before, isLive }, now, key),
      );
      return answerWith(booking, key);
    },

    async cancelCall({ id, query, headers }, key) {
      const isErased = query.erase === 'true';
      await bookings.cancel(key.team, id, revisionsOf(headers['if-match']), isErased);
      if (isErased) await forget(id);
      return emptyAnswer(204);
    },

    async endCall({ id, headers }, key) {
      return answerWith(await bookings.end(key.team, id, revisionsOf(headers['if-match'])), key);
    },

    async getInvitation({ id, query }, key) {
      const { invitation, method } = await invite(id, query, key);
      return textAnswer(200, calendarFileType(method), createCalendarFile(invitation, method), {
        'Content-Disposition': 'attachment; filename="invitation.ics"',
      });
    },

    async getInvitationMail({ id, query }, key) {
      const { invitation, method, timeZone } = await invite(id, query, key);
      return textAnswer(200, 'message/rfc822', createMailPart(invitation, method, timeZone), {
        'Content-Disposition': 'attachment; filename="invitation.eml"',
      });
    },

    rotateHostKey: (request, key) =>
      idempotency.once(repeatable(`POST /calls/${request.id}/host-key`, request, key), (record) =>
        bookings.rotateHostKey(
          key.team,
          request.id,
          revisionsOf(request.headers['if-match']),
          (booking, commit) => record(commit, answerWith(booking, key)),
        ),
      ),

    async renewGuestLink(request, key) {
      const { guest, guestLink } = request.body;
      const target = `POST /calls/${request.id}/guest-link`;
      return idempotency.once(repeatable(target, request, key), async (record) => {
        const errors = linkProblems({ guestLink }, key);
        if (errors.length > 0) throw new Problem('invalid-request', { errors });
        return bookings.renewGuestLink(
          key.team,
          request.id,
          revisionsOf(request.headers['if-match']),
          { guest, guestLink },
          (booking, commit) => record(commit, answerWith(booking, key)),
        );
      });
    },
  };
}

/** @throws {Problem} `invalid-request`, naming both */
function assertInOrder({ from, to }: BookingFilter): void {
  if (from === undefined || to === undefined || from <= to) return;
  const errors = [
    { parameter: 'from', detail: 'must not be later than to' },
    { parameter: 'to', detail: 'must not be earlier than from' },
  ];
  throw new Problem('invalid-request', { errors });
}

function repeatable(
  target: string,
  { headers, rawBody }: Pick<CheckedRequest, 'headers' | 'rawBody'>,
  { team }: ApiKey,
): RepeatableRequest {
  return { team, key: headers['idempotency-key'], target, rawBody };
}
