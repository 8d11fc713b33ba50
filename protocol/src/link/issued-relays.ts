/** What a site's function gives a page to reach the other through a relay, for some minutes. */
import { invalid, parseInteger, parseRecord, parseText } from '../reading/parsing.ts';
import { ProtocolError } from '../reading/protocol-error.ts';

/** A TURN server, and who its client says that they are. https://www.rfc-editor.org/rfc/rfc8656 */
export interface RelayServer {
  readonly urls: readonly string[];
  readonly username: string;
  readonly credential: string;
}

export interface IssuedRelays {
  /** Empty: this site has none. */
  readonly servers: readonly RelayServer[];
  /** How long they take these credentials from when they were asked for, in seconds. */
  readonly validForSeconds: number;
}

/** Where Hosting passes it on to the function that issues them. */
export const RELAYS_PATH = '/api/relays';

/** Browsers slow down with more, and say so. */
const MAX_SERVERS = 4;
const MAX_URLS = 8;
const MAX_TEXT_LENGTH = 512;
const MAX_VALIDITY_SECONDS = 24 * 60 * 60;
/** As RFC 7065 writes them; only those that ask for credentials. */
const RELAY_URL = /^turns?:[^\s/?#@]{1,255}(\?transport=(udp|tcp))?$/;

export function isRelayUrl(url: unknown): url is string {
  return typeof url === 'string' && RELAY_URL.test(url);
}

/** @throws {ProtocolError} */
export function parseIssuedRelays(value: unknown): IssuedRelays {
  const { servers, validForSeconds } = parseRecord(value, 'relays', ['servers', 'validForSeconds']);
  if (!Array.isArray(servers) || servers.length > MAX_SERVERS)
    throw invalid('servers', `a list of at most ${MAX_SERVERS}`);
  return {
    servers: servers.map(parseServer),
    validForSeconds: parseInteger(validForSeconds, 'validForSeconds', { min: 1, max: MAX_VALIDITY_SECONDS }),
  };
}

function parseServer(value: unknown): RelayServer {
  const { urls, ...fields } = parseRecord(value, 'server', ['urls', 'username', 'credential']);
  const areGood =
    Array.isArray(urls) && urls.length >= 1 && urls.length <= MAX_URLS && urls.every(isRelayUrl);
  if (!areGood) throw new ProtocolError('invalid', 'urls must be those of relays');
  const range = { min: 1, max: MAX_TEXT_LENGTH };
  return {
    urls,
    username: parseText(fields.username, 'username', range),
    credential: parseText(fields.credential, 'credential', range),
  };
}
