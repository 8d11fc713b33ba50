import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * @param programs by which Debian package has them
 * @returns which of them are not on this machine, in one line; undefined: none
 */
export function missingPrograms(
  programs: Readonly<Record<string, string>>,
  path = process.env.PATH ?? '',
): string | undefined {
  const folders = path.split(delimiter);
  const missing = Object.entries(programs).filter(
    ([program]) => !folders.some((folder) => canRun(join(folder, program))),
  );
  if (missing.length === 0) return undefined;
  return `needs ${missing.map(([program, debianPackage]) => `${program} (Debian: ${debianPackage})`).join(', ')}`;
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
