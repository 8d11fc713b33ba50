/**
 * Fifty requests of a kind at once: which statuses come, what is stored then, and how long they took. In this process, as
 * one instance of the functions answers them: the emulator of functions starts a process for each request that comes while
 * another is answered. So it is with the queue of webhooks, of which the emulator knows neither the one instance nor the time.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { BookingSecrets } from '../../functions/src/bookings/booking-secrets.ts';
import { ApiKeyRegister } from '../../functions/src/keys/api-key-register.ts';
import { ServerSecret } from '../../functions/src/secret/server-secret.ts';
import { BOOKINGS, IDEMPOTENCY_KEYS } from '../../functions/src/stored/collections.ts';
import type { connectFirestore } from '../../functions/src/stored/connect-firestore.ts';
import { PRODUCTION_PACE } from '../../functions/src/webhooks/deliveries/attempt-pace.ts';
import { deliver } from '../../functions/src/webhooks/deliveries/deliver.ts';
import { Deliveries } from '../../functions/src/webhooks/deliveries/deliveries.ts';
import type { DeliveryTask } from '../../functions/src/webhooks/deliveries/delivery-queue.ts';
import { publishEvents } from '../../functions/src/webhooks/deliveries/publish-events.ts';
import { TeamShares } from '../../functions/src/webhooks/deliveries/team-shares.ts';
import { readWrittenBooking } from '../../functions/src/webhooks/events/written-booking.ts';
import { WebhookSecrets } from '../../functions/src/webhooks/registry/webhook-secrets.ts';
import { Webhooks } from '../../functions/src/webhooks/registry/webhooks.ts';
import { describeDurations } from '../figures/durations.ts';
import { root } from '../lib/paths.ts';

type Firestore = ReturnType<typeof connectFirestore>['firestore'];

const SIZE = 50;
const CALLS_PER_BATCH = 10;
/** As many tasks as the queue brings at once: `deliverWebhook`. */
const PLACES = 50;
/** Longer than a receiver takes whose team is not a slow one, and shorter than it may take. */
const SLOW_ANSWER_MS = 4_000;
const ORIGIN = 'https://call.example';
const HOUR_MS = 60 * 60_000;

/**
 * @param firestore of a project whose documents no function follows
 * @returns whether every answer had a status that the OpenAPI document has for it, and what is stored is what was answered
 */
export async function measureBursts(firestore: Firestore): Promise<boolean> {
  const bursts = await Bursts.create(firestore);
  await bursts.warmUp();
  const passed = [
    await bursts.creations(),
    await bursts.repetitions(),
    await bursts.changes(),
    await bursts.batches(),
    await bursts.webhooks(),
  ];
  return !passed.includes(false);
}

interface Answered {
  readonly status: number;
  readonly durationMs: number;
  // biome-ignore lint/suspicious/noExplicitAny: each burst knows what it asked for
  readonly json: any;
}

type CreateApi = (options: {
  readonly firestore: Firestore;
  readonly secret: ServerSecret;
  readonly origin: string;
  readonly log: () => void;
  readonly clock: () => number;
}) => (request: Request) => Promise<Response>;

class Bursts {
  readonly #firestore: Firestore;
  readonly #secret = new ServerSecret(randomBytes(32).toString('base64url'));
  readonly #request: (request: Request) => Promise<Response>;
  readonly #documented = readDocumentedStatuses();

