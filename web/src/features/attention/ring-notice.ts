/**
 * That somebody rings, in a notification with buttons: browsers have those for service workers alone, so whoever can be rung has one,
 * which does nothing else.
 */
import '../../ui/own-scripts.ts';
import type { RingAnswerMessage, ShowRingMessage } from '../../ring-worker/ring-message.ts';

const SCRIPT = '/ring-worker.js';

let isWished = false;
let registration: ServiceWorkerRegistration | undefined;

/** Where there can be no worker, notifications have no buttons. Never rejects. */
export async function setRingWorker(isReachable: boolean): Promise<void> {
  isWished = isReachable;
  const { serviceWorker } = navigator as { readonly serviceWorker?: ServiceWorkerContainer };
  try {
    if (isReachable) {
      const registered = await serviceWorker?.register(SCRIPT, { updateViaCache: 'none' });
      if (isWished) registration = registered;
      else await registered?.unregister();
      return;
    }
    registration = undefined;
    const found = await serviceWorker?.getRegistration('/');
    // Somebody may have chosen otherwise while it was looked for: then it is the one that was registered for that.
    if (!isWished) await found?.unregister();
  } catch {
    // Where storage is blocked, workers are, too.
  }
}

/** @returns false: there is no worker to show it */
export function showRing(message: ShowRingMessage): boolean {
  const worker = registration?.active;
  if (worker === null || worker === undefined) return false;
  worker.postMessage(message);
  return true;
}

/**
 * Takes the notification of this one ring away: by the time that it is found the next may be shown, which is told only once.
 * @param tag as it was shown with
 */
export function closeRing(tag: string, ring: string): void {
  registration
    ?.getNotifications({ tag })
    .then((shown) => {
      for (const each of shown) if (each.data?.ring === ring) each.close();
    })
    .catch(() => {});
}

/** Tells what was pressed in a notification of this page. */
export function onRingAnswer(listener: (message: RingAnswerMessage) => void, signal: AbortSignal): void {
  const { serviceWorker } = navigator as { readonly serviceWorker?: ServiceWorkerContainer };
  serviceWorker?.addEventListener(
    'message',
    ({ data }: MessageEvent<RingAnswerMessage | undefined>) => {
      if (data?.type === 'ring-answer') listener(data);
    },
    { signal },
  );
}
