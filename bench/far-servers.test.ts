import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FarServers } from './far-servers.ts';

const DELAY_MS = 30;

let far: FarServers;
const echo = createServer({ allowHalfOpen: true }, (socket) => socket.pipe(socket));

beforeEach(async () => {
  far = new FarServers();
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  const address = echo.address();
  if (address === null || typeof address === 'string') throw new Error('It listens on a port');
  await far.add(address.port);
});

afterEach(async () => {
  far.close();
  echo.close();
  await once(echo, 'close');
});

async function visit(): Promise<Socket> {
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(far.browserFlag)?.[1]);
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  await once(socket, 'connect');
  return socket;
}

async function isAnswered(socket: Socket): Promise<void> {
  socket.write('ping');
  await once(socket, 'data');
}

it('has what is said come later, there and back, and a new connection takes a round trip more', async () => {
  far.delayMs = DELAY_MS;
  const beganAt = performance.now();
  const socket = await visit();
  await isAnswered(socket);
  const openAt = performance.now();
  expect(openAt - beganAt).toBeGreaterThanOrEqual(4 * DELAY_MS);
  await isAnswered(socket);
  expect(performance.now() - openAt).toBeGreaterThanOrEqual(2 * DELAY_MS);
  socket.destroy();
});

it('has everything come, in its order, and counts it', async () => {
  far.delayMs = DELAY_MS;
  const socket = await visit();
  const said = Array.from({ length: 500 }, (_, number) => `${number},`);
  const heard = text(socket);
  for (const [number, word] of said.entries()) {
    // Some together, and some a while apart.
    if (number % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    socket.write(word);
  }
  socket.end();
  expect(await heard).toBe(said.join(''));
  const { upBytes, downBytes } = far.traffic;
  expect([upBytes, downBytes]).toEqual([said.join('').length, said.join('').length]);
});
