/**
 * A peer's SDP as this browser may see it. Links are all alike: the media sections of one table in one bundle, DTLS and
 * ICE. What is not that is refused; lines that such a link does not need are left out, so that whatever a browser would
 * do because of them, it does not do for a stranger. Sections that a later version has behind those are let through
 * without use, since a browser has to answer as many as were offered.
 */

import {
  MAX_CANDIDATES_PER_DESCRIPTION,
  MAX_CONTROL_MESSAGE_LENGTH,
  MAX_SDP_LENGTH,
} from '../reading/limits.ts';
import { invalid, parseText } from '../reading/parsing.ts';
import { withoutOrders } from './encoder-orders.ts';
import { isUsableCandidate } from './ice-candidate.ts';
import { MAX_SECTIONS, MIN_SECTIONS, SECTIONS } from './sections.ts';

export type SdpType = 'offer' | 'answer';

interface Section {
  /** The `m=` line; empty for what stands before the first. */
  readonly media: string;
  readonly lines: readonly string[];
  /** One that not every page has, and turned down by whoever answered it: it has no transport. */
  readonly isTurnedDown?: boolean;
}

const RTP = 'UDP/TLS/RTP/SAVPF(?: \\d{1,3}){1,64}';

/** What a section of each kind begins with. The group is the port. */
const MEDIA = {
  audio: new RegExp(`^m=audio (\\d{1,5}) ${RTP}$`),
  video: new RegExp(`^m=video (\\d{1,5}) ${RTP}$`),
  application: /^m=application (\d{1,5}) UDP\/DTLS\/SCTP webrtc-datachannel$/,
} as const;
/** The same of a section that is not in the table: sound or picture of some kind. */
const LATER_MEDIA = new RegExp(`^m=(?:audio|video) (\\d{1,5}) ${RTP}$`);

const TRANSPORT = ['ice-ufrag', 'ice-pwd', 'ice-options', 'fingerprint', 'setup', 'tls-id'];
const DIRECTION = ['sendrecv', 'sendonly', 'recvonly', 'inactive'];
const KNOWN_OF_SESSION = new Set([
  ...TRANSPORT,
  ...DIRECTION,
  'group',
  'extmap-allow-mixed',
  'msid-semantic',
]);
/** What a section that nobody here uses is left without: whoever sends, and where to. */
const UNUSED = new Set([...DIRECTION, 'candidate', 'end-of-candidates', 'msid', 'ssrc', 'ssrc-group']);
const KNOWN_OF_MEDIA = new Set([
  ...[...TRANSPORT, ...DIRECTION, 'mid', 'bundle-only', 'candidate', 'end-of-candidates'],
  ...['rtcp-mux', 'rtcp-mux-only', 'rtcp-rsize', 'rtcp-xr', 'rtcp-fb', 'rtpmap', 'fmtp'],
  ...['extmap', 'extmap-allow-mixed', 'msid', 'ssrc', 'ssrc-group', 'sctp-port', 'max-message-size'],
  'sctp-init',
]);

/** The first chunk of SCTP, which otherwise takes a round trip of its own: draft-hancke-tsvwg-snap. Chromium 156 has 30 bytes. */
const MAX_SCTP_INIT_BYTES = 256;

/** Where media would go without ICE. The browser must not even know. */
const NOWHERE = 'c=IN IP4 0.0.0.0';

const DATA = SECTIONS.findIndex(({ kind }) => kind === 'application');
/** Any message of the control channel, when every character of it takes three bytes of UTF-8. */
const MIN_MESSAGE_BYTES = 3 * MAX_CONTROL_MESSAGE_LENGTH;

const FINGERPRINT_BYTES: Readonly<Record<string, number>> = { 'sha-256': 32, 'sha-384': 48, 'sha-512': 64 };

/**
 * Reads a peer's SDP. https://www.rfc-editor.org/rfc/rfc8829#section-5.8
 * @returns what of it a browser may be given
 * @throws {ProtocolError} `invalid`
 */
