import { describe, expect, test } from 'vitest';
import type { Booking } from '../../bookings/booking.ts';
import { erased } from '../../bookings/changed-booking.ts';
import { createBooking } from '../../bookings/testing/bookings.ts';
import { ServerSecret } from '../../secret/server-secret.ts';
import { FakeDocuments } from '../../stored/testing/fake-documents.ts';
import { ENABLED, type Webhook } from '../registry/webhook.ts';
import { WebhookSecrets } from '../registry/webhook-secrets.ts';
import type { Webhooks } from '../registry/webhooks.ts';
import { Deliveries } from './deliveries.ts';
import { publishEvents } from './publish-events.ts';

const NOW = Date.UTC(2026, 10, 21);
const booking = createBooking();

function server() {
  const documents = new FakeDocuments();
  const secrets = new WebhookSecrets(new ServerSecret('s'.repeat(43)));
  const deliveries = new Deliveries(documents.firestore, secrets, () => NOW);
  const webhook: Webhook = {
    ...{ id: 'webhook', team: 'sales', url: 'https://a.example', events: ['call.scheduled'] },
    ...{ secretVersion: 1, formerSecretUntil: null, createdAt: NOW, ...ENABLED },
  };
  const state = { webhook, isErased: false, isQueueDown: false, queued: new Set<string>() };
  const publish = (written: Booking = booking) =>
    publishEvents(
      {
        webhooks: { list: async () => [state.webhook] } as unknown as Webhooks,
        deliveries,
        isErased: async () => state.isErased,
        enqueue: async ({ deliveryId }) => {
          if (state.isQueueDown) throw new Error('The queue cannot be reached');
          state.queued.add(deliveryId);
        },
      },
      null,
      { ...written, open: () => written },
    );
  const stored = () =>
    Promise.all([...documents.fields].map(([path]) => deliveries.find(path.split('/')[1] ?? '')));
  return { state, publish, stored };
}

describe('an event', () => {
  test('says what its booking said', async () => {
    const { publish, stored } = server();
    await publish();
    expect(await stored()).toMatchObject([
      { isErased: false, payload: { data: { externalId: 'order-7', metadata: { ticket: '42' } } } },
    ]);
  });

  test('that is published late says nothing that was erased since', async () => {
    const { state, publish, stored } = server();
    state.isErased = true;
    await publish();
    expect(await stored()).toMatchObject([
      { isErased: true, payload: { data: { id: booking.id, externalId: null, metadata: {} } } },
    ]);
    expect(state.queued.size).toBe(1);
  });

  test('of the erased booking itself is known to say nothing', async () => {
    const { publish, stored } = server();
    await publish(erased(booking, booking, NOW));
    expect(await stored()).toMatchObject([{ isErased: true }]);
  });

  test('that was stored and not queued is queued, though its webhook was disabled meanwhile', async () => {
    const { state, publish, stored } = server();
    state.isQueueDown = true;
    await expect(publish()).rejects.toThrow('The queue cannot be reached');
    Object.assign(state, { isQueueDown: false, webhook: { ...state.webhook, disabledAt: NOW } });
    await publish();
    expect([...state.queued]).toEqual((await stored()).map((delivery) => delivery?.id));
  });

  test('of a webhook that is disabled is stored as failed, and not queued', async () => {
    const { state, publish, stored } = server();
    state.webhook = { ...state.webhook, disabledAt: NOW };
    await publish();
    expect(await stored()).toMatchObject([{ state: 'failed', lastOutcome: 'webhook-disabled' }]);
    expect(state.queued.size).toBe(0);
  });
});
