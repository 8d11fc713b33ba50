/** What requests and answers look like. The same schemas check requests and make the OpenAPI document. */
import {
  ADMISSIONS,
  DEFAULT_EMPTY_TIMEOUT_SECONDS,
  knownTimeZone,
  MAX_EARLY_ENTRY_MS,
  MAX_EMPTY_TIMEOUT_SECONDS,
  MAX_SCHEDULED_LENGTH_MS,
  MAX_TIME_ZONE_LENGTH,
  MAX_TITLE_LENGTH,
  MIN_EMPTY_TIMEOUT_SECONDS,
} from '@parley/protocol';
import * as z from 'zod';
import { BOOKING_STATUSES } from '../bookings/booking.ts';
import { isStorableTime } from '../stored/storable.ts';

const MINUTE_MS = 60_000;
const MAX_METADATA_ENTRIES = 50;

/** What could end a line of a calendar file, or of a mail's header, is refused rather than repaired. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
const ONE_LINE = /^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/;

function line(maxLength: number) {
  return z.string().max(maxLength).regex(ONE_LINE, 'must be one line of text');
}

const time = z.iso
  .datetime({
    offset: true,
    error: 'must be a time with an offset (RFC 3339), such as 2027-01-15T09:30:00+01:00',
    abort: true,
  })
  .refine((text) => isStorableTime(Date.parse(text)), 'must lie in the years 1 to 9999 of UTC')
  .meta({ description: 'RFC 3339, with an offset.', examples: ['2027-01-15T09:30:00+01:00'] });

const utcTime = z.iso
  .datetime()
  .meta({ description: 'RFC 3339, in UTC.', examples: ['2027-01-15T08:30:00.000Z'] });

const title = line(MAX_TITLE_LENGTH).meta({
  description: 'What the call is about, as both people and their calendars see it.',
  examples: ['Your consultation'],
});

const durationMinutes = z
  .int()
  .min(1)
  .max(MAX_SCHEDULED_LENGTH_MS / MINUTE_MS)
  .meta({ description: 'How long the call may take. Instead of `endsAt`.', examples: [45] });

const timeZone = z
  .string()
  .max(MAX_TIME_ZONE_LENGTH)
  .refine(
    (name) => knownTimeZone(name) !== undefined,
    'must be a time zone of the IANA database, such as Europe/Berlin',
  )
  .meta({ description: 'IANA time zone in which the call was arranged.', examples: ['Europe/Berlin'] });

const invitee = z
  .strictObject({
    name: line(120).optional(),
    email: z.email({ error: 'must be an e-mail address' }).max(254).optional(),
  })
  .meta({ description: 'Named in the calendar file.' });

const admission = z.enum(ADMISSIONS).meta({
  description: 'Who may sit down first: `anyone` of the two, or the guest only `after-host`.',
});

const earlyEntryMinutes = z
  .int()
  .min(0)
  .max(MAX_EARLY_ENTRY_MS / MINUTE_MS)
  .meta({ description: 'How long before its start the call opens.' });

const emptyTimeoutSeconds = z.int().min(MIN_EMPTY_TIMEOUT_SECONDS).max(MAX_EMPTY_TIMEOUT_SECONDS).meta({
  description: 'How long the call goes on after its start when nobody is in it any more.',
});

const externalId = line(200)
  .min(1)
  .meta({ description: 'Your own name for the call, to find it again.', examples: ['order-4711'] });

const metadata = z
  .record(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,39}$/), z.string().max(500))
  .refine(
    (entries) => Object.keys(entries).length <= MAX_METADATA_ENTRIES,
    `must have at most ${MAX_METADATA_ENTRIES} entries`,
  )
  .meta({
    description: `Whatever you want to have back with the call: up to ${MAX_METADATA_ENTRIES} names of up to 40 characters, with texts of up to 500.`,
    examples: [{ customer: '1234' }],
    maxProperties: MAX_METADATA_ENTRIES,
  });

const endsAt = time.meta({ description: 'When the call ends for both. At most 24 hours after the start.' });

const DEFAULT_EARLY_ENTRY_MINUTES = 10;

export const newCall = z
  .strictObject({
    title: title.default(''),
    startsAt: time,
    endsAt: endsAt.optional(),
    durationMinutes: durationMinutes.optional(),
    timeZone: timeZone.default('UTC'),
    host: invitee.optional(),
    guest: invitee.optional(),
    admission: admission.default('anyone'),
    earlyEntryMinutes: earlyEntryMinutes.default(DEFAULT_EARLY_ENTRY_MINUTES),
    emptyTimeoutSeconds: emptyTimeoutSeconds.default(DEFAULT_EMPTY_TIMEOUT_SECONDS),
    externalId: externalId.optional(),
    metadata: metadata.default({}),
  })
  .meta({ id: 'NewCall', description: 'Either `endsAt` or `durationMinutes` is required, and not both.' });

export const callChange = z
  .strictObject({
    title: title.optional(),
    startsAt: time.optional(),
    endsAt: endsAt.optional(),
    durationMinutes: durationMinutes.optional(),
    timeZone: timeZone.optional(),
    host: invitee.nullable().optional(),
    guest: invitee.nullable().optional(),
    admission: admission.optional(),
    earlyEntryMinutes: earlyEntryMinutes.optional(),
    emptyTimeoutSeconds: emptyTimeoutSeconds.optional(),
    externalId: externalId.nullable().optional(),
    metadata: metadata.optional(),
  })
  .meta({
    id: 'CallChange',
    description:
      'What is not named stays as it is; null takes a value away. A call whose start moves keeps its length, and how early it opens, unless they are named too.',
  });

export const call = z
  .strictObject({
    id: z
      .string()
      .regex(/^[A-Za-z0-9_-]{22}$/)
      .meta({ description: 'For this API. It leads to no link.' }),
    status: z.enum(BOOKING_STATUSES).meta({
      description:
        '`scheduled`: nobody may enter yet. `open`: they may, and have not met so far. `live`: they have met. `ended`: they have met, and it is over. `missed`: it is over, and they have not met. `cancelled`.',
    }),
    title,
    startsAt: utcTime,
    endsAt: utcTime,
    timeZone,
    joinUrl: z
      .url()
      .meta({ description: 'For the guest. Whoever has it may enter as the guest: keep it as a secret.' }),
    hostUrl: z
      .url()
      .nullable()
      .meta({ description: 'For the host, and nobody else. Null for an API key without the scope `write`.' }),
    host: invitee.nullable(),
    guest: invitee.nullable(),
    admission,
    earlyEntryMinutes,
    emptyTimeoutSeconds,
    externalId: externalId.nullable(),
    metadata,
    revision: z.int().min(0).meta({ description: 'One more with every change; the number in the ETag.' }),
    createdAt: utcTime,
    updatedAt: utcTime,
    startedAt: utcTime.nullable().meta({ description: 'When the two were first connected.' }),
    endedAt: utcTime.nullable().meta({ description: 'When it ended, if before `endsAt`.' }),
    cancelledAt: utcTime.nullable(),
    links: z.strictObject({
      self: z.url(),
      invitation: z.url().meta({ description: 'The calendar file (.ics). It takes the API key too.' }),
    }),
  })
  .meta({ id: 'Call' });

export const callList = z
  .strictObject({
    calls: z.array(call),
    nextCursor: z.string().nullable().meta({ description: 'For the next page; null when there is none.' }),
  })
  .meta({ id: 'CallList' });

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
  })
  .meta({ id: 'Problem', description: 'RFC 9457.' });

export const callQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20).meta({ description: 'Calls per page.' }),
  cursor: z.string().max(200).optional().meta({ description: '`nextCursor` of the page before.' }),
  status: z.enum(BOOKING_STATUSES).optional(),
  from: time.optional().meta({ description: 'Only calls that start at this time or later.' }),
  to: time.optional().meta({ description: 'Only calls that start before this time.' }),
  externalId: externalId.optional(),
});

export const invitationQuery = z.strictObject({
  for: z.enum(['guest', 'host']).default('guest').meta({
    description: 'Whose link is in it. The host’s takes the scope `write`.',
  }),
});

export const ifMatch = z
  .string()
  .regex(/^(\*|"\d{1,4}"( *, *"\d{1,4}")*)$/, 'must be an ETag of the call, such as "3"')
  .meta({
    description: 'The ETag of the call as you know it. When it has another by now, nothing changes: 412.',
    examples: ['"0"'],
  });

export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, 'must be 1 to 255 visible ASCII characters')
  .meta({
    description:
      'Any text that is new for each request and the same when you repeat it. For 24 hours the repetition gets the first answer and does nothing.',
    examples: ['order-4711-booked'],
  });
