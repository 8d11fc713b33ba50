/** A relay on this machine, for local calls and for tests: coturn, where it is installed. docs/relay.md */
import { accessSync, constants, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { delimiter, join } from 'node:path';
import { answers, chooseFreePorts } from '../firebase/emulator-ports.ts';
import { localCache } from '../lib/paths.ts';
import { ScriptError } from '../lib/script-error.ts';
import { StartedProcess } from '../lib/started-process.ts';
import { waitUntil } from '../lib/wait-until.ts';

const startDeadlineMs = 10_000;
const program = 'turnserver';

export interface LocalRelay {
  /** Where it listens, with commas between. */
  readonly urls: string;
  stop(): Promise<void>;
}

/**
 * Whether one can be started: coturn is installed, and this machine has an address that another could reach, since no page
 * takes a way to its own machine's loopback.
 */
export function canRelay(path = process.env.PATH ?? ''): boolean {
  if (ownAddress() === undefined) return false;
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * Takes whoever has credentials that were made of the secret. The caller stops it.
 * @throws {ScriptError} where `canRelay` says no
 */
export async function startLocalRelay(secret: string, signal: AbortSignal): Promise<LocalRelay> {
  const host = ownAddress();
  if (host === undefined) throw new ScriptError('This machine has no network, and so no place for a relay.');
  const { relay } = await chooseFreePorts({ relay: { host, port: 0 } });
  // In a file: what stands on a command line every user of the machine can read.
  const settings = join(localCache, `coturn.${relay.port}.conf`);
  const lines = [
    'no-cli',
    'no-tls',
    'no-dtls',
    'no-tcp-relay',
    'no-multicast-peers',
    'log-file=stdout',
    'simple-log',
    'use-auth-secret',
    `static-auth-secret=${secret}`,
    'realm=parley.local',
    `listening-ip=${host}`,
    `relay-ip=${host}`,
    `listening-port=${relay.port}`,
    'user-quota=12',
    'total-quota=100',
    `userdb=${join(localCache, 'coturn.sqlite')}`,
    `pidfile=${join(localCache, `coturn.${relay.port}.pid`)}`,
  ];
  mkdirSync(localCache, { recursive: true });
  writeFileSync(settings, `${lines.join('\n')}\n`, { mode: 0o600 });
  const started = new StartedProcess(program, ['-c', settings], { logFile: join(localCache, 'coturn.log') });
  const stop = async () => {
    await started.stop();
    rmSync(settings, { force: true });
  };
  try {
    await waitUntil(() => answers(relay), startDeadlineMs, signal);
  } catch (error) {
    await stop();
    throw error;
  }
  const at = `${host}:${relay.port}`;
  const urls = [`turn:${at}?transport=udp`, `turn:${at}?transport=tcp`].join(',');
  return { urls, stop };
}

function ownAddress(): string | undefined {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
}
