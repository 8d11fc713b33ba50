import { readFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { root } from '../lib/paths.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Where each emulator of one suite listens. */
export type EmulatorAddresses = Readonly<
  Record<'auth' | 'firestore' | 'functions' | 'hosting' | 'hub' | 'logging', Address>
>;

/** Where firebase.json puts each emulator: where `npm start` has them unless something else is there. */
export const documentedAddresses: EmulatorAddresses = (() => {
  const firebaseConfig = JSON.parse(readFileSync(join(root, 'firebase.json'), 'utf8'));
  const { auth, firestore, functions, hosting, hub, logging } = firebaseConfig.emulators;
  return { auth, firestore, functions, hosting, hub, logging };
})();

export function urlOf({ host, port }: Address): string {
  return `http://${host}:${port}`;
}

/** The same addresses, with the next free port where something else uses one: so they stay the same from day to day. */
export async function avoidBusyPorts<Name extends string>(
  addresses: Readonly<Record<Name, Address>>,
): Promise<Readonly<Record<Name, Address>>> {
  const chosen: Record<Name, Address> = { ...addresses };
  for (const name of Object.keys(addresses) as Name[]) {
    const others = Object.values<Address>({ ...chosen, [name]: undefined }).filter(Boolean);
    let { host, port } = addresses[name];
    while (others.some((other) => other.port === port) || (await isPortBusy({ host, port }))) port += 1;
    chosen[name] = { host, port };
  }
  return chosen;
}

/**
 * The same hosts, with ports that the system chooses. Whoever asks at the same time gets others, which would not be so if
 * both looked for the first free one.
 */
export async function chooseFreePorts<Name extends string>(
  addresses: Readonly<Record<Name, Address>>,
): Promise<Readonly<Record<Name, Address>>> {
  const names = Object.keys(addresses) as Name[];
  // All at once, or one would be given twice.
  const servers = await Promise.all(names.map((name) => listen({ ...addresses[name], port: 0 })));
  const chosen: Record<Name, Address> = { ...addresses };
  for (const [index, server] of servers.entries()) {
    const name = names[index];
    const address = server.address();
    if (name === undefined || address === null || typeof address === 'string') continue;
    chosen[name] = { host: addresses[name].host, port: address.port };
  }
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return chosen;
}

async function isPortBusy(address: Address): Promise<boolean> {
  // Listening can succeed beside a server on the wildcard address, so we knock first; and `localhost` may mean ::1.
  if ((await answers(address)) || (await answers({ ...address, host: '::1' }))) return true;
  try {
    const server = await listen(address);
    await new Promise((resolve) => server.close(resolve));
    return false;
  } catch {
    return true;
  }
}

/** Whether something listens there. */
export function answers(address: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function listen(address: Address): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(address, () => resolve(server));
  });
}
