/** What messages to webhooks look like: for the OpenAPI document, and for the tests of what is sent. */
import * as z from 'zod';
import { ENDED_BY } from '../../bookings/booking.ts';
import type { Announcement } from '../../http/announcement.ts';
import { utcTime } from '../../http/time-schemas.ts';
import { type MessageType, TEST_TYPE } from './message-type.ts';

const EXAMPLE = {
  id: 'gn9BGG-t7FFzgY8PryT3Bg',
  externalId: 'order-4711',
  metadata: {},
  revision: 0,
  startsAt: '2027-01-15T08:30:00.000Z',
  endsAt: '2027-01-15T09:00:00.000Z',
};

const call = {
  id: z.string().meta({ description: 'Of the call, for this API.' }),
  externalId: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
  revision: z.int().min(0),
  startsAt: utcTime,
  endsAt: utcTime,
};

const role = z.enum(['host', 'guest']);

/** @param name of its schema; what it tells beside the call, and an example of that */
function announce<Type extends MessageType>(
  type: Type,
  name: string,
  description: string,
  more: z.ZodRawShape = {},
  example: object = {},
): Announcement {
  return message(type, name, description, { ...call, ...more }, { ...EXAMPLE, ...example });
}

function message(
  type: MessageType,
  name: string,
  description: string,
  data: z.ZodRawShape,
  example: { readonly [name: string]: unknown },
): Announcement {
  const [timestamp = EXAMPLE.startsAt] = Object.entries(example).flatMap(([field, value]) =>
    /^(arrived|left|started|ended|cancelled)At$/.test(field) ? [value] : [],
  );
  return {
    summary: type,
    description,
    schema: z
      .strictObject({
        type: z.literal(type),
        timestamp: utcTime.meta({ description: 'When it happened, and not when it is sent.' }),
        data: z.strictObject(data),
      })
      .meta({ id: name, description }),
    example: { type, timestamp, data: example },
  };
}

const [startedAt, endedAt] = ['2027-01-15T08:31:40.000Z', '2027-01-15T08:55:12.000Z'];

export const eventAnnouncements = {
  'call.scheduled': announce('call.scheduled', 'CallScheduledEvent', 'A call was booked.'),
  'call.rescheduled': announce(
    'call.rescheduled',
    'CallRescheduledEvent',
    'A call opens, starts or ends at another time, whoever moved it.',
  ),
  'call.cancelled': announce(
    'call.cancelled',
    'CallCancelledEvent',
    'A call was called off before the two had met, by you or by the host.',
    { cancelledAt: utcTime },
    { cancelledAt: '2027-01-14T12:00:00.000Z' },
  ),
  'call.started': announce(
    'call.started',
    'CallStartedEvent',
    'Both have joined for the first time, and are being connected.',
    { startedAt: utcTime },
    { startedAt },
  ),
  'call.ended': announce(
    'call.ended',
    'CallEndedEvent',
    'A call is over, and the two had met.',
    { startedAt: utcTime, endedAt: utcTime, endedBy: z.enum(ENDED_BY), durationSeconds: z.int().min(0) },
    { endedAt, startedAt, endedBy: 'host', durationSeconds: 1412 },
  ),
  'call.missed': announce(
    'call.missed',
    'CallMissedEvent',
    'A call is over, and the two had not met: said within some minutes after its end.',
    {
      hostCameAt: utcTime.nullable(),
      guestCameAt: utcTime.nullable(),
      absent: z.array(role).meta({
        description: 'Who never came. Empty: both came, at different times.',
      }),
    },
    { hostCameAt: startedAt, guestCameAt: null, absent: ['guest'] },
  ),
  'host.arrived': announce(
    'host.arrived',
    'HostArrivedEvent',
    'The host has pressed Join. Whoever only looks at the page is not told of.',
    { arrivedAt: utcTime },
    { arrivedAt: startedAt },
  ),
  'host.left': announce(
    'host.left',
    'HostLeftEvent',
    'The host has left while the call goes on. A reload is a leaving and an arrival; somebody who vanishes without a word has not left.',
    { leftAt: utcTime },
    { leftAt: endedAt },
  ),
  'guest.arrived': announce(
    'guest.arrived',
    'GuestArrivedEvent',
    'The guest has pressed Join. Whoever only looks at the page is not told of.',
    { arrivedAt: utcTime },
    { arrivedAt: startedAt },
  ),
  'guest.left': announce(
    'guest.left',
    'GuestLeftEvent',
    'The guest has left while the call goes on. A reload is a leaving and an arrival.',
    { leftAt: utcTime },
    { leftAt: endedAt },
  ),
  [TEST_TYPE]: message(
    TEST_TYPE,
    'WebhookTestEvent',
    'You have asked for a test. It is sent to the webhook that you named, whatever events it is for.',
    { webhookId: z.string() },
    { webhookId: 'Jm3vYw0Q5cN8sT1xKz7RbA' },
  ),
} as const satisfies Readonly<Record<MessageType, Announcement>>;
