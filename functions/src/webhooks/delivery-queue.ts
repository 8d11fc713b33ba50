import { type App, getApp, initializeApp } from 'firebase-admin/app';
import { getFunctions } from 'firebase-admin/functions';

/** What a task of the queue says. */
export interface DeliveryTask {
  readonly deliveryId: string;
}

/** Of the function that takes the tasks, in webhook-functions.ts. */
const QUEUE = 'locations/us-central1/functions/deliverWebhook';

/** Whom the emulator takes tasks from. Without it, the Admin SDK asks Google's cloud who we are, on any machine. */
const EMULATED_ACCOUNT = 'emulator@parley.invalid';

/**
 * Adds a task to Firebase's queue: Cloud Tasks, or its emulator where CLOUD_TASKS_EMULATOR_HOST is set.
 * @param name a second task of one name is not added
 */
export async function addDeliveryTask(task: DeliveryTask, name: string): Promise<void> {
  try {
    await getFunctions(appForTasks()).taskQueue<DeliveryTask>(QUEUE).enqueue(task, { id: name });
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
