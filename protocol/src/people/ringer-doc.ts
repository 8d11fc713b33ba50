import { parseRandomId } from '../ids/random-id.ts';
import { MAX_PEOPLE_RUNG, MAX_RINGS_PER_PERSON } from '../reading/limits.ts';
import { parseRecord, parseTime } from '../reading/parsing.ts';

/** The name of the collection: `ringers/{caller's uid}`. */
export const RINGERS = 'ringers';

/** How often a user has rung whom. Theirs alone to read: whoever is rung learns nothing of the others. */
export interface RingerDoc {
  /** When the present window began. */
  readonly since: number;
  /** How often each was rung in it, by their uid. */
  readonly rung: Readonly<Record<string, number>>;
  /** The ring that was counted last: none is written that is not. */
  readonly lastRing: string;
  /** For TTL and the sweep. */
  readonly expiresAt: number;
}

/** @throws {ProtocolError} `invalid` */
export function parseRingerDoc(value: unknown): RingerDoc {
  const { since, rung, lastRing, expiresAt } = parseRecord(value, 'ringer', [
    ...(['since', 'rung', 'lastRing', 'expiresAt'] as const),
  ]);
  return {
    since: parseTime(since, 'ringer.since'),
    rung: parseRung(rung),
    lastRing: parseRandomId(lastRing, 'ringer.lastRing'),
    expiresAt: parseTime(expiresAt, 'ringer.expiresAt'),
  };
}

/** What counts in no way that is known does not count: whoever rings too often is refused all the same. */
function parseRung(value: unknown): Record<string, number> {
  const counts = Object.entries(parseRecord(value, 'ringer.rung', []));
  return Object.fromEntries(
    counts.filter((each): each is [string, number] => isCount(each[1])).slice(0, MAX_PEOPLE_RUNG),
  );
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MAX_RINGS_PER_PERSON;
}
