interface Lockfile {
  packages: Record<string, { version?: string; integrity?: string; optional?: boolean; link?: boolean }>;
}

export function findMissingPackages(lockfile: Lockfile, installedLockfile: Lockfile): string[];
export function explainNpmFailure(output: string): string;
