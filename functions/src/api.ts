import type { Firestore } from 'firebase-admin/firestore';
import { BookingSecrets } from './bookings/booking-secrets.ts';
import { Bookings } from './bookings/bookings.ts';
import { createCallHandlers } from './calls-api/call-handlers.ts';
import { bookingProblem } from './calls-api/call-problems.ts';
import { CallView } from './calls-api/call-view.ts';
import { furtherProblemsOfGuestLink, furtherProblemsOfNew } from './calls-api/chosen-booking.ts';
import { createRequestHandler, type RequestLog } from './http/handle-request.ts';
import { Idempotency } from './http/idempotency.ts';
import { assertNotExceeded, RateLimiter, rateLimitHeaders } from './http/rate-limiter.ts';
import { ApiKeyCheck } from './keys/api-key-check.ts';
import { announcements, operations } from './operations.ts';
import { createReferenceHandlers } from './reference/reference-handlers.ts';
import type { ServerSecret } from './secret/server-secret.ts';
import { Deliveries } from './webhooks/deliveries/deliveries.ts';
import { eraseDeliveries } from './webhooks/deliveries/erase-deliveries.ts';
import { WebhookSecrets } from './webhooks/registry/webhook-secrets.ts';
import { Webhooks } from './webhooks/registry/webhooks.ts';
import { createWebhookHandlers } from './webhooks/webhook-handlers.ts';
import { webhookProblem } from './webhooks/webhook-problems.ts';

export interface ApiOptions {
  readonly firestore: Firestore;
  readonly secret: ServerSecret;
  /** Where the pages and this API are: `https://call.example.com`. */
  readonly origin: string;
  readonly log: (entry: RequestLog) => void;
  readonly clock: () => number;
  /** Whether webhooks may lead to this machine: on the emulator only. Undefined: no. */
  readonly isLocalAllowed?: boolean;
}

/** The REST API: one function from request to answer, which knows neither Functions nor Express. */
export function createApi(options: ApiOptions): (request: Request) => Promise<Response> {
  const { firestore, secret, origin, log, clock, isLocalAllowed = false } = options;
  const secrets = new BookingSecrets(secret);
  const webhookSecrets = new WebhookSecrets(secret);
  const idempotency = new Idempotency(firestore, secret, clock);
  const rateLimiter = new RateLimiter(firestore, clock);
  return createRequestHandler({
    operations,
    handlers: {
      ...createCallHandlers({
        firestore,
        secrets,
        bookings: new Bookings(firestore, secrets, clock),
        view: new CallView(secrets, origin),
        idempotency,
        countRequest: async ({ id, requestsPerMinute }) => {
          const limit = await rateLimiter.count(id, requestsPerMinute);
          assertNotExceeded(limit);
          return rateLimitHeaders(limit);
        },
        log,
        forget: (bookingId) => eraseDeliveries(firestore, webhookSecrets, bookingId),
        clock,
      }),
      ...createWebhookHandlers({
        firestore,
        webhooks: new Webhooks(firestore, webhookSecrets, clock),
        deliveries: new Deliveries(firestore, webhookSecrets, clock),
        secrets: webhookSecrets,
        idempotency,
        clock,
        isLocalAllowed,
      }),
      ...createReferenceHandlers(operations, announcements),
    },
    furtherProblems: {
      createCall: (key) => furtherProblemsOfNew(clock(), key),
      renewGuestLink: furtherProblemsOfGuestLink,
    },
    keys: new ApiKeyCheck(firestore, clock),
    rateLimiter,
    problemOf: (error) => bookingProblem(error) ?? webhookProblem(error),
    log,
  });
}