  private constructor(firestore: Firestore, createApi: CreateApi) {
    this.#firestore = firestore;
    const [secret, log, clock] = [this.#secret, () => {}, Date.now];
    this.#request = createApi({ firestore, secret, origin: ORIGIN, log, clock });
  }

  static async create(firestore: Firestore): Promise<Bursts> {
    // As it is built: Node reads none of the style sheets among its sources.
    const { createApi } = await import(pathToFileURL(join(root, 'functions/dist/api.js')).href);
    return new Bursts(firestore, createApi);
  }

  async warmUp(): Promise<void> {
    const key = await this.#createKey('warm-up');
    await atOnce(() => this.#book(key, {}));
  }

  async creations(): Promise<boolean> {
    const key = await this.#createKey('creations');
    const answers = await atOnce((index) => this.#book(key, { title: `Call ${index}` }));
    const stored = await this.#count('creations');
    return this.#report('POST /calls', answers, `${stored} calls stored`, stored === count(answers, 201));
  }

  async repetitions(): Promise<boolean> {
    const key = await this.#createKey('repetitions');
    // In one body, or they would be other requests.
    const startsAt = new Date(Date.now() + HOUR_MS).toISOString();
    const headers = { 'Idempotency-Key': 'one-of-all' };
    const answers = await atOnce(() => this.#book(key, { startsAt }, headers));
    const ids = new Set(answers.filter(({ status }) => status === 201).map(({ json }) => json.id));
    const stored = await this.#count('repetitions');
    const { size } = await this.#firestore.collection(IDEMPOTENCY_KEYS).get();
    const words = `${ids.size} answer, ${stored} call and ${size} idempotency key stored`;
    const isOne = ids.size === 1 && stored === 1 && size === 1;
    return this.#report('POST /calls with one Idempotency-Key', answers, words, isOne);
  }

  async changes(): Promise<boolean> {
    const key = await this.#createKey('changes');
    const { json: call } = await this.#book(key, {});
    const path = `/calls/${call.id}`;
    const answers = await atOnce((index) => this.#send(key, 'PATCH', path, { title: `Title ${index}` }));
    const { json: changed } = await this.#send(key, 'GET', path);
    const words = `revision ${changed.revision}, “${changed.title}”`;
    const isCounted = changed.revision === count(answers, 200);
    return this.#report('PATCH /calls/{id} of one call', answers, words, isCounted);
  }

  async batches(): Promise<boolean> {
    const key = await this.#createKey('batches');
    const calls = Array.from({ length: CALLS_PER_BATCH }, () => callIn(HOUR_MS));
    const answers = await atOnce(() => this.#send(key, 'POST', '/calls/batch', { calls }));
    const results = answers.flatMap(({ json }) => json.results ?? []);
    const booked = results.filter(({ status }) => status === 201).length;
    const stored = await this.#count('batches');
    const words = `${booked} of ${SIZE * CALLS_PER_BATCH} booked, ${stored} calls stored`;
    return this.#report(`POST /calls/batch of ${CALLS_PER_BATCH}`, answers, words, stored === booked);
  }

  /** One team's receiver is slow, and another's is not. Over when the quick one has all. */
  async webhooks(): Promise<boolean> {
    const queue = new Queue(this.#firestore, this.#secret);
    const teams = { slow: await Receiver.start(SLOW_ANSWER_MS), quick: await Receiver.start(0) };
    try {
      for (const [team, { url }] of Object.entries(teams)) await queue.listen(team, url);
      const keys = { slow: await this.#createKey('slow'), quick: await this.#createKey('quick') };
      // The slow team is first, so that the quick one's messages come when whatever it may take is taken.
      for (const team of ['slow', 'quick'] as const) {
        const answers = await atOnce(() => this.#book(keys[team], {}));
        await Promise.all(answers.map(({ json }) => queue.publish(json.id)));
      }
      const deadline = Date.now() + 60_000;
      while (teams.quick.waitsMs.length < SIZE && Date.now() < deadline) await setTimeout(50);
      for (const [team, { waitsMs }] of Object.entries(teams)) {
        const words = `${waitsMs.length} messages of ${SIZE} have come`;
        console.log(`Webhooks of the ${team} team: ${words}, after ${describeDurations(waitsMs)}`);
      }
      return teams.quick.waitsMs.length === SIZE;
    } finally {
      queue.stop();
      for (const receiver of Object.values(teams)) receiver.stop();
    }
  }

  #report(what: string, answers: readonly Answered[], stored: string, isRight: boolean): boolean {
    const [method = '', path = ''] = what.split(' ');
    const statuses = [...new Set(answers.map(({ status }) => status))].sort();
    const counted = statuses.map((status) => `${count(answers, status)} × ${status}`).join(', ');
    const durations = describeDurations(answers.map(({ durationMs }) => durationMs));
    console.log(`${what}, ${SIZE} at once: ${counted}; ${stored}; ${durations}`);
    const unnamed = statuses.filter((status) => !this.#documented(method, path).includes(`${status}`));
    if (unnamed.length > 0) console.log(`  not in the OpenAPI document: ${unnamed.join(', ')}`);
    if (!isRight) console.log('  what is stored is not what was answered');
    return unnamed.length === 0 && isRight && statuses.every((status) => status < 500);
  }

  async #createKey(team: string): Promise<string> {
    const chosen = { name: 'api-bursts', team, requestsPerMinute: 100_000, validUntil: Date.now() + HOUR_MS };
    const register = new ApiKeyRegister(this.#firestore);
    return (await register.create({ ...chosen, scopes: ['read', 'write'] })).text;
  }

  #book(key: string, fields: object, headers = {}): Promise<Answered> {
    return this.#send(key, 'POST', '/calls', { ...callIn(HOUR_MS), ...fields }, headers);
  }

  async #send(key: string, method: string, path: string, body?: object, headers = {}): Promise<Answered> {
    const startedAt = performance.now();
    const response = await this.#request(
      new Request(`${ORIGIN}/api/v1${path}`, {
        method,
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    const json = await response.json();
    return { status: response.status, durationMs: performance.now() - startedAt, json };
  }

  async #count(team: string): Promise<number> {
    return (await this.#firestore.collection(BOOKINGS).where('team', '==', team).get()).size;
  }
}

/** What the functions of webhooks do, with a queue in this process. */
class Queue {
  readonly #firestore: Firestore;
  readonly #context;
  readonly #bookingSecrets: BookingSecrets;
  readonly #waiting: DeliveryTask[] = [];
  readonly #stopping = new AbortController();
  #running = 0;

  constructor(firestore: Firestore, secret: ServerSecret) {
    const secrets = new WebhookSecrets(secret);
    this.#firestore = firestore;
    this.#bookingSecrets = new BookingSecrets(secret);
    this.#context = {
      secrets,
      webhooks: new Webhooks(firestore, secrets, Date.now),
      deliveries: new Deliveries(firestore, secrets, Date.now),
      clock: Date.now,
      isLocalAllowed: true,
      pace: PRODUCTION_PACE,
      shares: new TeamShares(Date.now),
    };
  }

  async listen(team: string, url: string): Promise<void> {
    await this.#context.webhooks.create(team, url, ['call.scheduled']);
  }

  /** Tells webhooks that the call was booked. */
  async publish(bookingId: string): Promise<void> {
    const snapshot = await this.#firestore.collection(BOOKINGS).doc(bookingId).get();
    const booking = readWrittenBooking(snapshot, this.#bookingSecrets);
    const enqueue = async (task: DeliveryTask) => this.#add(task);
    await publishEvents({ ...this.#context, isErased: async () => false, enqueue }, null, booking);
  }

  stop(): void {
    this.#stopping.abort();
  }

  #add(task: DeliveryTask): void {
    const wait = setTimeout(Math.max(0, task.notBefore - Date.now()), undefined, this.#stopping);
    wait.then(
      () => {
        this.#waiting.push(task);
        this.#begin();
      },
      () => {},
    );
  }

  #begin(): void {
    while (this.#running < PLACES && !this.#stopping.signal.aborted) {
      const task = this.#waiting.shift();
      if (task === undefined) return;
      this.#running += 1;
      void this.#run(task);
    }
  }

  async #run(task: DeliveryTask): Promise<void> {
    try {
      const { next } = await deliver(task, this.#context);
      if (next !== null) this.#add(next);
    } catch (error) {
      // Those that are under way when it is stopped.
      if (!this.#stopping.signal.aborted) throw error;
    } finally {
      this.#running -= 1;
      this.#begin();
    }
  }
}

/** Somebody's server. */
class Receiver {
  /** How long after its call was booked each message came, in milliseconds. */
  readonly waitsMs: number[] = [];
  readonly #server: Server;

  private constructor(answersAfterMs: number) {
    this.#server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request.setEncoding('utf8')) body += chunk;
      this.waitsMs.push(Date.now() - Date.parse(JSON.parse(body).timestamp));
      await setTimeout(answersAfterMs, undefined, { ref: false });
      response.writeHead(204).end();
    });
  }

  static async start(answersAfterMs: number): Promise<Receiver> {
    const receiver = new Receiver(answersAfterMs);
    await new Promise<void>((listening) => receiver.#server.listen(0, '127.0.0.1', listening));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** By method and path. */
function readDocumentedStatuses(): (method: string, path: string) => readonly string[] {
  const { paths } = JSON.parse(readFileSync(join(root, 'client/openapi.json'), 'utf8'));
  return (method, path) => Object.keys(paths[path][method.toLowerCase()].responses);
}

function callIn(ms: number): object {
  return { startsAt: new Date(Date.now() + ms).toISOString(), durationMinutes: 30 };
}

function atOnce<Result>(one: (index: number) => Promise<Result>): Promise<Result[]> {
  return Promise.all(Array.from({ length: SIZE }, (_, index) => one(index)));
}

function count(answers: readonly Answered[], status: number): number {
  return answers.filter((answer) => answer.status === status).length;
}
