export * from './call/call-doc.ts';
export {
  expiryOfTombstone,
  expiryWhenEmpty,
  expiryWhileSeated,
  hasMet,
  type Lasting,
  visitOf,
} from './call/call-expiry.ts';
export * from './call/call-transitions.ts';
export { callAfter, callWrite, serverWrite } from './call/call-write.ts';
export * from './call/candidates-doc.ts';
export * from './call/creator-doc.ts';
export {
  DISMISSED,
  type Dismissed,
  dismissalMark,
  dismissibleGuest,
  hasRoomToDismiss,
  isDismissed,
} from './call/dismissal.ts';
export {
  type DocumentWrite,
  fieldsAfter,
  isWrittenFields,
  NO_FIELD,
  SERVER_TIME,
  Time,
  type WrittenFields,
  type WrittenValue,
  withField,
} from './call/document-write.ts';
export {
  admittedWithout,
  type Door,
  isAdmitted,
  isPutOut,
  lastGuest,
  MAX_UID_LENGTH,
  mayRead,
  wasJustLocked,
} from './call/door.ts';
export { cancelOf, endOf } from './call/ending.ts';
export * from './call/entry.ts';
export * from './call/knock-doc.ts';
export * from './call/knock-transitions.ts';
export {
  type LinkSettings,
  openLinkSettings,
  parseReturnUrl,
  type SettingsOfLinks,
  sealLinkSettings,
} from './call/link-settings.ts';
export { RETIRED } from './call/retired-doc.ts';
export {
  cleanRoomName,
  isVisitOver,
  lastRoundNumber,
  openRoomName,
  type Room,
  restOf,
  sealRoomName,
} from './call/room.ts';
export type { Round } from './call/round.ts';
export {
  ADMISSIONS,
  type Admission,
  type CallDetails,
  type CallTerms,
  type CallTimes,
  type ChosenSchedule,
  openDetails,
  type Schedule,
  sealDetails,
  termsOf,
} from './call/schedule.ts';
export { heldUntil, isHeld, isKept, otherRole, ROLES, type Role, type Seat } from './call/seat.ts';
export { createSessionKeys, derivePairKey, type SessionKeys } from './call/session-keys.ts';
export { knownTimeZone } from './call/time-zone.ts';
export * from './channel/channel-frame.ts';
export * from './channel/chat-message.ts';
export * from './channel/control-message.ts';
export * from './channel/file-message.ts';
export * from './channel/safety-message.ts';
export { type CallAddress, parseCallAddress } from './ids/call-address.ts';
export {
  type CallId,
  CallIdError,
  type CallIdProblem,
  callIdFrom,
  createCallId,
  formatCallId,
  formatHostUrl,
  formatJoinUrl,
  joinPath,
  parseCallId,
} from './ids/call-id.ts';
export * from './ids/call-keys.ts';
export {
  createHostKey,
  HOST_KEY_HASH_BYTES,
  type HostKey,
  hashHostKey,
  hostKeyFrom,
  parseHostKey,
} from './ids/host-key.ts';
export { createRandomId, RANDOM_ID_PATTERN } from './ids/random-id.ts';
export { type Audience, audienceOf, open, type SealedKind, type SealedPlace, seal } from './ids/sealing.ts';
export type { Capability } from './link/capability.ts';
export * from './link/description.ts';
export { fingerprintsIn } from './link/fingerprints.ts';
export { isUsableCandidate } from './link/ice-candidate.ts';
export { isPrivateAddress } from './link/ip-address.ts';
export {
  type IssuedRelays,
  isRelayUrl,
  parseIssuedRelays,
  RELAYS_PATH,
  type RelayServer,
} from './link/issued-relays.ts';
export { parseSdp, type SdpType } from './link/sdp.ts';
export { CHANNELS, type ChannelName, type MediaSource, SECTIONS } from './link/sections.ts';
export * from './people/name-doc.ts';
export * from './people/name-transitions.ts';
export {
  foldPersonName,
  type PersonName,
  PersonNameError,
  type PersonNameProblem,
  parsePersonName,
} from './people/person-name.ts';
export * from './people/ring-doc.ts';
export * from './people/ring-transitions.ts';
export { openRingWord, sealRingWord } from './people/ring-word.ts';
export * from './people/ringer-doc.ts';
export * from './people/ringer-transitions.ts';
export { cleanText } from './reading/clean-text.ts';
export * from './reading/limits.ts';
export { ProtocolError, type ProtocolErrorCode } from './reading/protocol-error.ts';
export { areSameBytes } from './reading/same-bytes.ts';
export * from './spoken/spoken-doc.ts';
export * from './spoken/spoken-keys.ts';
export * from './spoken/spoken-transitions.ts';
