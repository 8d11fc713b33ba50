import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { root } from './paths.ts';
import { ScriptError } from './script-error.ts';

interface Address {
  host: string;
  port: number;
}

const firebaseConfig = JSON.parse(readFileSync(join(root, 'firebase.json'), 'utf8'));

/** Where firebase.json puts each emulator. */
export const emulatorAddresses: Record<
  'auth' | 'firestore' | 'functions' | 'hosting' | 'hub' | 'logging',
  Address
> = (() => {
  const { auth, firestore, functions, hosting, hub, logging } = firebaseConfig.emulators;
  return { auth, firestore, functions, hosting, hub, logging };
})();

export function emulatorUrl(name: keyof typeof emulatorAddresses): string {
  const { host, port } = emulatorAddresses[name];
  return `http://${host}:${port}`;
}

/** @throws {ScriptError} naming the first of these ports that something else already uses. */
export async function checkPortsAreFree(addresses: Readonly<Record<string, Address>>): Promise<void> {
  for (const [name, address] of Object.entries(addresses)) {
    if (!(await isPortBusy(address))) continue;
    const hub = await readHub();
    throw new ScriptError(describeBusyPort(name, address.port, hub?.pid));
  }
}

export function describeBusyPort(name: string, port: number, hubPid: number | undefined): string {
  const why =
    hubPid === undefined
      ? 'something else uses it: stop that, or change the port in firebase.json'
      : `Firebase emulators already run here (process ${hubPid}), probably another \`npm start\` or \`npm test\`: stop that first`;
  return `Port ${port} (${name}) is busy: ${why}.`;
}

async function isPortBusy(address: Address): Promise<boolean> {
  // Listening can succeed beside a server on the wildcard address, so we knock first.
  const answered = await new Promise<boolean>((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
  if (answered) return true;
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(true));
    server.listen(address, () => server.close(() => resolve(false)));
  });
}

async function readHub(): Promise<{ pid: number } | undefined> {
  try {
    return await (await fetch(emulatorUrl('hub'), { signal: AbortSignal.timeout(2000) })).json();
  } catch {
    return undefined;
  }
}
