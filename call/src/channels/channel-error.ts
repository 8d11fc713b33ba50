/** Why a message of a channel was not sent, or may not have reached the other. */
export type ChannelErrorCode =
  /** It has more than 64 KiB. */
  | 'too-large'
  /** 4 MiB (two million letters of text) or 4,096 messages wait already: see {@link CallChannel.ready}. */
  | 'full'
  /** The channel was closed on this page, or the call. What was sent before may not have reached the other. */
  | 'closed'
  /** Another tab is at the other end than the one it was for, and perhaps another person. It may not have reached the first. */
  | 'other-peer';

/** What `send` of a channel rejects with: its `code` says why. */
export class ChannelError extends Error {
  override readonly name = 'ChannelError';
  readonly code: ChannelErrorCode;

  constructor(code: ChannelErrorCode) {
    super(code);
    this.code = code;
  }
}
