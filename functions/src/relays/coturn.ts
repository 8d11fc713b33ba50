import { createHmac } from 'node:crypto';
import type { RelayServer } from '@parley/protocol';
import type { RelayProvider } from './relay-provider.ts';

/** 64 bits: two people never share one. */
const USER_BYTES = 8;
const DAY_SECONDS = 24 * 60 * 60;

/**
 * A relay of one's own: coturn, and whatever else knows its `use-auth-secret`. The user's name is the time when it ends and
 * a word that is theirs for a day, so that the relay's quota for each user is one for each person, and it does not learn who that
 * is; the password is what only the two who have the secret can make.
 * https://datatracker.ietf.org/doc/html/draft-uberti-behave-turn-rest-00
 */
export class Coturn implements RelayProvider {
  readonly #urls: readonly string[];
  readonly #secret: string;
  readonly #clock: () => number;

  constructor(urls: readonly string[], secret: string, clock: () => number) {
    this.#urls = urls;
    this.#secret = secret;
    this.#clock = clock;
  }

  async issue(uid: string, validForSeconds: number): Promise<readonly RelayServer[]> {
    const now = Math.ceil(this.#clock() / 1000);
    const day = Math.floor(now / DAY_SECONDS);
    const word = createHmac('sha256', this.#secret).update(`relay-user:${day}:${uid}`).digest();
    const username = `${now + validForSeconds}:${word.subarray(0, USER_BYTES).toString('base64url')}`;
    // SHA-1 is what coturn takes; as an HMAC it is not broken.
    const credential = createHmac('sha1', this.#secret).update(username).digest('base64');
    return [{ urls: this.#urls, username, credential }];
  }
}
