import { randomBytes } from 'node:crypto';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { signatureHeaders, writeSecret } from './signature.ts';

const secret = randomBytes(32);
const former = randomBytes(32);
const message = { id: 'msg_1', body: '{"type":"call.started","data":{"title":"ä🙂"}}' };

describe('a signature', () => {
  test('is what the reference library of Standard Webhooks verifies', () => {
    const headers = signatureHeaders(message, Date.now(), [secret]);
    expect(new Webhook(writeSecret(secret)).verify(message.body, headers)).toEqual(JSON.parse(message.body));
  });

  test('is the one that the reference library makes', () => {
    const sentAt = new Date(1_774_747_800_123);
    const { 'webhook-signature': signature } = signatureHeaders(message, sentAt.getTime(), [secret]);
    expect(signature).toBe(new Webhook(writeSecret(secret)).sign(message.id, sentAt, message.body));
  });

  test('is there for the old and for the new secret while one replaces the other', () => {
    const headers = signatureHeaders(message, Date.now(), [secret, former]);
    for (const known of [secret, former]) {
      expect(() => new Webhook(writeSecret(known)).verify(message.body, headers)).not.toThrow();
    }
    const stranger = new Webhook(writeSecret(randomBytes(32)));
    expect(() => stranger.verify(message.body, headers)).toThrow(WebhookVerificationError);
  });

  test.each([
    ['the body', { body: `${message.body} ` }],
    ['the ID', { 'webhook-id': 'msg_2' }],
    ['the time', { 'webhook-timestamp': `${Math.floor(Date.now() / 1000) - 1}` }],
  ])('does not hold when %s is changed', (_, change) => {
    const { body, ...headers } = {
      body: message.body,
      ...signatureHeaders(message, Date.now(), [secret]),
      ...change,
    };
    expect(() => new Webhook(writeSecret(secret)).verify(body, headers)).toThrow(WebhookVerificationError);
  });

  test('does not hold for long, since it tells when it was made', () => {
    const headers = signatureHeaders(message, Date.now() - 6 * 60_000, [secret]);
    expect(() => new Webhook(writeSecret(secret)).verify(message.body, headers)).toThrow('too old');
  });
});
