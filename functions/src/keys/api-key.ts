import { type DocumentSnapshot, Timestamp } from 'firebase-admin/firestore';

export const SCOPES = ['read', 'write'] as const;
export type Scope = (typeof SCOPES)[number];

/** `apiKeys/{id}`, without the hash. Times are milliseconds since the epoch. */
export interface ApiKey {
  readonly id: string;
  /** For people: what the key is for. */
  readonly name: string;
  /** Whose calls it sees. */
  readonly team: string;
  readonly scopes: readonly Scope[];
  readonly requestsPerMinute: number;
  readonly createdAt: number;
  /** Null: until it is revoked. */
  readonly validUntil: number | null;
  readonly revokedAt: number | null;
  /** To some minutes; null: never. */
  readonly lastUsedAt: number | null;
}

export interface StoredApiKey extends ApiKey {
  /** SHA-256 of the key's text. */
  readonly hash: Uint8Array;
}

export function isValid({ validUntil, revokedAt }: ApiKey, now: number): boolean {
  return revokedAt === null && (validUntil === null || now < validUntil);
}

/** How long a key that is no longer valid can still be listed. */
const KEPT_MS = 90 * 24 * 60 * 60_000;

export function apiKeyFields(key: StoredApiKey) {
  const { id: _, createdAt, validUntil, revokedAt, lastUsedAt, scopes, hash, ...plain } = key;
  const ends = [validUntil, revokedAt].filter((time) => time !== null);
  return {
    ...plain,
    scopes: [...scopes],
    hash: Buffer.from(hash),
    createdAt: Timestamp.fromMillis(createdAt),
    validUntil: toTimestamp(validUntil),
    revokedAt: toTimestamp(revokedAt),
    lastUsedAt: toTimestamp(lastUsedAt),
    // Null: a key without an end is kept until somebody gives it one.
    expiresAt: ends.length === 0 ? null : Timestamp.fromMillis(Math.min(...ends) + KEPT_MS),
  };
}

/** Only this server writes keys, so their form is known. */
export function readApiKey(snapshot: DocumentSnapshot): StoredApiKey {
  const fields = snapshot.data() as ReturnType<typeof apiKeyFields>;
  const { expiresAt: _, ...kept } = fields;
  return {
    ...kept,
    id: snapshot.id,
    createdAt: fields.createdAt.toMillis(),
    validUntil: fields.validUntil?.toMillis() ?? null,
    revokedAt: fields.revokedAt?.toMillis() ?? null,
    lastUsedAt: fields.lastUsedAt?.toMillis() ?? null,
  };
}

function toTimestamp(time: number | null): Timestamp | null {
  return time === null ? null : Timestamp.fromMillis(time);
}
