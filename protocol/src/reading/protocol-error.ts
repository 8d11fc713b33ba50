/** What can be wrong with something that came from outside. */
export type ProtocolErrorCode =
  /** A field is absent, of another type, or outside its limits. */
  | 'invalid'
  /** It was written by a later version of this program, in a format that this one does not know. */
  | 'newer'
  /** A sealed value was not made with this call's key for this place. */
  | 'does-not-open';

/** Thrown by every `parse…` and by `open`. Its message names the field, never its content. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  readonly code: ProtocolErrorCode;

  constructor(code: ProtocolErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