export function parseSdp(value: unknown, type: SdpType): string {
  const text = parseText(value, 'sdp', { min: 1, max: MAX_SDP_LENGTH });
  if (!/^(?:[a-z]=[\x20-\x7e]*\r\n)+$/.test(text)) throw invalid('sdp', 'lines of printable characters');
  const [session, ...sections] = splitSections(text.trimEnd().split('\r\n'));
  if (session === undefined || sections.length < MIN_SECTIONS || sections.length > MAX_SECTIONS)
    throw invalid('sdp', 'the media sections of a link');
  const kept = [keepSession(session), ...sections.map((section, index) => keepMedia(section, index, type))];
  checkBundle(kept);
  checkTransport(
    kept.filter(({ isTurnedDown }) => isTurnedDown !== true),
    type,
  );
  checkData(kept[DATA + 1]);
  return kept
    .flatMap(({ media, lines }) => (media === '' ? lines : [media, ...lines]))
    .join('\r\n')
    .concat('\r\n');
}

function splitSections(lines: readonly string[]): Section[] {
  const starts = lines.flatMap((line, index) => (line.startsWith('m=') ? [index] : []));
  return [0, ...starts].map((start, index) => {
    const part = lines.slice(start, starts[index]);
    return index === 0 ? { media: '', lines: part } : { media: part[0] ?? '', lines: part.slice(1) };
  });
}

function keepSession({ media, lines }: Section): Section {
  const head = lines.slice(0, 4).join('\n');
  if (!/^v=0\no=\S+ \d+ \d+ IN IP[46] \S+\ns=.*\nt=0 0$/.test(head)) throw invalid('sdp', 'a session');
  const known = lines.slice(4).filter((line) => isKnown(line, KNOWN_OF_SESSION));
  return { media, lines: [...lines.slice(0, 4), ...known] };
}

function keepMedia(section: Section, index: number, type: SdpType): Section {
  const kind = SECTIONS[index]?.kind;
  const port = Number((kind === undefined ? LATER_MEDIA : MEDIA[kind]).exec(section.media)?.[1] ?? -1);
  if (port < 0 || port > 65_535) throw invalid('media', 'one that links have');
  if (kind === undefined) return keepUnused(section, port);
  const isBundled = type === 'offer' && index > 0 && valuesOf(section, 'bundle-only').length > 0;
  if (port === 0 && !isBundled) {
    if (index >= MIN_SECTIONS) return keepUnused(section, port);
    throw invalid('media', 'one that links have');
  }
  let candidateCount = 0;
  const lines = keepKnown(section).filter((line) => {
    if (!line.startsWith('a=candidate:')) return true;
    if (candidateCount === MAX_CANDIDATES_PER_DESCRIPTION || !isUsableCandidate(line.slice(2))) return false;
    candidateCount += 1;
    return true;
  });
  return { media: section.media, lines: [NOWHERE, ...lines] };
}

function keepKnown({ media, lines }: Section): string[] {
  return lines.flatMap((line) => {
    if (!isKnown(line, KNOWN_OF_MEDIA)) return [];
    if (line.startsWith('a=sctp-init:') && !(media.startsWith('m=application') && isSctpInit(line)))
      return [];
    return line.startsWith('a=fmtp:') ? (withoutOrders(line, media.startsWith('m=audio')) ?? []) : line;
  });
}

/** A section that this version has no use for, so that nothing is ever sent or received in it. */
function keepUnused(section: Section, port: number): Section {
  const isTurnedDown = port === 0 && valuesOf(section, 'bundle-only').length === 0;
  const lines = keepKnown(section).filter((line) => !isKnown(line, UNUSED));
  return { media: section.media, lines: [NOWHERE, ...lines, 'a=inactive'], isTurnedDown };
}

function isKnown(line: string, names: ReadonlySet<string>): boolean {
  const [, name = ''] = /^a=([^:]+)/.exec(line) ?? [];
  return names.has(name);
}

