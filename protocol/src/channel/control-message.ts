import { type CallId, CallIdError, parseCallId } from '../ids/call-id.ts';
import { type Capability, parseCapabilities } from '../link/capability.ts';
import { type Candidate, parseCandidate, parseName } from '../link/description.ts';
import { MAX_CONTROL_MESSAGE_LENGTH } from '../reading/limits.ts';
import { invalid, parseBoolean, parseOneOf, parseRecord, parseText } from '../reading/parsing.ts';

/** What somebody shows of themselves. Sent whole whenever any of it changes, so a lost message heals with the next. */
export interface PeerPresence {
  readonly type: 'presence';
  readonly name: string;
  /** In the call, not in the lobby. Media flows only while both have entered. */
  readonly hasEntered: boolean;
  readonly isMicrophoneOn: boolean;
  readonly isCameraOn: boolean;
  /** How much of the other's picture this side asks for; absent: all of it. */
  readonly wantedPicture?: WantedPicture;
  /** Their screen is to be seen. Undefined: their page is of a time before screens, and shows none either. */
  readonly isScreenShared?: boolean;
  /** What else their page can do; absent: nothing. */
  readonly can?: readonly Capability[];
}

/** A picture that costs little to receive, or none. */
export type WantedPicture = 'small' | 'none';

/** A sign of life, sent every second: tells a quiet link from a dead one before ICE does. */
export interface Heartbeat {
  readonly type: 'heartbeat';
}

/** A way to the sender that was not told before. Only for pages that take it: `candidates/1`. */
export interface LateCandidate {
  readonly type: 'candidate';
  readonly candidate: Candidate;
}

/**
 * The host's: this call has another link, so it is another call, in which the two go on. Only for pages that take it: `successor/1`.
 */
export interface Successor {
  readonly type: 'successor';
  readonly call: CallId;
}

/** The guest's: they go on there. */
export interface SuccessorTaken {
  readonly type: 'successor-taken';
}

/**
 * They leave the call themselves. A page that is loaded anew, or closed, says no such thing. Only for pages that take it: `goodbye/1`.
 */
export interface Goodbye {
  readonly type: 'goodbye';
}

/** What travels on the link's negotiated data channel, as JSON. */
export type ControlMessage = PeerPresence | Heartbeat | LateCandidate | Successor | SuccessorTaken | Goodbye;

const TYPES = ['presence', 'heartbeat', 'candidate', 'successor', 'successor-taken', 'goodbye'] as const;

/**
 * Reads a message of the control channel.
 * @throws {ProtocolError} `invalid`
 */
export function parseControlMessage(data: unknown): ControlMessage {
  const text = parseText(data, 'message', { max: MAX_CONTROL_MESSAGE_LENGTH });
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || !('type' in value))
    throw invalid('message', 'an object');
  const type = parseOneOf(value.type, 'message.type', TYPES);
  if (type === 'heartbeat' || type === 'successor-taken' || type === 'goodbye') return { type };
  if (type === 'successor') return { type, call: parseSuccessor(parseRecord(value, type, ['call']).call) };
  if (type === 'candidate')
    return { type, candidate: parseCandidate(parseRecord(value, type, ['candidate']).candidate) };
  const fields = parseRecord(value, 'presence', [
    'type',
    'name',
    'hasEntered',
    'isMicrophoneOn',
    'isCameraOn',
  ]);
  return {
    type,
    name: parseName(fields.name),
    hasEntered: parseBoolean(fields.hasEntered, 'hasEntered'),
    isMicrophoneOn: parseBoolean(fields.isMicrophoneOn, 'isMicrophoneOn'),
    isCameraOn: parseBoolean(fields.isCameraOn, 'isCameraOn'),
    ...parseWantedPicture(value),
    ...parseScreenShared(value),
    ...parseCan(value),
  };
}

function parseSuccessor(value: unknown): CallId {
  try {
    return parseCallId(parseText(value, 'successor.call', { max: 64 }));
  } catch (error) {
    if (error instanceof CallIdError) throw invalid('successor.call', 'a call ID');
    throw error;
  }
}

/** What earlier pages do not say and later ones say otherwise asks for everything. */
function parseWantedPicture(value: object): { wantedPicture?: WantedPicture } {
  const wanted = 'wantedPicture' in value ? value.wantedPicture : undefined;
  return wanted === 'small' || wanted === 'none' ? { wantedPicture: wanted } : {};
}

/** What is neither yes nor no is of a later version, whose screens this one does not know. */
function parseScreenShared(value: object): { isScreenShared?: boolean } {
  const isShared = 'isScreenShared' in value ? value.isScreenShared : undefined;
  return typeof isShared === 'boolean' ? { isScreenShared: isShared } : {};
}

/** Also what is no list of words: a page that can none of what this one knows need not say so. */
function parseCan(value: object): { can?: readonly Capability[] } {
  const can = parseCapabilities('can' in value ? value.can : undefined);
  return can.length > 0 ? { can } : {};
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('message', 'JSON');
  }
}
