import {
  ANSWER_CANDIDATES,
  CREATORS,
  HOLDERS,
  KNOCKS,
  NAME_TRIES,
  NAMES,
  OFFER_CANDIDATES,
  RETIRED,
  RINGERS,
  RINGS,
  ROOM_CREATORS,
  SPOKEN_TRIES,
  SPOKEN_WORDS,
} from '@parley/protocol';
import {
  API_KEYS,
  BOOKINGS,
  IDEMPOTENCY_KEYS,
  RATE_LIMITS,
  WEBHOOK_DELIVERIES,
  WEBHOOK_REPLAYS,
} from '../stored/collections.ts';

/**
 * What may lie beneath a call. Named here rather than asked of Firestore for each call (`listCollections`), which would
 * be one more paid request per call; a test holds this list against firestore.rules, so that it cannot fall behind.
 */
export const CALL_SUBCOLLECTIONS = [OFFER_CANDIDATES, ANSWER_CANDIDATES, KNOCKS] as const;

/** Collections of documents that stand alone: when one has lapsed, nothing else has to go with it. */
export const STANDALONE_COLLECTIONS = [
  CREATORS,
  ROOM_CREATORS,
  SPOKEN_WORDS,
  SPOKEN_TRIES,
  RETIRED,
  NAME_TRIES,
  NAMES,
  HOLDERS,
  RINGS,
  RINGERS,
  BOOKINGS,
  API_KEYS,
  IDEMPOTENCY_KEYS,
  RATE_LIMITS,
  WEBHOOK_DELIVERIES,
  WEBHOOK_REPLAYS,
] as const;
