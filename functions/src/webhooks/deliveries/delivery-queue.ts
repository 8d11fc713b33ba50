import { type App, getApp, initializeApp } from 'firebase-admin/app';
import { getFunctions } from 'firebase-admin/functions';
import { REGION } from '../../deployment/region.ts';

/** What a task of the queue says: one attempt. */
export interface DeliveryTask {
  readonly deliveryId: string;
  /** What the names of all tasks of this delivery, or of this replay of it, begin with. */
  readonly chain: string;
  /** How often it was tried before, in this chain. */
  readonly attempt: number;
  /** How often this attempt was put off, since its team had its share of the queue. */
  readonly deferral: number;
  /** Not before this time: the emulator's queue knows none. Milliseconds since the epoch. */
  readonly notBefore: number;
}

/** The first attempt, at once. */
export function firstTask(deliveryId: string, chain: string): DeliveryTask {
  return { deliveryId, chain, attempt: 0, deferral: 0, notBefore: 0 };
}

/** Two tasks of one name are one. */
export function taskName({ chain, attempt, deferral }: DeliveryTask): string {
  return attempt === 0 && deferral === 0 ? chain : `${chain}-${attempt}-${deferral}`;
}

/** Of the function that takes the tasks, in webhook-functions.ts. */
const QUEUE = `locations/${REGION}/functions/deliverWebhook`;

/** Whom the emulator takes tasks from. Without it, the Admin SDK asks Google's cloud who we are, on any machine. */
const EMULATED_ACCOUNT = 'emulator@parley.invalid';

/** Adds a task to Firebase's queue: Cloud Tasks, or its emulator where CLOUD_TASKS_EMULATOR_HOST is set. */
export async function addDeliveryTask(task: DeliveryTask): Promise<void> {
  const when = task.notBefore === 0 ? {} : { scheduleTime: new Date(task.notBefore) };
  try {
    await getFunctions(appForTasks())
      .taskQueue<DeliveryTask>(QUEUE)
      .enqueue(task, { id: taskName(task), ...when });
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'functions/task-already-exists') throw error;
  }
}

function appForTasks(): App {
  const app = getApp();
  if (!process.env.CLOUD_TASKS_EMULATOR_HOST) return app;
  // The same one each time, since its options are the same.
  const projectId = app.options.projectId ?? '';
  return initializeApp({ projectId, serviceAccountId: EMULATED_ACCOUNT }, 'tasks');
}
