/** What only the server reads and writes: no rule matches these. */
export const BOOKINGS = 'bookings';
export const API_KEYS = 'apiKeys';
export const IDEMPOTENCY_KEYS = 'idempotencyKeys';
export const RATE_LIMITS = 'rateLimits';
export const WEBHOOKS = 'webhooks';
export const WEBHOOK_DELIVERIES = 'webhookDeliveries';
export const WEBHOOK_REPLAYS = 'webhookReplays';
