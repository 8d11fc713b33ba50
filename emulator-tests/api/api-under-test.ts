import { randomBytes } from 'node:crypto';
import type { Firestore } from 'firebase-admin/firestore';
import { createApi } from '../../functions/src/api.ts';
import { BookingSecrets } from '../../functions/src/bookings/booking-secrets.ts';
import type { RequestLog } from '../../functions/src/http/handle-request.ts';
import type { ApiKey } from '../../functions/src/keys/api-key.ts';
import { ApiKeyRegister } from '../../functions/src/keys/api-key-register.ts';
import { ServerSecret } from '../../functions/src/secret/server-secret.ts';
import { connectFirestore } from '../functions/firestore-under-test.ts';

export const ORIGIN = 'https://call.example';
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

export interface Sent {
  readonly key?: string | null;
  readonly json?: unknown;
  readonly body?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined: the body is not JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: each test knows what it asked for
  readonly json: any;
}

/** The whole API in this process, on the emulator's Firestore and by a clock of its own. */
export class ApiUnderTest {
  readonly firestore;
  readonly close: () => Promise<void>;
  readonly secret = new ServerSecret(randomBytes(32).toString('base64url'));
  readonly secrets = new BookingSecrets(this.secret);
  readonly keys: ApiKeyRegister;
  readonly logged: RequestLog[] = [];
  /** By how much the API's clock is ahead. */
  clockAheadMs = 0;
  readonly #request: (request: Request) => Promise<Response>;
  /** Sent where a test names no other. */
  key = '';

  constructor(name: string, wrap = (firestore: Firestore): Firestore => firestore) {
    const { firestore, close } = connectFirestore(name);
    this.firestore = firestore;
    this.close = close;
    this.keys = new ApiKeyRegister(firestore, this.clock);
    this.#request = createApi({
      firestore: wrap(firestore),
      secret: this.secret,
      origin: ORIGIN,
      log: (entry) => this.logged.push(entry),
      clock: this.clock,
    });
  }

  readonly clock = (): number => Date.now() + this.clockAheadMs;

  /** @returns the text of a new key */
  async createKey(
    options: Partial<
      Pick<ApiKey, 'team' | 'scopes' | 'requestsPerMinute' | 'returnOrigins' | 'maySkipLobby'>
    > = {},
  ): Promise<string> {
    const { team = 'sales', scopes = ['read', 'write'], requestsPerMinute = 10_000 } = options;
    const { returnOrigins = [], maySkipLobby = false } = options;
    const { text } = await this.keys.create({
      name: 'Test',
      team,
      scopes,
      requestsPerMinute,
      returnOrigins,
      maySkipLobby,
      validUntil: null,
    });
    return text;
  }

  /** @param path beneath `/api/v1` */
  async send(
    method: string,
    path: string,
    { key = this.key, json, body, headers }: Sent = {},
  ): Promise<Received> {
    const sent = new Headers(headers);
    if (key !== null) sent.set('Authorization', `Bearer ${key}`);
    if (json !== undefined && !sent.has('Content-Type')) sent.set('Content-Type', 'application/json');
    const content = json === undefined ? body : JSON.stringify(json);
    const request = new Request(`${ORIGIN}/api/v1${path}`, {
      method,
      headers: sent,
      ...(content === undefined ? {} : { body: content }),
    });
    const response = await this.#request(request);
    const text = await response.text();
    const isJson = response.headers.get('Content-Type')?.includes('json') === true;
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: isJson ? JSON.parse(text) : undefined,
    };
  }

  /** A time from now, as programs write it. */
  at(ms: number): string {
    return new Date(this.clock() + ms).toISOString();
  }

  /** Books a call of half an hour that starts in an hour. */
  async book(fields: object = {}, sent: Sent = {}): Promise<Received> {
    const json = { startsAt: this.at(HOUR_MS), durationMinutes: 30, ...fields };
    return this.send('POST', '/calls', { json, ...sent });
  }
}
