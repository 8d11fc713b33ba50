import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Booking } from '../../functions/src/bookings/booking.ts';
import { BookingSecrets } from '../../functions/src/bookings/booking-secrets.ts';
import { Bookings } from '../../functions/src/bookings/bookings.ts';
import { ServerSecret } from '../../functions/src/secret/server-secret.ts';
import { Deliveries } from '../../functions/src/webhooks/deliveries/deliveries.ts';
import { writeSecret } from '../../functions/src/webhooks/deliveries/signature.ts';
import { EVENT_TYPES } from '../../functions/src/webhooks/events/booking-event.ts';
import type { Webhook } from '../../functions/src/webhooks/registry/webhook.ts';
import { WebhookSecrets } from '../../functions/src/webhooks/registry/webhook-secrets.ts';
import { Webhooks } from '../../functions/src/webhooks/registry/webhooks.ts';
import { connectFirestore } from '../functions/firestore-under-test.ts';

export const MINUTE_MS = 60_000;

/** What the functions of the suite work with, in this process: the same database and the same secret. */
export class WebhooksUnderTest {
  readonly firestore;
  readonly close: () => Promise<void>;
  readonly bookingSecrets: BookingSecrets;
  readonly secrets: WebhookSecrets;
  readonly bookings: Bookings;
  readonly webhooks: Webhooks;
  readonly deliveries: Deliveries;
  /** By how much the clock here is ahead of the functions' own. */
  clockAheadMs = 0;

  constructor(name: string, projectId?: string) {
    const { firestore, close } = connectFirestore(name, projectId);
    this.firestore = firestore;
    this.close = close;
    const secret = new ServerSecret(readLocalSecret());
    this.bookingSecrets = new BookingSecrets(secret);
    this.secrets = new WebhookSecrets(secret);
    this.bookings = new Bookings(firestore, this.bookingSecrets, this.clock);
    this.webhooks = new Webhooks(firestore, this.secrets, this.clock);
    this.deliveries = new Deliveries(firestore, this.secrets, this.clock);
  }

  readonly clock = (): number => Date.now() + this.clockAheadMs;

  async listen(url: string, team = 'sales'): Promise<Webhook> {
    return this.webhooks.create(team, url, EVENT_TYPES);
  }

  /** As a receiver is told it. */
  secretOf(webhook: Webhook): string {
    return writeSecret(this.secrets.signingSecret(webhook));
  }

  /** Books a call that has just opened and starts in a minute. */
  book(team = 'sales'): Promise<Booking> {
    const startsAt = Date.now() + MINUTE_MS;
    return this.bookings.create(team, {
      opensAt: startsAt - 10 * MINUTE_MS,
      startsAt,
      endsAt: startsAt + 30 * MINUTE_MS,
      admission: 'anyone',
      emptyTimeoutSeconds: 600,
      details: {
        title: 'Quarterly numbers',
        timeZone: 'Europe/Zurich',
        host: { name: 'Ada', email: 'ada@parley.example' },
        guest: null,
        externalId: 'order-7',
        metadata: { ticket: '42' },
      },
    });
  }
}

/** What the suite was started with: `scripts/suite/server-secrets.ts`. */
function readLocalSecret(): string {
  const file = readFileSync(join(import.meta.dirname, '../../functions/.secret.local'), 'utf8');
  return /^PARLEY_SECRET=(\S+)$/m.exec(file)?.[1] ?? '';
}
