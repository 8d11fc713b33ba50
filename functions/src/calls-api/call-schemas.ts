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
import { BOOKING_STATUSES, ENDED_BY } from '../bookings/booking.ts';
import { problem } from '../http/problem-schema.ts';
import { time, utcTime } from '../http/time-schemas.ts';
import { chosenLink, linkSettings } from './link-schemas.ts';

const MINUTE_MS = 60_000;
const MAX_METADATA_ENTRIES = 50;

/** What could end a line of a calendar file, or of a mail's header, is refused rather than repaired. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it is about
const ONE_LINE = /^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/;

function line(maxLength: number) {
  return z.string().max(maxLength).regex(ONE_LINE, 'must be one line of text');
}

const title = line(MAX_TITLE_LENGTH).meta({
  description: 'What the call is about, as both people and their calendars see it.',
  examples: ['Your consultation'],
});

const durationMinutes = z
  .int()
  .min(1)
  .max(MAX_SCHEDULED_LENGTH_MS / MINUTE_MS)
  .meta({ description: 'How long the call may take. Instead of `endsAt`.', examples: [45] });

const ZONE = { description: 'IANA time zone in which the call was arranged.', examples: ['Europe/Berlin'] };
const timeZone = z.string().max(MAX_TIME_ZONE_LENGTH).meta(ZONE);

/** By whatever name it is asked for, a zone has the one that every library knows. */
const askedTimeZone = timeZone
  .transform((name, context) => {
    const known = knownTimeZone(name);
    if (known !== undefined) return known;
    context.addIssue({
      code: 'custom',
      message: 'must be a time zone of the IANA database, such as Europe/Berlin',
    });
    return z.NEVER;
  })
  .meta(ZONE);

/**
 * Those of RFC 6531 without quotes, comments and address literals: whatever a mail server may have given somebody, in any
 * script, and nothing that could end the line it is written in.
 */
const EMAIL =
  /^(?=.{3,254}$)[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*@([\p{L}\p{M}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])?\.)+[\p{L}\p{M}\p{N}]([\p{L}\p{M}\p{N}-]*[\p{L}\p{M}\p{N}])$/u;

const email = z
  .string()
  .max(254)
  .regex(EMAIL, 'must be an e-mail address')
  .meta({ format: 'idn-email', examples: ['ada@example.com'] });

const invitee = z
  .strictObject({ name: line(120).optional(), email: email.optional() })
  .meta({ description: 'Named in the calendar file.' });

const admission = z.enum(ADMISSIONS).meta({
  description:
    'Who may sit down first: `anyone` of the two, or the guest only `after-host`. With `ask` whoever comes has to knock, and the ' +
    'host lets one person in at a time; a call is made with that or without, and a change of it is refused.',
});

const earlyEntryMinutes = z
  .int()
  .min(0)
  .max(MAX_EARLY_ENTRY_MS / MINUTE_MS)
  .meta({ description: 'How long before its start the call opens.' });

const emptyTimeoutSeconds = z.int().min(MIN_EMPTY_TIMEOUT_SECONDS).max(MAX_EMPTY_TIMEOUT_SECONDS).meta({
  description:
    'How long the call goes on when all have left after they have met; until then it waits for its end.',
});

export const externalId = line(200)
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
    startsAt: time.optional().meta({
      description: 'RFC 3339, with an offset. Left out: now.',
      examples: ['2027-01-15T09:30:00+01:00'],
    }),
    endsAt: endsAt.optional(),
    durationMinutes: durationMinutes.optional(),
    timeZone: askedTimeZone.default('UTC'),
    host: invitee.optional(),
    guest: invitee.optional(),
    hostLink: chosenLink.optional(),
    guestLink: chosenLink.optional(),
    admission: admission.default('anyone'),
    earlyEntryMinutes: earlyEntryMinutes.default(DEFAULT_EARLY_ENTRY_MINUTES),
    emptyTimeoutSeconds: emptyTimeoutSeconds.default(DEFAULT_EMPTY_TIMEOUT_SECONDS),
    externalId: externalId.optional(),
    metadata: metadata.default({}),
  })
  .meta({
    id: 'NewCall',
    description: 'Either `endsAt` or `durationMinutes` is required, and not both.',
    oneOf: [{ required: ['endsAt'] }, { required: ['durationMinutes'] }],
  });

