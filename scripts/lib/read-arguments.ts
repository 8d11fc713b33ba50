import { type ParseArgsConfig, parseArgs } from 'node:util';
import { HelpWanted, ScriptError } from './script-error.ts';

/** An ID as the server makes them, one in 64 of which begins like an option. No option is written with 22 characters. */
const idLikeOption = /^-[A-Za-z0-9_-]{21}$/;

/**
 * What stands behind a command: its options, and words such as IDs.
 * @throws {ScriptError} with the usage, at an option that is not known
 * @throws {HelpWanted} with the usage alone, at `--help`
 */
export function readArguments<Options extends NonNullable<ParseArgsConfig['options']>>(
  options: Options,
  usage: string,
  args: readonly string[] = process.argv.slice(2),
) {
  const ids = args.filter((arg) => idLikeOption.test(arg));
  const others = args.filter((arg) => !idLikeOption.test(arg));
  if (others.includes('--help')) throw new HelpWanted(usage);
  try {
    return parseArgs({ args: [...others, '--', ...ids], options, allowPositionals: true });
  } catch (cause) {
    throw new ScriptError(`${(cause as Error).message}\n\n${usage}`, { cause });
  }
}
