import { setTimeout } from 'node:timers/promises';
import { isBookedDocId, ProtocolError } from '@parley/protocol';
import { type DocumentData, getFirestore, Timestamp } from 'firebase-admin/firestore';
import { logger } from 'firebase-functions';
import { defineSecret } from 'firebase-functions/params';
import { type DocumentOptions, onDocumentCreated, onDocumentWritten } from 'firebase-functions/v2/firestore';
import { onTaskDispatched } from 'firebase-functions/v2/tasks';
import { BookingSecrets } from '../bookings/booking-secrets.ts';
import { recordCourse } from '../bookings/course/record-course.ts';
import { readScheduledCall, type ScheduledCall } from '../bookings/scheduled-call.ts';
import { REGION } from '../deployment/region.ts';
import { ServerSecret } from '../secret/server-secret.ts';
import { BOOKINGS } from '../stored/collections.ts';
import { EMULATOR_PACE, PRODUCTION_PACE } from './deliveries/attempt-pace.ts';
import { deliver } from './deliveries/deliver.ts';
import { Deliveries } from './deliveries/deliveries.ts';
import { addDeliveryTask, type DeliveryTask, firstTask } from './deliveries/delivery-queue.ts';
import { publishEvents } from './deliveries/publish-events.ts';
import type { ReplayDoc } from './deliveries/replay-delivery.ts';
import { TeamShares } from './deliveries/team-shares.ts';
import { readWrittenBooking } from './events/written-booking.ts';
import { WebhookSecrets } from './registry/webhook-secrets.ts';
import { Webhooks } from './registry/webhooks.ts';

const parleySecret = defineSecret('PARLEY_SECRET');

const isEmulator = process.env.FUNCTIONS_EMULATOR === 'true';

const trigger = {
  region: REGION,
  secrets: [parleySecret],
  // What failed is tried again for a day; whatever is done twice changes nothing.
  retry: true,
  memory: '256MiB',
  timeoutSeconds: 60,
  maxInstances: 10,
} as const satisfies Omit<DocumentOptions, 'document'>;

/**
 * Tells bookings what becomes of their calls. Those are where no other calls are (`isBookedDocId`), by whose writes Google starts nothing:
 * https://cloud.google.com/eventarc/docs/path-patterns
 */
export const followCall = onDocumentWritten({ ...trigger, document: 'calls/{id=b*}' }, async (event) => {
  const id = event.data?.after.id;
  // An emulator may match any.
  if (id === undefined || !isBookedDocId(id)) return;
  const versions = readVersions(event.data?.before.data(), event.data?.after.data());
  if (versions === undefined) return;
  const secrets = new BookingSecrets(secret());
  const context = { firestore: getFirestore(), secrets, clock: Date.now };
  await recordCourse(context, id, ...versions);
});

/** Undefined: one of them cannot be read, nor could it later; unless it is of a newer format than these functions know. */
function readVersions(
  before: DocumentData | undefined,
  after: DocumentData | undefined,
): readonly [ScheduledCall | null, ScheduledCall | null] | undefined {
  try {
    return [readScheduledCall(before), readScheduledCall(after)];
  } catch (error) {
    if (!(error instanceof ProtocolError) || error.code === 'newer') throw error;
    logger.error('A call cannot be read', { why: error.message });
    return undefined;
  }
}

/** Tells webhooks what becomes of bookings: makes deliveries, and puts them into the queue. */
export const publishBooking = onDocumentWritten({ ...trigger, document: 'bookings/{id}' }, async (event) => {
  if (event.data === undefined) return;
  const secrets = new BookingSecrets(secret());
  const [before, after] = [event.data.before, event.data.after].map((snapshot) =>
    readWrittenBooking(snapshot, secrets),
  );
  const isErased = async (id: string) =>
    (await getFirestore().collection(BOOKINGS).doc(id).get()).get('erasedAt') instanceof Timestamp;
  await publishEvents({ ...connect(), isErased, enqueue: addDeliveryTask }, before ?? null, after ?? null);
});

/** Puts what is to be sent once more into the queue. Nothing that is noted of a delivery starts a function. */
export const queueReplay = onDocumentCreated(
  { ...trigger, secrets: [], document: 'webhookReplays/{id}' },
  async ({ data, params }) => {
    if (data === undefined) return;
    const { deliveryId } = data.data() as ReplayDoc;
    await addDeliveryTask(firstTask(deliveryId, params.id));
  },
);

/** The places that attempts at once have, and who has them: one instance makes them all, so it knows. */
const shares = new TeamShares(Date.now);

/** One attempt to tell one webhook one thing. It puts the next one into the queue itself: see `deliver`. */
export const deliverWebhook = onTaskDispatched<Partial<DeliveryTask>>(
  {
    region: REGION,
    secrets: [parleySecret],
    // Of what breaks here, and not of what receivers answer.
    retryConfig: { maxAttempts: 10, minBackoffSeconds: 10 },
    // Each waits for somebody's server most of its time.
    rateLimits: { maxConcurrentDispatches: 50 },
    concurrency: 80,
    memory: '256MiB',
    timeoutSeconds: 60,
    maxInstances: 1,
  },
  async ({ data: { deliveryId = '', ...data } }) => {
    const task = { ...firstTask(deliveryId, deliveryId), ...data };
    // Only the emulator's queue brings a task before its time.
    await setTimeout(Math.min(Math.max(0, task.notBefore - Date.now()), LONGEST_WAIT_MS));
    const { state, next } = await deliver(task, {
      ...connect(),
      clock: Date.now,
      isLocalAllowed: isEmulator,
      pace: isEmulator ? EMULATOR_PACE : PRODUCTION_PACE,
      shares,
    });
    logger.info('Webhook tried', { state, attempt: task.attempt, deferral: task.deferral });
    if (next !== null) await addDeliveryTask(next);
  },
);

/** Less than the function may take, with an attempt after it. */
const LONGEST_WAIT_MS = 40_000;

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
