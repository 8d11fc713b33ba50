/**
 * The end of a server road within a network namespace: whoever connects to a port of the machine's own there is taken to a Unix
 * socket, which no namespace holds back. Arguments: `port=socket`, for each.
 */
import { connect, createServer } from 'node:net';

const roads = process.argv.slice(2).map((argument) => argument.split('='));
let listening = 0;
for (const [port, socket = ''] of roads) {
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ path: socket, allowHalfOpen: true });
    near.pipe(far).pipe(near);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const)
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
  });
  server.listen(Number(port), '127.0.0.1', () => {
    listening += 1;
    if (listening === roads.length) console.log('ready');
  });
}
