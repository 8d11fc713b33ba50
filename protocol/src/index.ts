export * from './call-doc.ts';
export {
  expiryOfTombstone,
  expiryWhenEmpty,
  expiryWhileSeated,
  hasMet,
  type Lasting,
} from './call-expiry.ts';
export {
  type CallId,
  CallIdError,
  type CallIdProblem,
  callIdFrom,
  createCallId,
  formatCallId,
  hostLink,
  joinLink,
  parseCallId,
} from './call-id.ts';
export * from './call-keys.ts';
export { type CallLink, parseCallLink } from './call-link.ts';
export * from './call-transitions.ts';
export * from './candidates-doc.ts';
export { CAPABILITIES, type Capability } from './capability.ts';
export { cleanText } from './clean-text.ts';
export * from './control-message.ts';
export * from './creator-doc.ts';
export * from './description.ts';
export * from './entry.ts';
export {
  createHostKey,
  HOST_KEY_HASH_BYTES,
  type HostKey,
  hashHostKey,
  hostKeyFrom,
  parseHostKey,
} from './host-key.ts';
export { isUsableCandidate } from './ice-candidate.ts';
export { isPrivateAddress } from './ip-address.ts';
export * from './limits.ts';
export { ProtocolError, type ProtocolErrorCode } from './protocol-error.ts';
export { createRandomId, RANDOM_ID_PATTERN } from './random-id.ts';
export { RETIRED } from './retired-doc.ts';
export type { Round } from './round.ts';
export {
  ADMISSIONS,
  type Admission,
  type CallDetails,
  type ChosenSchedule,
  openDetails,
  type Schedule,
  sealDetails,
} from './schedule.ts';
export { parseSdp, type SdpType } from './sdp.ts';
export { type Audience, audienceOf, open, type SealedKind, type SealedPlace, seal } from './sealing.ts';
export { isHeld, isKept, otherRole, ROLES, type Role, type Seat } from './seat.ts';
export { SECTIONS } from './sections.ts';
export { createSessionKeys, derivePairKey, type SessionKeys } from './session-keys.ts';
export { knownTimeZone } from './time-zone.ts';
