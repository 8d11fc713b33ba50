import type { Admission } from '@parley/protocol';
import { durationWords } from './duration-words.ts';

interface Entry {
  readonly admission: Admission;
  readonly earlyMinutes: number;
  /** Null or undefined: not told. */
  readonly emptyTimeoutSeconds?: number | null | undefined;
}

/** Who may come in from when, and when the call closes. */
export function entryWords({ admission, earlyMinutes, emptyTimeoutSeconds }: Entry): string {
  const who =
    admission === 'anyone' ? 'Either of you may come in' : 'The guest may come in once the host is there,';
  const opens = `${who} from ${earlyWords(earlyMinutes)}.`;
  if (emptyTimeoutSeconds == null) return opens;
  return `${opens} The call closes when nobody has been in it for ${durationWords(emptyTimeoutSeconds)}.`;
}

/** `the start`, `10 minutes before the start`. */
export function earlyWords(minutes: number): string {
  return minutes === 0 ? 'the start' : `${durationWords(minutes * 60)} before the start`;
}
