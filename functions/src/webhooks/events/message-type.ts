import { EVENT_TYPES } from './booking-event.ts';

/** What a team sends itself to see whether it arrives. */
export const TEST_TYPE = 'webhook.test';

/** What is sent to webhooks. */
export const MESSAGE_TYPES = [...EVENT_TYPES, TEST_TYPE] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];
