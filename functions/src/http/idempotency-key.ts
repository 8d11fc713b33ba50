import * as z from 'zod';

/** The header by which a request is known when it is repeated. */
export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters')
  .meta({
    description:
      'Any text that is new for each request and the same when you repeat it. For 24 hours the repetition gets the first answer and does nothing.',
    examples: ['order-4711-booked'],
  });