/** One bundle of all sections that have a transport, those that every link has among them. */
function checkBundle([session, ...all]: readonly Section[]): void {
  const sections = all.filter(({ isTurnedDown }) => isTurnedDown !== true);
  const mids = sections.map((section) => only(section, 'mid'));
  if (mids.some((mid) => !/^[\w.+-]{1,16}$/.test(mid)) || new Set(mids).size !== mids.length)
    throw invalid('mid', 'a short name, another in each section');
  if (session === undefined || only(session, 'group') !== `BUNDLE ${mids.join(' ')}`)
    throw invalid('group', 'one bundle of all sections');
  const isApart = (section: Section) =>
    !MEDIA.application.test(section.media) && valuesOf(section, 'rtcp-mux').length === 0;
  if (sections.some(isApart)) throw invalid('rtcp-mux', 'there');
}

/** One transport for all: the same credentials, the same certificates and the same part in each section. */
function checkTransport(sections: readonly Section[], type: SdpType): void {
  const agreed = (name: string) => {
    const [session = [], ...own] = sections.map((section) => valuesOf(section, name));
    const found = own.map((values) => (values.length > 0 ? values : session).join('\n'));
    if (session.length > 0) found.push(session.join('\n'));
    if (found[0] === '' || new Set(found).size !== 1) throw invalid(name, 'there, and the same everywhere');
    return found[0] ?? '';
  };
  // https://www.rfc-editor.org/rfc/rfc8839#section-5.4
  if (!/^[A-Za-z0-9+/]{4,256}$/.test(agreed('ice-ufrag'))) throw invalid('ice-ufrag', '4 to 256 characters');
  if (!/^[A-Za-z0-9+/]{22,256}$/.test(agreed('ice-pwd'))) throw invalid('ice-pwd', '22 to 256 characters');
  if (!agreed('fingerprint').split('\n').every(isStrongFingerprint))
    throw invalid('fingerprint', 'a strong one');
  const setup = agreed('setup');
  // https://www.rfc-editor.org/rfc/rfc8842#section-5.2
  if (!(type === 'offer' ? ['actpass'] : ['active', 'passive']).includes(setup))
    throw invalid('setup', 'what this description may say');
}

/** https://www.rfc-editor.org/rfc/rfc8841#section-6: 0 is any size; 65,536 when nothing is said. */
function checkData(data: Section | undefined): void {
  if (data === undefined || !/^[1-9]\d{0,4}$/.test(only(data, 'sctp-port')))
    throw invalid('sctp-port', 'a port');
  const [size = '0', ...more] = valuesOf(data, 'max-message-size');
  const isEnough = size === '0' || Number(size) >= MIN_MESSAGE_BYTES;
  if (more.length > 0 || !/^\d{1,10}$/.test(size) || !isEnough)
    throw invalid('max-message-size', 'large enough for what links say');
  if (valuesOf(data, 'sctp-init').length > 1) throw invalid('sctp-init', 'there once');
}

/** The length stands behind a type of one byte and flags of one. https://www.rfc-editor.org/rfc/rfc9260#section-3.3.2 */
function isSctpInit(line: string): boolean {
  const [, encoded = ''] = /^a=sctp-init:([A-Za-z0-9+/]{4,}={0,2})$/.exec(line) ?? [];
  if (encoded.length % 4 !== 0 || encoded.length > (MAX_SCTP_INIT_BYTES / 3) * 4) return false;
  const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
  const [type, , high = 0, low = 0] = bytes;
  return type === 1 && high * 256 + low === bytes.length;
}

function isStrongFingerprint(value: string): boolean {
  const [hash = '', digits = ''] = value.split(' ');
  const count = FINGERPRINT_BYTES[hash.toLowerCase()];
  return count !== undefined && new RegExp(`^(?:[0-9A-F]{2}:){${count - 1}}[0-9A-F]{2}$`, 'i').test(digits);
}

function valuesOf({ lines }: Section, name: string): string[] {
  return lines
    .filter((line) => line === `a=${name}` || line.startsWith(`a=${name}:`))
    .map((line) => line.slice(name.length + 3));
}

/** @throws {ProtocolError} `invalid` when it is not there or more than once */
function only(section: Section, name: string): string {
  const [value, ...more] = valuesOf(section, name);
  if (value === undefined || more.length > 0) throw invalid(name, 'there once');
  return value;
}
