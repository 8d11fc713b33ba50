import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { checkPortsAreFree, describeBusyPort } from './emulator-ports.ts';

test('a port that something listens on is named, and a free one is fine', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port: 0 }, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  const { port } = address;

  const busy = checkPortsAreFree({ firestore: { host: '127.0.0.1', port } });
  await expect(busy).rejects.toThrow(`Port ${port} (firestore) is busy`);

  await new Promise((resolve) => server.close(resolve));
  await checkPortsAreFree({ firestore: { host: '127.0.0.1', port } });
});

test('a busy port is blamed on running emulators when there are some', () => {
  expect(describeBusyPort('hosting', 5000, 4711)).toContain('process 4711), probably another `npm start`');
  expect(describeBusyPort('hosting', 5000, undefined)).toContain('change the port in firebase.json');
});
