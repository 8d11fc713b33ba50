import { parseRandomId } from '../ids/random-id.ts';
import { cleanText } from '../reading/clean-text.ts';
import {
  MAX_CANDIDATE_LENGTH,
  MAX_CANDIDATES_PER_BATCH,
  MAX_NAME_LENGTH,
  MAX_SDP_LENGTH,
} from '../reading/limits.ts';
import {
  invalid,
  parseBoolean,
  parseInteger,
  parseNullable,
  parseRecord,
  parseText,
} from '../reading/parsing.ts';
import { type Capability, parseCapabilities } from './capability.ts';

/** What is sealed as an offer or an answer. */
export interface Description {
  /** The peer connection that it belongs to: a random ID, made by whoever first offered on it. */
  readonly link: string;
  /** An offer that restarts the link's ICE: of no use to a page that does not have that link. */
  readonly isRestart: boolean;
  readonly sdp: string;
  /** Every candidate is in the SDP: no batch will follow. */
  readonly isComplete: boolean;
  /** What the sender wants to be called; empty if nothing, and where others than the one it is meant for could read it. */
  readonly name: string;
  /** What the sender's page can do; nothing when it is of before there was anything to say. */
  readonly can: readonly Capability[];
}

/** What is sealed as a batch of candidates. */
export interface CandidateBatch {
  readonly candidates: readonly Candidate[];
  /** No batch follows in this round. */
  readonly isLast: boolean;
}

/** The members of RTCIceCandidateInit that travel. https://www.w3.org/TR/webrtc/#dom-rtcicecandidateinit */
export interface Candidate {
  readonly candidate: string;
  readonly sdpMid: string | null;
  readonly sdpMLineIndex: number | null;
  readonly usernameFragment: string | null;
}

/** @throws {ProtocolError} `invalid` */
export function parseDescription(value: unknown): Description {
  const fields = parseRecord(value, 'description', ['link', 'isRestart', 'sdp', 'isComplete', 'name']);
  return {
    link: parseRandomId(fields.link, 'link'),
    isRestart: parseBoolean(fields.isRestart, 'isRestart'),
    sdp: parseText(fields.sdp, 'sdp', { min: 1, max: MAX_SDP_LENGTH }),
    isComplete: parseBoolean(fields.isComplete, 'isComplete'),
    name: parseName(fields.name),
    can: parseCapabilities('can' in fields ? fields.can : undefined),
  };
}

/** @throws {ProtocolError} `invalid` */
export function parseCandidateBatch(value: unknown): CandidateBatch {
  const { candidates, isLast } = parseRecord(value, 'batch', ['candidates', 'isLast']);
  if (!Array.isArray(candidates) || candidates.length > MAX_CANDIDATES_PER_BATCH) {
    throw invalid('candidates', `a list of up to ${MAX_CANDIDATES_PER_BATCH}`);
  }
  return {
    candidates: Array.from(candidates, (candidate) => parseCandidate(candidate)),
    isLast: parseBoolean(isLast, 'isLast'),
  };
}

/**
 * A name as it may be shown: trimmed, and without the control, bidirectional and zero-width characters that let one
 * text pass for another.
 * @throws {ProtocolError} `invalid` when it is not text or too long
 */
export function parseName(value: unknown): string {
  return cleanName(parseText(value, 'name', { max: MAX_NAME_LENGTH }));
}

/** What `parseName` would leave of a name being typed. Cleaning a clean name changes nothing. */
export function cleanName(text: string): string {
  return cleanText(text, MAX_NAME_LENGTH);
}

/** @throws {ProtocolError} `invalid` */
export function parseCandidate(value: unknown): Candidate {
  const fields = parseRecord(value, 'candidate', [
    'candidate',
    'sdpMid',
    'sdpMLineIndex',
    'usernameFragment',
  ]);
  return {
    candidate: parseText(fields.candidate, 'candidate', { max: MAX_CANDIDATE_LENGTH }),
    sdpMid: parseNullable(fields.sdpMid, (v) => parseText(v, 'sdpMid', { max: 16 })),
    sdpMLineIndex: parseNullable(fields.sdpMLineIndex, (v) =>
      parseInteger(v, 'sdpMLineIndex', { min: 0, max: 15 }),
    ),
    usernameFragment: parseNullable(fields.usernameFragment, (v) =>
      parseText(v, 'usernameFragment', { max: 256 }),
    ),
  };
}
