import { getFirestore } from 'firebase-admin/firestore';
import { logger } from 'firebase-functions';
import { defineSecret } from 'firebase-functions/params';
import { type DocumentOptions, onDocumentCreated, onDocumentWritten } from 'firebase-functions/v2/firestore';
import { HttpsError } from 'firebase-functions/v2/https';
import { onTaskDispatched } from 'firebase-functions/v2/tasks';
import { BookingSecrets } from '../bookings/booking-secrets.ts';
import { ServerSecret } from '../secret/server-secret.ts';
import { readCallVersion } from './call-version.ts';
import { deliver } from './deliver.ts';
import { Deliveries } from './deliveries.ts';
import { addDeliveryTask, type DeliveryTask } from './delivery-queue.ts';
import { publishEvents } from './publish-events.ts';
import { recordCourse } from './record-course.ts';
import type { ReplayDoc } from './replay-delivery.ts';
import { WebhookSecrets } from './webhook-secrets.ts';
import { Webhooks } from './webhooks.ts';
import { readWrittenBooking } from './written-booking.ts';

const parleySecret = defineSecret('PARLEY_SECRET');

const isEmulator = process.env.FUNCTIONS_EMULATOR === 'true';

/**
 * More than two days altogether. On the emulator half a minute: it is the developer who waits there, and its queue keeps
 * a processor busy while anything in it waits.
 */
const attempts = isEmulator ? { count: 6, firstWaitSeconds: 1 } : { count: 20, firstWaitSeconds: 10 };

const trigger = {
  region: 'us-central1',
  secrets: [parleySecret],
  // What failed is tried again for a day; whatever is done twice changes nothing.
  retry: true,
  memory: '256MiB',
  timeoutSeconds: 60,
  maxInstances: 10,
} as const satisfies Omit<DocumentOptions, 'document'>;

/** Tells bookings what becomes of their calls. */
export const followCall = onDocumentWritten({ ...trigger, document: 'calls/{id}' }, async (event) => {
  const [before, after] = [event.data?.before.data(), event.data?.after.data()].map(readCallVersion);
  const secrets = new BookingSecrets(secret());
  const context = { firestore: getFirestore(), secrets, clock: Date.now };
  await recordCourse(context, event.params.id, before ?? null, after ?? null);
});

/** Tells webhooks what becomes of bookings. */
export const publishBooking = onDocumentWritten({ ...trigger, document: 'bookings/{id}' }, async (event) => {
  if (event.data === undefined) return;
  const secrets = new BookingSecrets(secret());
  const [before, after] = [event.data.before, event.data.after].map((snapshot) =>
    readWrittenBooking(snapshot, secrets),
  );
  await publishEvents(connect(), before ?? null, after ?? null);
});

/** Puts what is to be sent into the queue. What is noted of it later starts nothing. */
export const queueNewDelivery = onDocumentCreated(
  { ...trigger, secrets: [], document: 'webhookDeliveries/{id}' },
  ({ params: { id } }) => addDeliveryTask({ deliveryId: id }, id),
);

/** Puts what is to be sent once more into the queue. */
export const queueReplay = onDocumentCreated(
  { ...trigger, secrets: [], document: 'webhookReplays/{id}' },
  async ({ data, params }) => {
    if (data === undefined) return;
    const { deliveryId } = data.data() as ReplayDoc;
    await addDeliveryTask({ deliveryId }, params.id);
  },
);

/** One attempt to tell one webhook one thing; Cloud Tasks waits ever longer between them, from 10 s to 6 h. */
export const deliverWebhook = onTaskDispatched<DeliveryTask>(
  {
    region: 'us-central1',
    secrets: [parleySecret],
    retryConfig: {
      maxAttempts: attempts.count,
      minBackoffSeconds: attempts.firstWaitSeconds,
      maxBackoffSeconds: 6 * 60 * 60,
      maxDoublings: 16,
    },
    // Each waits for somebody's server most of its time.
    rateLimits: { maxConcurrentDispatches: 50 },
    memory: '256MiB',
    timeoutSeconds: 60,
    maxInstances: 5,
  },
  async ({ data, retryCount }) => {
    const state = await deliver(data.deliveryId, retryCount, {
      ...connect(),
      clock: Date.now,
      isLocalAllowed: isEmulator,
      maxAttempts: attempts.count,
    });
    logger.info('Webhook tried', { state, retryCount });
    // The queue tries again whatever answers with an error.
    if (state === 'pending') throw new HttpsError('unavailable', 'Not delivered');
  },
);

/** The secret is there only while a function runs. */
function secret(): ServerSecret {
  return new ServerSecret(parleySecret.value());
}

function connect() {
  const [firestore, secrets] = [getFirestore(), new WebhookSecrets(secret())];
  return {
    secrets,
    webhooks: new Webhooks(firestore, secrets, Date.now),
    deliveries: new Deliveries(firestore, secrets, Date.now),
  };
}
