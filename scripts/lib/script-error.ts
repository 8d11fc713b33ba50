/** A failure that a person can act on: its message is the one sentence they see, without a stack. */
export class ScriptError extends Error {
  override readonly name: string = 'ScriptError';
}

/** Somebody asked how a script is used, which is no failure. Its message says it. */
export class HelpWanted extends ScriptError {
  override readonly name = 'HelpWanted';
}
