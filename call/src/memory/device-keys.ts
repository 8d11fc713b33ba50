/** The key pair of this device, which what is rung is sealed to. It cannot be taken out of the browser. */
export interface DeviceKeys {
  readonly pair: CryptoKeyPair;
  /** P-256, raw and uncompressed. */
  readonly publicKey: Uint8Array;
}

const DATABASE = 'parley';
const STORE = 'keys';
const NAME = 'ring';

/** The keys that this browser has kept, or new ones: where it keeps nothing, each page has its own. */
export async function loadDeviceKeys(): Promise<DeviceKeys> {
  const made = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
  // Two tabs that come first at once agree on one pair: the later finds the earlier's.
  const pair = await keep(made).catch(() => made);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  return { pair, publicKey };
}

/** @returns the pair that is kept: the one that was there, or this one */
async function keep(pair: CryptoKeyPair): Promise<CryptoKeyPair> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(STORE));
  const database = await settled(opening);
  try {
    const store = database.transaction(STORE, 'readwrite').objectStore(STORE);
    const known: unknown = await settled(store.get(NAME));
    if (isPair(known)) return known;
    await settled(store.put(pair, NAME));
    return pair;
  } finally {
    database.close();
  }
}

function isPair(value: unknown): value is CryptoKeyPair {
  return typeof value === 'object' && value !== null && 'privateKey' in value && 'publicKey' in value;
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result), { once: true });
    request.addEventListener('error', () => reject(request.error), { once: true });
  });
}
