export * from './call-doc.ts';
export * from './call-id.ts';
export * from './call-keys.ts';
export * from './call-transitions.ts';
export * from './candidates-doc.ts';
export { cleanText } from './clean-text.ts';
export * from './control-message.ts';
export * from './creator-doc.ts';
export * from './description.ts';
export {
  createHostKey,
  HOST_KEY_HASH_BYTES,
  type HostKey,
  hashHostKey,
  hostKeyFrom,
  parseHostKey,
} from './host-key.ts';
export { isUsableCandidate } from './ice-candidate.ts';
export * from './limits.ts';
export { ProtocolError, type ProtocolErrorCode } from './protocol-error.ts';
export { createRandomId, RANDOM_ID_PATTERN } from './random-id.ts';
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
export { open, type SealedKind, type SealedPlace, seal } from './sealing.ts';
export { isHeld, otherRole, ROLES, type Role, type Seat } from './seat.ts';
export { knownTimeZone } from './time-zone.ts';
