import { createHmac } from 'node:crypto';

/** How secrets are written for people: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
const PREFIX = 'whsec_';

/** What is sent, each time it is. */
export interface Message {
  /** The same at every attempt, so that a receiver knows what it has seen. */
  readonly id: string;
  readonly body: string;
}

export function writeSecret(secret: Uint8Array): string {
  return PREFIX + Buffer.from(secret).toString('base64');
}

/**
 * The headers of Standard Webhooks.
 * @param sentAt the time of this attempt, so that a receiver can refuse what somebody recorded long ago
 * @param secrets one signature for each: a receiver takes the message if it knows any of them
 */
export function signatureHeaders({ id, body }: Message, sentAt: number, secrets: readonly Uint8Array[]) {
  const timestamp = `${Math.floor(sentAt / 1000)}`;
  const signatures = secrets.map((secret) => {
    const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
    return `v1,${signature}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
