/** What requests and answers about webhooks look like. The same schemas check requests and make the OpenAPI document. */
import * as z from 'zod';
import { time, utcTime } from '../http/time-schemas.ts';
import { MAX_ADDRESS_LENGTH } from './addresses/webhook-address.ts';
import { DELIVERY_STATES } from './deliveries/delivery.ts';
import { EVENT_TYPES } from './events/booking-event.ts';
import { MESSAGE_TYPES } from './events/message-type.ts';
import { DISABLED_BECAUSE } from './registry/webhook.ts';

const ID = /^[A-Za-z0-9_-]{22}$/;

const url = z
  .string()
  .max(MAX_ADDRESS_LENGTH)
  .meta({
    description: 'Where to send: an https address on the public internet, without a user name or a password.',
    examples: ['https://booking.example.com/parley'],
    format: 'uri',
  });

const events = z
  .array(z.enum(EVENT_TYPES))
  .min(1)
  .refine((types) => new Set(types).size === types.length, 'must name each event once')
  .meta({ description: 'What to hear of.', uniqueItems: true });

export const newWebhook = z
  .strictObject({ url, events: events.default([...EVENT_TYPES]) })
  .meta({ id: 'NewWebhook', description: 'All events, unless you name some.' });

const status = z.enum(['enabled', 'disabled']).meta({
  description: '`disabled`: nothing is sent there. What happens meanwhile can be replayed afterwards.',
});

export const webhookChange = z
  .strictObject({ url: url.optional(), events: events.optional(), status: status.optional() })
  .meta({ id: 'WebhookChange', description: 'What is not named stays as it is. Its secret stays, too.' });

export const newReplay = z
  .strictObject({
    since: time.meta({ description: 'Messages that were made at this time or later, and have failed.' }),
  })
  .meta({ id: 'NewReplay' });

export const replay = z
  .strictObject({
    replayed: z.int().min(0).meta({ description: 'So many messages are on their way: at most 200.' }),
    nextSince: utcTime.nullable().meta({
      description: 'From where to go on with another request; null: there are no more.',
    }),
  })
  .meta({ id: 'Replay' });

const shown = {
  id: z.string().regex(ID),
  url,
  events,
  createdAt: utcTime,
  formerSecretUntil: utcTime.nullable().meta({
    description: 'Until when messages are signed with the secret before this one, too.',
  }),
  status,
  failingSince: utcTime.nullable().meta({
    description: 'Since when every attempt has failed. After four days of that nothing is sent any more.',
  }),
  disabledAt: utcTime.nullable(),
  disabledBecause: z.enum(DISABLED_BECAUSE).nullable().meta({
    description:
      '`gone`: your server has answered 410. `failing`: every attempt of four days has failed. `request`: you asked for it.',
  }),
};

export const webhook = z.strictObject(shown).meta({ id: 'Webhook' });

export const webhookWithSecret = z
  .strictObject({
    ...shown,
    secret: z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/]{43}=$/)
      .meta({ description: 'What messages are signed with. It is shown this once.' }),
  })
  .meta({ id: 'WebhookWithSecret' });

export const webhookList = z.strictObject({ webhooks: z.array(webhook) }).meta({ id: 'WebhookList' });

export const webhookDelivery = z
  .strictObject({
    id: z.string().regex(ID).meta({ description: 'For replaying it.' }),
    messageId: z.string().meta({ description: 'What the receiver gets as `webhook-id`.' }),
    callId: z.string().regex(ID).nullable().meta({
      description:
        'Of which call it tells; null: of none, as `webhook.test`. It stays when what was said about the call is erased.',
    }),
    type: z.enum(MESSAGE_TYPES),
    state: z.enum(DELIVERY_STATES).meta({
      description: '`pending`: it is being tried. `delivered`. `failed`: nobody tries any more.',
    }),
    attempts: z.int().min(0),
    lastStatus: z.int().nullable().meta({ description: 'What the receiver answered last.' }),
    lastProblem: z
      .enum(['blocked', 'timed-out', 'unreachable', 'webhook-deleted', 'webhook-disabled'])
      .nullable()
      .meta({ description: 'Why there was no answer. `blocked`: the address leads to no public one.' }),
    createdAt: utcTime,
  })
  .meta({ id: 'WebhookDelivery' });

export const webhookDeliveryList = z
  .strictObject({ deliveries: z.array(webhookDelivery) })
  .meta({ id: 'WebhookDeliveryList' });
