import { MAX_CANDIDATE_LENGTH } from '../reading/limits.ts';
import { isPrivateAddress, isReachableAddress } from './ip-address.ts';

/**
 * `candidate:` foundation, component, transport, priority, address, port, type, and pairs of a name and a value.
 * https://www.rfc-editor.org/rfc/rfc8839#section-5.1
 */
const CANDIDATE =
  /^candidate:[\w+/-]{1,32} [12] udp \d{1,10} (?<address>[\w.:-]{1,64}) (?<port>\d{1,5}) typ (?:host|srflx|prflx|relay)(?: [\w-]+ [\x21-\x7e]+)*$/i;

/**
 * How browsers hide a host's address from pages without a camera. Any other name would send this browser to a name
 * server with it. https://datatracker.ietf.org/doc/draft-ietf-mmusic-mdns-ice-candidates/
 */
const HIDDEN_ADDRESS = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.local$/i;

/**
 * Whether a peer's candidate is one that a browser makes and that this browser may try. Of TCP only active candidates
 * are ever made, and two of those never meet; a passive one would have this browser open connections to wherever a
 * peer says.
 */
export function isUsableCandidate(line: string): boolean {
  if (line.length > MAX_CANDIDATE_LENGTH) return false;
  const { address, port } = CANDIDATE.exec(line)?.groups ?? {};
  if (address === undefined) return false;
  const isHidden = HIDDEN_ADDRESS.test(address);
  return (
    (isHidden || isReachableAddress(address)) &&
    isUsablePort(Number(port), isHidden || isPrivateAddress(address))
  );
}

/** What Chromium allows too: other services live below 1024, and only TURN servers share 80 and 443 with them. */
function isUsablePort(port: number, isPrivate: boolean): boolean {
  if (port > 65_535) return false;
  return port >= 1024 || (!isPrivate && (port === 80 || port === 443));
}
