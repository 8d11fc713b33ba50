import type { Firestore } from 'firebase-admin/firestore';
import { BookingSecrets } from '../bookings/booking-secrets.ts';
import { Bookings } from '../bookings/bookings.ts';
import { ApiKeyCheck } from '../keys/api-key-check.ts';
import type { ServerSecret } from '../secret/server-secret.ts';
import { createWebhookHandlers } from '../webhooks/webhook-handlers.ts';
import { WebhookSecrets } from '../webhooks/webhook-secrets.ts';
import { Webhooks } from '../webhooks/webhooks.ts';
import { jsonAnswer } from './answer.ts';
import { createCallHandlers } from './call-handlers.ts';
import { CallView } from './call-view.ts';
import { handleRequest, type RequestLog } from './handle-request.ts';
import { Idempotency } from './idempotency.ts';
import { createOpenApiDocument } from './openapi-document.ts';
import { RateLimiter } from './rate-limiter.ts';
import { referenceHandlers } from './reference/reference-handlers.ts';

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
  const pipeline = {
    handlers: {
      ...createCallHandlers({
        firestore,
        secrets,
        bookings: new Bookings(firestore, secrets, clock),
        view: new CallView(secrets, origin),
        idempotency: new Idempotency(firestore, secret, clock),
        clock,
      }),
      ...createWebhookHandlers({
        firestore,
        webhooks: new Webhooks(firestore, webhookSecrets, clock),
        secrets: webhookSecrets,
        clock,
        isLocalAllowed,
      }),
      ...referenceHandlers,
      getOpenApiDocument: async () => jsonAnswer(200, createOpenApiDocument()),
    },
    keys: new ApiKeyCheck(firestore, clock),
    rateLimiter: new RateLimiter(firestore, clock),
    log,
  };
  return (request) => handleRequest(pipeline, request);
}
