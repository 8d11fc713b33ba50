import { CallError } from '@parley/call';
import { afterEach, expect, test, vi } from 'vitest';
import { ServiceScene } from '../testing/service-scene.ts';
import { Services } from './services.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** A project on this machine, of which the pieces arrive. */
function firebase() {
  const scene = new ServiceScene();
  const connectFirebase = vi.fn(async () => ({ ...(await scene.connect()), isLocal: true }));
  return { connectFirebase, load: vi.fn(async () => ({ connectFirebase })) };
}

test('Everybody who asks gets the same services, connected to once', async () => {
  const { connectFirebase, load } = firebase();
  const services = new Services(load);
  const [one, other] = await Promise.all([services.connect(), services.connect()]);
  expect(other).toBe(one);
  expect(await services.connect()).toBe(one);
  expect([load.mock.calls.length, connectFirebase.mock.calls.length]).toEqual([1, 1]);
  // A local project must not ask the internet.
  expect(one.iceServers).toEqual([]);
});

test('Nobody is asked for relays by a site whose build says that it has none', async () => {
  const relays = { issueRelays: vi.fn() };
  const load = async () => {
    const connectFirebase = async () => ({ ...(await new ServiceScene().connect()), relays, isLocal: true });
    return { connectFirebase };
  };
  expect(await new Services(load).connect()).toMatchObject({ relays });
  vi.stubEnv('VITE_RELAYS', 'none');
  expect(await new Services(load).connect()).not.toHaveProperty('relays');
});

test('Once it is connected, the time is the server’s', async () => {
  const { load } = firebase();
  const services = new Services(load);
  expect(Math.abs(services.now() - Date.now())).toBeLessThan(30_000);
  const { clock } = await services.connect();
  vi.spyOn(clock, 'now').mockReturnValue(42);
  expect(services.now()).toBe(42);
});

test('A part of the page that does not come is said, and asked for again', async () => {
  const { load } = firebase();
  load.mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'));
  const services = new Services(load);
  await expect(services.connect()).rejects.toMatchObject({ code: 'page-incomplete' });
  await expect(services.connect()).resolves.toBeDefined();
});

test('What keeps it from connecting is said as it is, and it is tried again', async () => {
  const { connectFirebase, load } = firebase();
  connectFirebase.mockRejectedValueOnce(new CallError('not-configured'));
  const services = new Services(load);
  const refused = [services.connect(), services.connect()];
  await Promise.all(
    refused.map((outcome) => expect(outcome).rejects.toMatchObject({ code: 'not-configured' })),
  );
  await expect(services.connect()).resolves.toBeDefined();
  expect(connectFirebase).toHaveBeenCalledTimes(2);
});

test('Where no call is possible, nothing is loaded', async () => {
  vi.spyOn(window, 'isSecureContext', 'get').mockReturnValue(false);
  const { load } = firebase();
  await expect(new Services(load).connect()).rejects.toMatchObject({ code: 'insecure-origin' });
  expect(load).not.toHaveBeenCalled();
});

test('A sign-in that fails early is no failure to connect: whoever needs it meets it', async () => {
  const { connectFirebase, load } = firebase();
  const identity = { signIn: () => Promise.reject(new CallError('sign-in-refused')) };
  connectFirebase.mockImplementation(async () => {
    const services = await new ServiceScene().connect();
    return { ...services, identity, isLocal: true };
  });
  await expect(new Services(load).connect()).resolves.toMatchObject({ identity });
});
