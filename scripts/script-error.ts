/** A failure that a person can act on: its message is the one sentence they see, without a stack. */
export class ScriptError extends Error {
  override readonly name = 'ScriptError';
}
