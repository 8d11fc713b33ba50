import { createHmac } from 'node:crypto';
import {
  type DocumentSnapshot,
  type Firestore,
  GrpcStatus,
  Timestamp,
  type Transaction,
  type WriteBatch,
} from 'firebase-admin/firestore';
import { openJson, sealJson } from '../secret/sealed-json.ts';
import type { ServerSecret } from '../secret/server-secret.ts';
import { IDEMPOTENCY_KEYS } from '../stored/collections.ts';
import { grpcStatus, isPreconditionFailure } from '../stored/grpc-status.ts';
import type { Answer } from './answer.ts';
import { Problem } from './problem.ts';

const KEPT_MS = 24 * 60 * 60_000;
const KEY_BYTES = 32;

/** A request that can be told from others. */
export interface RepeatableRequest {
  readonly team: string;
  /** The Idempotency-Key, which is the team's own; undefined: no request repeats this one. */
  readonly key: string | undefined;
  /** Method and path. */
  readonly target: string;
  readonly rawBody: Uint8Array;
}

/** Adds to a commit the answer to whoever asked for it. */
export type RecordAnswer = (commit: Pick<WriteBatch | Transaction, 'create'>, answer: Answer) => void;

/**
 * Answers a repeated request as it was answered first. The answer is stored in the very commit that does what was asked
 * for, under a name made of the key: of any number of requests one commits, and the others find its answer. So there is
 * never a reservation that a killed instance could leave behind, and nothing to look up for a key that is new.
 */
export class Idempotency {
  readonly #firestore: Firestore;
  readonly #clock: () => number;
  readonly #sealingKey: Uint8Array;
  readonly #hashKey: Uint8Array;

  constructor(firestore: Firestore, secret: ServerSecret, clock: () => number) {
    this.#firestore = firestore;
    this.#clock = clock;
    this.#sealingKey = secret.derive('idempotent answers', KEY_BYTES);
    this.#hashKey = secret.derive('idempotency keys', KEY_BYTES);
  }

  /**
   * @param perform does what is asked for in one commit, and has the answer recorded in it
   * @returns what was recorded, now or when this was asked for first
   * @throws {Problem} `idempotency-key-reused`, `request-in-flight`
   */
  async once(
    request: RepeatableRequest,
    perform: (record: RecordAnswer) => Promise<unknown>,
  ): Promise<Answer> {
    const { team, key, target, rawBody } = request;
    if (key === undefined) return performRecorded(perform, () => {});
    const ref = this.#ref(team, key);
    const fingerprint = this.#hash(target, rawBody);
    try {
      return await performRecorded(perform, (commit, answer) => {
        commit.create(ref, {
          fingerprint,
          sealed: Buffer.from(sealJson(this.#sealingKey, ref.path, answer)),
          expiresAt: Timestamp.fromMillis(this.#clock() + KEPT_MS),
        });
      });
    } catch (error) {
      // Why it could not be done is of interest only if it has not been done before: a repetition may well fail otherwise.
      const stored = await ref.get();
      const isLapsed = this.#hasLapsed(stored);
      if (stored.exists && !isLapsed) return this.#open(stored, fingerprint);
      const status = grpcStatus(error);
      if (isLapsed && status === GrpcStatus.ALREADY_EXISTS) {
        await deleteUnchanged(stored);
        return this.once(request, perform);
      }
      if (status !== GrpcStatus.ALREADY_EXISTS && status !== GrpcStatus.ABORTED) throw error;
      // Another request with this key is faster: its answer will be there in a moment.
      throw new Problem('request-in-flight', { headers: { 'Retry-After': '1' } });
    }
  }

  /**
   * What requests were answered before, looked up at once: for whoever has many of them, and must not do the work of each to
   * find out which are new. Whether one is done is left to `once`, since another instance may be at it.
   * @returns for each what gives its answer, or throws `idempotency-key-reused`; undefined: there is none so far
   */
  async find(requests: readonly RepeatableRequest[]): Promise<readonly ((() => Answer) | undefined)[]> {
    const keyed = requests.flatMap(({ team, key }) => (key === undefined ? [] : [this.#ref(team, key)]));
    if (keyed.length === 0) return requests.map(() => undefined);
    const stored = new Map((await this.#firestore.getAll(...keyed)).map((found) => [found.ref.path, found]));
    return requests.map(({ team, key, target, rawBody }) => {
      const found = key === undefined ? undefined : stored.get(this.#ref(team, key).path);
      if (!found?.exists || this.#hasLapsed(found)) return undefined;
      return () => this.#open(found, this.#hash(target, rawBody));
    });
  }

  #ref(team: string, key: string) {
    return this.#firestore.collection(IDEMPOTENCY_KEYS).doc(this.#hash(team, key));
  }

  #open(stored: DocumentSnapshot, fingerprint: string): Answer {
    if (stored.get('fingerprint') !== fingerprint) throw new Problem('idempotency-key-reused');
    return openJson(this.#sealingKey, stored.ref.path, stored.get('sealed')) as Answer;
  }

  /** Neither the sweep nor a TTL policy is there in the instant. */
  #hasLapsed(stored: DocumentSnapshot): boolean {
    return stored.exists && stored.get('expiresAt').toMillis() <= this.#clock();
  }

  #hash(scope: string, value: string | Uint8Array): string {
    return createHmac('sha256', this.#hashKey).update(`${scope}\n`).update(value).digest('base64url');
  }
}

async function performRecorded(
  perform: (record: RecordAnswer) => Promise<unknown>,
  record: RecordAnswer,
): Promise<Answer> {
  const made: { answer?: Answer } = {};
  await perform((commit, answer) => {
    made.answer = answer;
    record(commit, answer);
  });
  if (made.answer === undefined) throw new Error('What was done has no answer');
  return made.answer;
}

async function deleteUnchanged({ ref, updateTime }: DocumentSnapshot): Promise<void> {
  await ref.delete(updateTime && { lastUpdateTime: updateTime }).catch((error: unknown) => {
    // Somebody else has done it.
    if (!isPreconditionFailure(error)) throw error;
  });
}
