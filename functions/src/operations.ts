import { callOperations } from './calls-api/call-operations.ts';
import { referenceOperations } from './reference/reference-operations.ts';
import { eventAnnouncements } from './webhooks/events/event-announcements.ts';
import { webhookOperations } from './webhooks/webhook-operations.ts';

/** All that the API does. What does it is put together in `api.ts`, beside which this can be read without a database. */
export const operations = { ...callOperations, ...webhookOperations, ...referenceOperations };

/** All that it tells by itself. */
export const announcements = eventAnnouncements;
