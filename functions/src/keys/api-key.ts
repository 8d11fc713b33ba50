import type { DocumentSnapshot } from 'firebase-admin/firestore';
import { fromStored, toTimestamps } from '../stored/stored-value.ts';

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
  /** Where people may go on to from calls that are booked with it: `https://booking.example.com`. */
  readonly returnOrigins: readonly string[];
  /** Whether calls that are booked with it may take people in who have not pressed Join. */
  readonly maySkipLobby: boolean;
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
  const { id: _, createdAt, validUntil, revokedAt, lastUsedAt, scopes, returnOrigins, hash, ...plain } = key;
  const ends = [validUntil, revokedAt].filter((time) => time !== null);
  return {
    ...plain,
    scopes: [...scopes],
    returnOrigins: [...returnOrigins],
    hash: Buffer.from(hash),
    // Null: a key without an end is kept until somebody gives it one.
    ...toTimestamps({ expiresAt: ends.length === 0 ? null : Math.min(...ends) + KEPT_MS }),
    ...toTimestamps({ createdAt, validUntil, revokedAt, lastUsedAt }),
  };
}

/** Only this server writes keys, so their form is known. */
export function readApiKey(snapshot: DocumentSnapshot): StoredApiKey {
  const { expiresAt: _, ...fields } = fromStored(snapshot.data()) as StoredFields;
  // The first keys had neither.
  return { returnOrigins: [], maySkipLobby: false, ...fields, id: snapshot.id };
}

type Later = 'returnOrigins' | 'maySkipLobby';

type StoredFields = Omit<StoredApiKey, 'id' | Later> &
  Partial<Pick<StoredApiKey, Later>> & { readonly expiresAt: number | null };
