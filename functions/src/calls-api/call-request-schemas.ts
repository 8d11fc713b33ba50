/** What stands in the address and in the headers of a request about calls. */
import * as z from 'zod';
import { BOOKING_STATUSES, MAX_FORMER_GUESTS } from '../bookings/booking.ts';
import { time } from '../http/time-schemas.ts';
import { externalId } from './call-schemas.ts';

export const callQuery = z.strictObject({
  limit: z
    .preprocess(readInteger, z.int().min(1).max(100))
    .default(20)
    .meta({ description: 'Calls per page.' }),
  cursor: z
    .string()
    .max(200)
    .regex(/^[A-Za-z0-9_-]+$/, 'must be the nextCursor of the page before')
    .optional()
    .meta({ description: '`nextCursor` of the page before.' }),
  status: z.enum(BOOKING_STATUSES).optional(),
  from: time.optional().meta({ description: 'Only calls that start at this time or later.' }),
  to: time
    .optional()
    .meta({ description: 'Only calls that start before this time. Not earlier than `from`.' }),
  externalId: externalId.optional(),
  updatedSince: time.optional().meta({
    description:
      'Only calls of which something has become known at this time or later, in the order in which it has: `updatedAt`. Not together with `from` and `to`.',
  }),
});

/** Digits alone: `Number` would take `0x10`, ` 10` and `1e1` too. What is none stays a text, and is refused as that. */
function readInteger(text: unknown): unknown {
  return typeof text === 'string' && /^\d{1,9}$/.test(text) ? Number(text) : text;
}

export const invitationQuery = z.strictObject({
  for: z.enum(['guest', 'host', 'former-guest']).default('guest').meta({
    description:
      'Whose link is in it. The host’s takes the scope `write`. `former-guest`: for whoever had the guest link before this one, whose entry it takes away.',
  }),
  back: z.preprocess(readInteger, z.int().min(1).max(MAX_FORMER_GUESTS)).default(1).meta({
    description: 'For `former-guest`: 1 for the guest link before this one, 2 for the one before that.',
  }),
});

export const cancellationQuery = z.strictObject({
  erase: z.enum(['true', 'false']).default('false').meta({
    description:
      'Whether to forget what was said about the call too: title, people, `externalId`, `metadata`, `hostLink` and `guestLink`, and what is kept of them in messages to webhooks. Of a call that is over as well.',
  }),
});

export const ifMatch = z
  .string()
  .regex(/^(\*|"\d{1,4}"( *, *"\d{1,4}")*)$/, 'must be an ETag of the call, such as "3"')
  .meta({
    description: 'The ETag of the call as you know it. When it has another by now, nothing changes: 412.',
    examples: ['"0"'],
  });
