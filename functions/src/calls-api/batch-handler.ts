/** Booking several calls by one request. */
import type * as z from 'zod';
import type { Booking } from '../bookings/booking.ts';
import { type Answer, jsonAnswer, problemAnswer } from '../http/answer.ts';
import { checkBody } from '../http/field-problems.ts';
import { describeFailure, type Handlers, problemFor } from '../http/handle-request.ts';
import type { RepeatableRequest } from '../http/idempotency.ts';
import type { ApiKey } from '../keys/api-key.ts';
import type { CallHandlersDependencies } from './call-handlers.ts';
import type { callOperations } from './call-operations.ts';
import { bookingProblem } from './call-problems.ts';
import { type batchResults, newCall } from './call-schemas.ts';
import { chooseNew, furtherProblemsOfNew } from './chosen-booking.ts';

/** What has become of one call of several. */
interface Booked {
  readonly result: z.output<typeof batchResults>['results'][number];
  /** What the whole is to say of it: where the limit stands, and when to come again. */
  readonly headers: Answer['headers'];
}

/** One call of several. */
interface Item {
  readonly fields: unknown;
  readonly request: RepeatableRequest;
  /** Gives the answer that it had before; undefined: it has had none. */
  readonly repeat: (() => Answer) | undefined;
}

/**
 * Books or refuses each call as if it were asked for alone. A key's limit is spent by those that there is something to be
 * done for: what was booked before, and what is wrong in itself, would leave none for the others, however often all are sent again.
 * @param answerWith what a call that is booked is answered with
 */
export function createBatchHandler(
  { bookings, idempotency, countRequest, log, clock }: CallHandlersDependencies,
  answerWith: (booking: Booking, key: ApiKey) => Answer,
): Handlers<typeof callOperations, ApiKey>['createCalls'] {
  async function bookOne(
    { fields, request, repeat }: Item,
    key: ApiKey,
    spend: () => Promise<Answer['headers']>,
  ): Promise<Booked> {
    const startedAt = clock();
    let headers: Answer['headers'] = {};
    try {
      const { status, body } = repeat ? repeat() : await bookNew();
      return { result: { status, call: JSON.parse(body ?? '') }, headers };
    } catch (error) {
      const problem = problemFor(error, bookingProblem);
      const { status, body } = problemAnswer(problem);
      if (status >= 500) {
        const logged = { operation: 'createCalls', method: 'POST', durationMs: clock() - startedAt };
        log({ ...logged, status, problem: problem.kind.type, failure: describeFailure(error) });
      }
      return {
        result: { status, problem: JSON.parse(body ?? '') },
        headers: status === 429 ? problem.headers : headers,
      };
    }

    async function bookNew(): Promise<Answer> {
      const now = clock();
      const chosen = chooseNew(checkBody(newCall, fields, furtherProblemsOfNew(now, key)), now, key);
      headers = await spend();
      return idempotency.once(request, (record) =>
        bookings.create(key.team, chosen, (booking, commit) => record(commit, answerWith(booking, key))),
      );
    }
  }

  return async ({ body, headers }, key) => {
    const idempotencyKey = headers['idempotency-key'];
    const requests = body.calls.map((fields, index) => ({
      team: key.team,
      key: idempotencyKey && `${idempotencyKey} ${index}`,
      target: 'POST /calls/batch',
      rawBody: new TextEncoder().encode(JSON.stringify(fields)),
    }));
    const repeats = await idempotency.find(requests);
    // The request itself was counted already.
    let isFirst = true;
    const spend = async () => {
      if (!isFirst) return countRequest(key);
      isFirst = false;
      return {};
    };
    const booked = await Promise.all(
      requests.map((request, index) =>
        bookOne({ fields: body.calls[index], request, repeat: repeats[index] }, key, spend),
      ),
    );
    const results = booked.map(({ result }) => result);
    return jsonAnswer(200, { results }, Object.assign({}, ...booked.map(({ headers }) => headers)));
  };
}
