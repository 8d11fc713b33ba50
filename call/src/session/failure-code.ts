import { CallError, type CallErrorCode } from '../ports/call-error.ts';

/**
 * What a person is told of something that went wrong. What is no CallError is a fault of this program: it is also reported as
 * if nobody had caught it, so that whoever looks at the console, and every test, learns of it.
 */
export function failureCode(error: unknown): CallErrorCode {
  if (error instanceof CallError) return error.code;
  reportError(error);
  return 'unexpected';
}
