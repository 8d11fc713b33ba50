import { HelpWanted, ScriptError } from './script-error.ts';

/**
 * Runs a script's `main` until it returns its exit code. Ctrl-C, `kill` and a closed terminal abort
 * the signal; `main` then stops what it started. Signals that come again are ignored on purpose:
 * npm repeats the terminal's Ctrl-C, and stopping is bounded by the processes' own deadlines.
 */
export async function runScript(main: (signal: AbortSignal) => Promise<number>): Promise<void> {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stopping.abort());
  try {
    process.exitCode = await main(stopping.signal);
  } catch (error) {
    if (error instanceof HelpWanted) {
      console.log(error.message);
      process.exitCode = 0;
      return;
    }
    process.exitCode = stopping.signal.aborted ? 130 : 1;
    if (stopping.signal.aborted) return;
    // Anything but a ScriptError is a bug of ours, and its stack is what we need to see.
    console.error(error instanceof ScriptError ? error.message : error);
  }
}
