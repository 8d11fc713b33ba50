import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook as Verifier } from 'standardwebhooks';
import { vi } from 'vitest';

export interface ReceivedMessage {
  readonly id: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it waits for
  readonly json: any;
}

/** Somebody's server that takes webhooks and verifies them with the reference library of Standard Webhooks. */
export class Receiver {
  readonly received: ReceivedMessage[] = [];
  /** What it answers next; when there is nothing left, 204. */
  readonly answers: number[] = [];
  /** What it says with each answer; undefined: nothing. */
  retryAfter: string | undefined;
  /** What it does before it answers. */
  before: () => Promise<void> = async () => {};
  readonly #server: Server;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request.setEncoding('utf8')) body += chunk;
      const headers = request.headers as Record<string, string>;
      this.received.push({ id: `${headers['webhook-id']}`, headers, body, json: JSON.parse(body) });
      await this.before();
      const headersOfAnswer = this.retryAfter === undefined ? {} : { 'Retry-After': this.retryAfter };
      response.writeHead(this.answers.shift() ?? 204, headersOfAnswer).end('words that nobody keeps');
    });
  }

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((listening) => receiver.#server.listen(0, '127.0.0.1', listening));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook?word=in-the-address`;
  }

  /** The messages of this type, once there are so many. */
  async messages(type: string, count = 1): Promise<readonly ReceivedMessage[]> {
    const ofType = () => this.received.filter(({ json }) => json.type === type);
    await vi.waitUntil(() => ofType().length >= count, { timeout: 40_000, interval: 50 });
    return ofType();
  }

  /** What it was told of calls, in the order in which it came. */
  callTypes(): readonly string[] {
    const types: string[] = this.received.map(({ json }) => json.type);
    return types.filter((type) => type.startsWith('call.'));
  }

  async message(type: string): Promise<ReceivedMessage> {
    const [message] = await this.messages(type);
    if (message === undefined) throw new Error('It was waited for');
    return message;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => this.#server.close(closed));
  }
}

/** @throws when the message was not signed with this secret, or not just now */
export function verify({ headers, body }: ReceivedMessage, secret: string): void {
  new Verifier(secret).verify(body, headers);
}
