/**
 * What the emulators are started with: firebase.json, where there is room for them, and a page that may reach them. The policy that is deployed
 * names Google's servers only, so that it stays the strictest that works; on this machine the same services are at
 * other addresses.
 */
import type { EmulatorAddresses } from './emulator-ports.ts';

interface Header {
  key: string;
  value: string;
}

export interface FirebaseConfig {
  hosting: { headers: { source: string; headers: Header[] }[] };
  emulators: object;
}

/** Hosting's page is opened under either name, and looks for the emulators under the same one. */
const localNames = ['localhost', '127.0.0.1'];

export function createEmulatorConfig<Config extends FirebaseConfig>(
  config: Config,
  addresses: EmulatorAddresses,
): Config {
  const { auth, firestore } = addresses;
  const origins = localNames.flatMap((name) => [
    `http://${name}:${auth.port}`,
    `http://${name}:${firestore.port}`,
  ]);
  const derived = structuredClone(config);
  Object.assign(derived.emulators, addresses);
  for (const header of derived.hosting.headers.flatMap(({ headers }) => headers)) {
    if (header.key !== 'Content-Security-Policy') continue;
    header.value = header.value.replace(/connect-src [^;]*/, (sources) => [sources, ...origins].join(' '));
  }
  return derived;
}