/** In one request. */
const MAX_BATCH_SIZE = 50;

/** Each is checked alone, so that one that is wrong does not keep the others. */
export const newCalls = z
  .strictObject({
    calls: z
      .array(z.unknown())
      .min(1)
      .max(MAX_BATCH_SIZE)
      .meta({
        description: 'Up to 50, each with a result of its own.',
        items: { $ref: '#/components/schemas/NewCall' },
      }),
  })
  .meta({ id: 'NewCalls' });

export const callChange = z
  .strictObject({
    title: title.optional(),
    startsAt: time.optional(),
    endsAt: endsAt.optional(),
    durationMinutes: durationMinutes.optional(),
    timeZone: askedTimeZone.optional(),
    host: invitee.nullable().optional(),
    guest: invitee.nullable().optional(),
    hostLink: chosenLink.nullable().optional(),
    guestLink: chosenLink.nullable().optional(),
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
    not: { required: ['endsAt', 'durationMinutes'] },
  });

export const newGuestLink = z
  .strictObject({ guest: invitee.nullable().optional(), guestLink: chosenLink.nullable().optional() })
  .meta({
    id: 'NewGuestLink',
    description:
      'Who is to come by the new link; null: nobody is named. Left out: the same person. What was decided for the link stays unless it is named, except for the `displayName` of another guest.',
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
    hostLink: linkSettings.nullable(),
    guestLink: linkSettings.nullable(),
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
    endedBy: z.enum(ENDED_BY).nullable().meta({
      description:
        'Once it is `ended` or `missed`. `host`; `empty`: all had left; `time`; `api`: this API, asked to end it; `cancellation`: it was cancelled while it went on.',
    }),
    cancelledAt: utcTime.nullable(),
    hostCameAt: utcTime.nullable().meta({ description: 'When the host first pressed Join.' }),
    hostLeftAt: utcTime.nullable().meta({
      description: 'When the host last left. Somebody who vanishes without a word has not.',
    }),
    guestCameAt: utcTime.nullable().meta({ description: 'When the guest first pressed Join.' }),
    guestLeftAt: utcTime.nullable().meta({ description: 'When the guest last left.' }),
    durationSeconds: z
      .int()
      .min(0)
      .nullable()
      .meta({ description: 'From the first meeting to the end, once it is over.' }),
    absent: z
      .array(z.enum(['host', 'guest']))
      .nullable()
      .meta({
        description:
          'Who never came, once it is `ended` or `missed`. Empty: both came, though not always together.',
      }),
    links: z.strictObject({
      self: z.url(),
      invitation: z.url().meta({ description: 'The calendar file (.ics). It takes the API key too.' }),
      invitationMail: z.url().meta({ description: 'The body of a mail. It takes the API key too.' }),
      googleCalendar: z.url().meta({
        description: 'For the guest: opens the form for a new entry, filled in. Tells Google the join link.',
      }),
      outlookCalendar: z.url().meta({ description: 'The same for a private account at Microsoft.' }),
      office365Calendar: z.url().meta({ description: 'The same for that of a firm or a school.' }),
    }),
  })
  .meta({ id: 'Call' });

export const callList = z
  .strictObject({
    calls: z.array(call),
    nextCursor: z.string().nullable().meta({ description: 'For the next page; null when there is none.' }),
  })
  .meta({ id: 'CallList' });

export const batchResults = z
  .strictObject({
    results: z
      .array(
        z
          .strictObject({
            status: z
              .int()
              .meta({ description: '201, or what the call alone would have been refused with.' }),
            call: call.optional(),
            problem: problem.optional(),
          })
          .meta({ description: 'Either has `call` or `problem`.' }),
      )
      .meta({ description: 'In the order of the request.' }),
  })
  .meta({ id: 'BatchResults' });
