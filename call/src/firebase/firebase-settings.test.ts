import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadFirebaseSettings, originsOf, parseEmulators, parseOptions } from './firebase-settings.ts';

/** As Hosting's emulator serves it. */
function script(emulators: unknown): string {
  const config = { projectId: 'demo-parley', appId: 'x' };
  return `if (typeof firebase === 'undefined') throw new Error('hosting/init-error');
var firebaseConfig = ${JSON.stringify(config, null, 2)};
if (firebaseConfig) {
  firebase.initializeApp(firebaseConfig);
  var firebaseEmulators = ${JSON.stringify(emulators, null, 2)};
  if (firebaseEmulators) {
    console.log("Automatically connecting Firebase SDKs to running emulators:");
  }
}`;
}

const auth = { host: '0.0.0.0', port: 9099, hostAndPort: '0.0.0.0:9099' };
const firestore = { host: '0.0.0.0', port: 8080, hostAndPort: '0.0.0.0:8080' };
const ORIGIN = 'https://parley.local:5000';
const notConfigured = expect.objectContaining({ name: 'CallError', code: 'not-configured' });

describe('the options of a project', () => {
  it('are taken as the console shows them', () => {
    const options = { projectId: 'parley-1', apiKey: 'key', appId: '1:2:web:3' };
    expect(parseOptions(JSON.stringify(options))).toEqual(options);
  });

  it.each([
    '',
    '<!doctype html><title>Parley</title>',
    'null',
    '"parley-1"',
    '17',
    '[]',
    '{}',
    '{"apiKey":"key"}',
    '{"projectId":null}',
    '{"projectId":5}',
    '{"projectId":""}',
    '{"projectId":{"length":3}}',
    '[{"projectId":"parley-1"}]',
    '{"__proto__":{"projectId":"parley-1"}}',
  ])('are missing in %s', (json) => {
    expect(() => parseOptions(json)).toThrow(notConfigured);
  });
});

describe('the addresses of the emulators', () => {
  it('are where the page is, at the ports that Hosting states', () => {
    expect(parseEmulators(script({ auth, firestore, hosting: { port: 1 } }), 'parley.local')).toEqual({
      auth: { host: 'parley.local', port: 9099 },
      firestore: { host: 'parley.local', port: 8080 },
    });
  });

  it.each([
    ['of a real project', script(undefined)],
    ['of nothing', ''],
    ['in which auth is missing', script({ firestore })],
    ['in which Firestore is missing', script({ auth })],
    ['in which one is nothing', script({ auth: null, firestore })],
    ['with a port that is none', script({ auth: { port: '9099' }, firestore })],
    ['with a port that cannot be', script({ auth: { port: 70_000 }, firestore })],
    ['without a port', script({ auth: {}, firestore })],
    ['that is no JSON', 'var firebaseEmulators = {auth: 9099};'],
    ['that is cut off', script({ auth, firestore }).slice(0, 300)],
  ])('are missing in a script %s', (_, text) => {
    expect(() => parseEmulators(text, 'localhost')).toThrow(notConfigured);
  });
});

describe('where the settings come from', () => {
  afterEach(() => vi.unstubAllGlobals());

  /** Serves these texts, and nothing else. */
  function serve(texts: Readonly<Record<string, string>>) {
    const fetch = vi.fn(async (url: string) => {
      const text = texts[url.slice(ORIGIN.length)];
      return url.startsWith(ORIGIN) && text !== undefined
        ? new Response(text)
        : new Response('', { status: 404 });
    });
    vi.stubGlobal('fetch', fetch);
    return fetch;
  }

  it('whoever has them asks nobody', async () => {
    const fetch = serve({});
    const settings = await loadFirebaseSettings(ORIGIN, '{"projectId":"parley-1"}');
    expect(settings).toEqual({ options: { projectId: 'parley-1' }, emulators: undefined });
    expect(fetch).not.toHaveBeenCalled();
  });

  it('whoever has not asks Hosting', async () => {
    const fetch = serve({ '/__/firebase/init.json': '{"projectId":"parley-2"}' });
    const settings = await loadFirebaseSettings(ORIGIN, undefined);
    expect(settings).toEqual({ options: { projectId: 'parley-2' }, emulators: undefined });
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('a local project also asks for its emulators', async () => {
    serve({
      '/__/firebase/init.json': '{"projectId":"demo-parley"}',
      '/__/firebase/init.js?useEmulator=true': script({ auth, firestore }),
    });
    expect(await loadFirebaseSettings(ORIGIN, undefined)).toMatchObject({
      emulators: { auth: { host: 'parley.local' }, firestore: { port: 8080 } },
    });
  });

  it('on this machine both are asked for at once, and of a real project nothing more', async () => {
    const texts = ['{"projectId":"parley-3"}', ''];
    const fetch = vi.fn(async () => new Response(texts.pop()));
    vi.stubGlobal('fetch', fetch);
    const settings = loadFirebaseSettings('http://localhost:5000', undefined);
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(await settings).toEqual({ options: { projectId: 'parley-3' }, emulators: undefined });
  });

  it('a site without them is not configured', async () => {
    serve({});
    await expect(loadFirebaseSettings(ORIGIN, undefined)).rejects.toMatchObject({ code: 'not-configured' });
  });

  it('a site that cannot be reached is not faulted for its configuration', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(loadFirebaseSettings(ORIGIN, undefined)).rejects.toMatchObject({
      code: 'signaling-unreachable',
    });
  });
});

describe('where the services are asked', () => {
  it('is Google’s own, unless there are emulators', () => {
    expect(originsOf(undefined)).toEqual({
      auth: 'https://identitytoolkit.googleapis.com',
      firestore: 'https://firestore.googleapis.com',
    });
    const at = (port: number) => ({ host: 'parley.local', port });
    expect(originsOf({ auth: at(9099), firestore: at(8080) })).toEqual({
      auth: 'http://parley.local:9099',
      firestore: 'http://parley.local:8080',
    });
  });
});
