import { createHmac } from 'node:crypto';
import { type DocumentSnapshot, type Firestore, Timestamp } from 'firebase-admin/firestore';
import type { Writes } from '../bookings/bookings.ts';
import { openJson, sealJson } from '../secret/sealed-json.ts';
import type { ServerSecret } from '../secret/server-secret.ts';
import { IDEMPOTENCY_KEYS } from '../stored/collections.ts';
import { grpcStatus, isPreconditionFailure } from '../sweep/grpc-status.ts';
import type { Answer } from './answer.ts';
import { Problem } from './problem.ts';

const KEPT_MS = 24 * 60 * 60_000;
const KEY_BYTES = 32;

/** https://grpc.io/docs/guides/status-codes/ */
const ALREADY_EXISTS = 6;
const ABORTED = 10;

/** A request that can be told from others. */
export interface RepeatableRequest {
  readonly team: string;
  /** The Idempotency-Key, which is the team's own. */
  readonly key: string;
  /** Method and path. */
  readonly target: string;
  readonly rawBody: Uint8Array;
}

/** Adds the answer to the commit that the answer is about. */
export type RecordAnswer = (writes: Writes, answer: Answer) => void;

/**
 * Answers a repeated request as it was answered first. The answer is stored in the very commit that does what was asked
 * for, under a name made of the key: of any number of simultaneous requests one commits, and the others find its
 * answer. So there is never a reservation that a killed instance could leave behind.
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
   * @param perform does what is asked for, and records the answer in the same commit
   * @throws {Problem} `idempotency-key-reused`, `request-in-flight`
   */
  async once(
    request: RepeatableRequest,
    perform: (record: RecordAnswer) => Promise<Answer>,
  ): Promise<Answer> {
    const ref = this.#firestore.collection(IDEMPOTENCY_KEYS).doc(this.#hash(request.team, request.key));
    const fingerprint = this.#hash(request.target, request.rawBody);
    const stored = await ref.get();
    if (this.#hasLapsed(stored)) await deleteUnchanged(stored);
    else if (stored.exists) return this.#open(stored, fingerprint);
    try {
      return await perform((writes, answer) =>
        writes.create(ref, {
          fingerprint,
          sealed: Buffer.from(sealJson(this.#sealingKey, ref.path, answer)),
          expiresAt: Timestamp.fromMillis(this.#clock() + KEPT_MS),
        }),
      );
    } catch (error) {
      const status = grpcStatus(error);
      // Another request with this key was faster: its answer is there now, or will be in a moment.
      const winner = status === ALREADY_EXISTS ? await ref.get() : undefined;
      if (winner?.exists) return this.#open(winner, fingerprint);
      if (status !== ALREADY_EXISTS && status !== ABORTED) throw error;
      throw new Problem('request-in-flight', { headers: { 'Retry-After': '1' } });
    }
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

async function deleteUnchanged({ ref, updateTime }: DocumentSnapshot): Promise<void> {
  await ref.delete(updateTime && { lastUpdateTime: updateTime }).catch((error: unknown) => {
    // Somebody else has done it.
    if (!isPreconditionFailure(error)) throw error;
  });
}
