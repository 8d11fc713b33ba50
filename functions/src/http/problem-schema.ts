import * as z from 'zod';

/** What every problem is answered with. Apart from `problem.ts`, for which a callable function would have to load zod. */
export const problem = z
  .strictObject({
    type: z.string().meta({ description: 'Leads to the explanation in the reference.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    errors: z
      .array(
        z.strictObject({
          pointer: z.string().optional().meta({ description: 'JSON Pointer into the body: `#/host/email`.' }),
          parameter: z.string().optional().meta({ description: 'The name of a query parameter.' }),
          header: z.string().optional().meta({ description: 'The name of a header.' }),
          detail: z.string(),
        }),
      )
      .optional()
      .meta({ description: 'Each field that is wrong.' }),
    webhookId: z.string().optional().meta({ description: 'With `webhook-exists`: which it is.' }),
  })
  .meta({ id: 'Problem', description: 'RFC 9457.' });
