/**
 * Shows that somebody rings, with buttons, which browsers have on the notifications of service workers alone; and says in the page that
 * rings what was pressed. It answers no request and keeps nothing.
 */
import type { RingAnswerMessage, ShowRingMessage } from './ring-message.ts';

/** What is used here of a service worker's own world, which the library of pages does not have. */
interface Page {
  readonly id: string;
  postMessage(message: RingAnswerMessage): void;
  focus(): Promise<unknown>;
}

interface PageMessageEvent extends ExtendableEvent {
  readonly source: Page | null;
  readonly data: unknown;
}

interface ExtendableEvent extends Event {
  waitUntil(promise: Promise<unknown>): void;
}

interface NotificationClickEvent extends ExtendableEvent {
  readonly notification: Notification;
  readonly action: string;
}

interface RingWorkerScope {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    get(id: string): Promise<Page | undefined>;
    openWindow(url: string): Promise<unknown>;
  };
  addEventListener(type: 'message', listener: (event: PageMessageEvent) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: NotificationClickEvent) => void): void;
}

const scope = globalThis as unknown as RingWorkerScope;

scope.addEventListener('message', (event) => {
  const { source, data } = event;
  if (source === null || !isShowRing(data)) return;
  const { title, options, ring } = data;
  const shown = { ...options, data: { page: source.id, ring } };
  event.waitUntil(scope.registration.showNotification(title, shown));
});

scope.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(answer(event.notification.data, event.action));
});

/** Firebase's sign-in greets whatever worker there is, which would be shown to people as “undefined”. */
function isShowRing(data: unknown): data is ShowRingMessage {
  return typeof data === 'object' && data !== null && 'title' in data && 'ring' in data;
}

async function answer({ page, ring }: { page: string; ring: string }, action: string): Promise<void> {
  const there = await scope.clients.get(page);
  // Its page is closed: a new one rings, if it still does.
  if (there === undefined) return void (await scope.clients.openWindow('/'));
  there.postMessage({
    type: 'ring-answer',
    ring,
    answer: action === 'accept' || action === 'decline' ? action : 'look',
  });
  // Whoever does not come has nothing to look at.
  if (action !== 'decline') await there.focus().catch(() => {});
}
