/** Which Firebase project this page belongs to, and where its emulators are if it is a local one. */
import type { FirebaseOptions } from 'firebase/app';
import { retryBriefly } from '../lib/retry-briefly.ts';
import { CallError } from '../ports/call-error.ts';

export interface FirebaseSettings {
  readonly options: FirebaseOptions & { readonly projectId: string };
  /** Undefined: the real services. */
  readonly emulators: { readonly auth: Address; readonly firestore: Address } | undefined;
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

const LOCAL_HOSTS = ['localhost', '127.0.0.1'];

/**
 * @param origin of the site, where Firebase Hosting reserves addresses for this.
 *   https://firebase.google.com/docs/hosting/reserved-urls
 * @param config the JSON that the Firebase console shows; undefined: the site is asked for it
 * @throws {CallError} `not-configured`, `signaling-unreachable`
 */
export async function loadFirebaseSettings(
  origin: string,
  config: string | undefined,
): Promise<FirebaseSettings> {
  const { hostname } = new URL(origin);
  const askForEmulators = () => fetchText(`${origin}/__/firebase/init.js?useEmulator=true`);
  // On this machine it is a local project, most likely.
  const early = config === undefined && LOCAL_HOSTS.includes(hostname) ? askForEmulators() : undefined;
  early?.catch(() => {});
  const options = parseOptions(config ?? (await fetchText(`${origin}/__/firebase/init.json`)));
  // A project whose ID begins like this exists on no server; the emulators accept it without a network.
  const isLocal = options.projectId.startsWith('demo-');
  const emulators = isLocal ? parseEmulators(await (early ?? askForEmulators()), hostname) : undefined;
  return { options, emulators };
}

export function parseOptions(json: string): FirebaseSettings['options'] {
  const { projectId, ...others } = parseObject(json);
  if (typeof projectId !== 'string' || projectId === '') throw new CallError('not-configured');
  return { ...others, projectId };
}

/**
 * Hosting states the emulators' addresses only as JSON within a script.
 * @param hostname the page's: the emulators listen where Hosting does
 */
export function parseEmulators(script: string, hostname: string): NonNullable<FirebaseSettings['emulators']> {
  const { auth, firestore } = parseObject(/firebaseEmulators = (\{.*?\});/s.exec(script)?.[1] ?? '');
  return {
    auth: { host: hostname, port: portOf(auth) },
    firestore: { host: hostname, port: portOf(firestore) },
  };
}

/** Where the two services are asked. @param emulators undefined: the real ones */
export function originsOf(emulators: FirebaseSettings['emulators']): Record<'auth' | 'firestore', string> {
  if (emulators === undefined)
    return { auth: 'https://identitytoolkit.googleapis.com', firestore: 'https://firestore.googleapis.com' };
  const { auth, firestore } = emulators;
  return {
    auth: `http://${auth.host}:${auth.port}`,
    firestore: `http://${firestore.host}:${firestore.port}`,
  };
}

function parseObject(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch (cause) {
    throw new CallError('not-configured', { cause });
  }
  throw new CallError('not-configured');
}

function portOf(address: unknown): number {
  const { port } = (address ?? {}) as Partial<Address>;
  if (!Number.isInteger(port) || port === undefined || port < 1 || port > 65_535) {
    throw new CallError('not-configured');
  }
  return port;
}

async function fetchText(url: string): Promise<string> {
  let response: Response;
  try {
    response = await retryBriefly(() => fetch(url));
  } catch (cause) {
    throw new CallError('signaling-unreachable', { cause });
  }
  if (!response.ok) throw new CallError('not-configured');
  return response.text();
}
