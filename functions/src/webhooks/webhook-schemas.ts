/** What requests and answers about webhooks look like. The same schemas check requests and make the OpenAPI document. */
import * as z from 'zod';
import { EVENT_TYPES } from './booking-event.ts';
import { DELIVERY_STATES } from './delivery.ts';
import { MAX_ADDRESS_LENGTH } from './webhook-address.ts';

const ID = /^[A-Za-z0-9_-]{22}$/;

const url = z
  .string()
  .max(MAX_ADDRESS_LENGTH)
  .meta({
    description: 'Where to send: an https address on the public internet, without a user name or a password.',
    examples: ['https://booking.example.com/parley'],
  });

const events = z
  .array(z.enum(EVENT_TYPES))
  .min(1)
  .refine((types) => new Set(types).size === types.length, 'must name each event once')
  .meta({ description: 'What to hear of.' });

const utcTime = z.iso
  .datetime()
  .meta({ description: 'RFC 3339, in UTC.', examples: ['2027-01-15T08:30:00.000Z'] });

export const newWebhook = z
  .strictObject({ url, events: events.default([...EVENT_TYPES]) })
  .meta({ id: 'NewWebhook', description: 'All events, unless you name some.' });

const shown = {
  id: z.string().regex(ID),
  url,
  events,
  createdAt: utcTime,
  formerSecretUntil: utcTime.nullable().meta({
    description: 'Until when messages are signed with the secret before this one, too.',
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
    type: z.enum(EVENT_TYPES),
    state: z.enum(DELIVERY_STATES).meta({
      description: '`pending`: it is being tried. `delivered`. `failed`: nobody tries any more.',
    }),
    attempts: z.int().min(0),
    lastStatus: z.int().nullable().meta({ description: 'What the receiver answered last.' }),
    lastProblem: z.enum(['blocked', 'timed-out', 'unreachable', 'webhook-deleted']).nullable().meta({
      description: 'Why there was no answer. `blocked`: the address leads to no public one.',
    }),
    createdAt: utcTime,
  })
  .meta({ id: 'WebhookDelivery' });

export const webhookDeliveryList = z
  .strictObject({ deliveries: z.array(webhookDelivery) })
  .meta({ id: 'WebhookDeliveryList' });
