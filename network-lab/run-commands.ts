import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/**
 * Runs each line of a shell's script, one after the other, in a network namespace, or in the machine's own if none is named.
 * @returns what they print
 * @throws {Error} with what was printed, at the first that fails
 */
export async function runCommands(namespace: string | undefined, lines: readonly string[]): Promise<string> {
  const shell = ['sh', '-euc', lines.join('\n')];
  const [command = '', ...args] =
    namespace === undefined ? shell : ['ip', 'netns', 'exec', namespace, ...shell];
  const { stdout } = await execute(command, args);
  return stdout;
}
