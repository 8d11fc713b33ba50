import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { avoidBusyPorts, chooseFreePorts, documentedAddresses, urlOf } from './emulator-ports.ts';

const host = '127.0.0.1';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});

/** Somebody else's program. @returns its port */
async function occupy(at: string, port = 0): Promise<number> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen({ host: at, port }, resolve),
  );
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}

describe('of the ports that are wanted', () => {
  test('a free one is taken, and taken again the next time', async () => {
    const { auth } = await chooseFreePorts({ auth: { host, port: 1 } });
    expect(await avoidBusyPorts({ auth })).toEqual({ auth });
    expect(await avoidBusyPorts({ auth })).toEqual({ auth });
  });

  test.each(['127.0.0.1', '0.0.0.0', '::'])(
    'one that something listens on at %s is passed over',
    async (at) => {
      const port = await occupy(at);
      const { firestore } = await avoidBusyPorts({ firestore: { host, port } });
      expect(firestore.host).toBe(host);
      expect(firestore.port).toBeGreaterThan(port);
      await occupy(host, firestore.port);
    },
  );

  test('the next one is passed over too when another emulator wants it', async () => {
    const port = await occupy(host);
    const wanted = { hosting: { host, port }, functions: { host, port: port + 1 } };
    const chosen = await avoidBusyPorts(wanted);
    expect(chosen.hosting.port).toBeGreaterThan(port);
    expect(chosen.hosting.port).not.toBe(chosen.functions.port);
  });
});

test('The system’s choice is free and each another, for everybody who asks at once', async () => {
  const chosen = await Promise.all([1, 2, 3].map(() => chooseFreePorts(documentedAddresses)));
  const ports = chosen.flatMap((addresses) => Object.values(addresses).map(({ port }) => port));
  expect(new Set(ports.slice(0, 6)).size).toBe(6);
  for (const port of new Set(ports)) await occupy(host, port);
  expect(chosen.flatMap(Object.keys)).toEqual(Array(3).fill(Object.keys(documentedAddresses)).flat());
});

test('An address is where programs find it', () => {
  expect(urlOf({ host, port: 8081 })).toBe('http://127.0.0.1:8081');
});
