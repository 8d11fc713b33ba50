/**
 * A video call for two, without an interface. A page makes services (`connectFirebase` of `@parley/call/firebase`), creates
 * a call or is given its ID, and opens it; what it then shows are the cells of {@link Call}.
 */
export {
  type CallAddress,
  type CallId,
  CallIdError,
  formatCallId,
  type HostKey,
  type LinkSettings,
  type PeerPresence,
  parseCallId,
} from '@parley/protocol';
export { Call, type CallHandle, openCall } from './call.ts';
export type { CallOptions, CallServices } from './call-options.ts';
export type {
  CallChannel,
  CallChannelEventMap,
  ChannelMessageEvent,
} from './channels/call-channel.ts';
export { ChannelError, type ChannelErrorCode } from './channels/channel-error.ts';
export type { ChatHandle } from './chat/chat.ts';
export type {
  ChatAvailability,
  ChatMessage,
  ChatMessageStatus,
  ChatRefusal,
} from './chat/chat-message.ts';
export { forgetLeftChat } from './chat/kept-chat.ts';
export { type CreateCallOptions, createCall } from './creation/create-call.ts';
export {
  type CallPlan,
  cancelCall,
  rescheduleCall,
  type SchedulingOptions,
  scheduleCall,
} from './creation/schedule-call.ts';
export type { DoorHandle } from './door/call-door.ts';
export { DOOR_REASONS, type DoorReason } from './door/door-reason.ts';
export type { Dismissal } from './door/host-door.ts';
export type { Visitor } from './door/waiting-list.ts';
export type { FilesHandle } from './files/file-exchange.ts';
export {
  type FileRefusal,
  type FileTransfer,
  type FileTransferEnd,
  type FileTransferStatus,
  isAsked,
  isProgram,
  isUnderWay,
} from './files/file-transfer.ts';
export { removeLeftFiles } from './files/left-files.ts';
export { decodePreview } from './files/picture-preview.ts';
export { Cell, type Readable } from './lib/cell.ts';
export { retryBriefly } from './lib/retry-briefly.ts';
export { ServerClock } from './lib/server-clock.ts';
export type { IncomingMedia } from './link/link.ts';
export type { DeviceAbilities } from './media/device-abilities.ts';
export type {
  ChosenDevice,
  DeviceChoices,
  DeviceKind,
  SoundMode,
} from './media/device-choices.ts';
export type { DeviceList, ListedDevice, PluggedDevice } from './media/device-list.ts';
export { areAllowed } from './media/device-permissions.ts';
export {
  type DeviceHandle,
  type FailedChoice,
  soundModeOf,
} from './media/device-selection.ts';
export { DEVICES, type Device, type DeviceState, type DeviceWishes } from './media/device-state.ts';
export type { LocalMediaState } from './media/local-media.ts';
export type { MediaErrorCode } from './media/media-error.ts';
export { type DeviceMemory, deviceMemory, hasLastingMemory } from './memory/device-memory.ts';
export { amendEntry, historyMemory } from './memory/history-memory.ts';
export { askForName, isNamed } from './people/held-name.ts';
export type { Caller, IncomingRing } from './people/incoming-rings.ts';
export type { OutgoingRing, OutgoingRingState, RingOutcome } from './people/outgoing-ring.ts';
export { openPeople, type People, type PeopleOptions, type PeopleServices } from './people/people.ts';
export { PeopleError, type PeopleErrorCode } from './people/people-error.ts';
export type { ListeningEndedEvent, PeopleEventMap, RingEvent } from './people/people-events.ts';
export { type Account, AccountError, type AccountErrorCode, type GoogleProof } from './ports/account.ts';
export { CallError, type CallErrorCode } from './ports/call-error.ts';
export type { CallStore } from './ports/call-store.ts';
export type { HostClaims } from './ports/host-claims.ts';
export type { Identity } from './ports/identity.ts';
export type { KnockStore } from './ports/knock-store.ts';
export type { PeopleStore } from './ports/people-store.ts';
export type { SpokenStore } from './ports/spoken-store.ts';
export type { FlowReading, LinkPath, LinkReading, PictureReading } from './quality/link-reading.ts';
export type { LinkQuality } from './quality/quality-feature.ts';
export type { QualityVerdict } from './quality/quality-verdict.ts';
export { DATA_USES, type DataUse, type GivenUp } from './quality/sending-policy.ts';
export type { SafetyState } from './safety/safety-feature.ts';
export { safetyWords } from './safety/safety-words.ts';
export type { ScreenContent, ScreenErrorCode, ScreenState } from './screen/screen-state.ts';
export type { ArrangedTime } from './session/arranged-time.ts';
export type { CallState, EarlyReason, EndReason, NoRouteCause, WaitingReason } from './session/call-state.ts';
export { failureCode } from './session/failure-code.ts';
export { platformProblem } from './session/platform-problem.ts';
export type { RoomView } from './session/room-reader.ts';
export type { HostWordsHandle, HostWordsState } from './spoken/host-words.ts';
export { loadWords, nearestWords, readSpokenWords, type SpokenReading } from './spoken/spoken-words.ts';
export { visitByWords, type WordsVisitState } from './spoken/words-visit.ts';
export { canMakeNewLink, type NewLinkState } from './succession/new-link-state.ts';
export type { NewLinkHandle } from './succession/succession.ts';
export { canGoAlong } from './succession/told-guest.ts';
