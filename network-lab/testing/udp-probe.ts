/**
 * A device that asks STUN servers, from one socket, by which address they see it, and prints `at ADDRESS:PORT` or `at nothing` for each.
 * Each line of its input is `send ADDRESS:PORT`, which it answers by `sent ADDRESS:PORT`, and it prints `heard ADDRESS:PORT` of whoever sends to it. Arguments: the servers.
 */
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { createInterface } from 'node:readline';

const BINDING_REQUEST = Buffer.from('000100002112a442', 'hex');
const BINDING_RESPONSE = 0x0101;
const XOR_MAPPED_ADDRESS = 0x0020;
const PATIENCE_MS = 1500;
const RESEND_MS = 200;

const socket = createSocket('udp4');
const answers = new Map<string, string>();

function place(name: string): [number, string] {
  const [host = '', port] = name.split(':');
  return [Number(port), host];
}

/** https://www.rfc-editor.org/rfc/rfc8489#section-14.2 */
function mappedAddress(message: Buffer): string | undefined {
  for (let at = 20; at < message.length; at += 4 + Math.ceil(message.readUInt16BE(at + 2) / 4) * 4) {
    if (message.readUInt16BE(at) !== XOR_MAPPED_ADDRESS) continue;
    const port = message.readUInt16BE(at + 6) ^ message.readUInt16BE(4);
    return `${[0, 1, 2, 3].map((index) => message.readUInt8(at + 8 + index) ^ message.readUInt8(4 + index)).join('.')}:${port}`;
  }
  return undefined;
}

socket.on('message', (message, { address, port }) => {
  const isAnswer = message.length >= 20 && message.readUInt16BE(0) === BINDING_RESPONSE;
  if (!isAnswer) console.log(`heard ${address}:${port}`);
  else if (!answers.has(`${address}:${port}`)) {
    answers.set(`${address}:${port}`, mappedAddress(message) ?? 'nothing');
    if (answers.size === servers.length) tell();
  }
});
// Where there is no network at all.
socket.on('error', () => {});
const servers = process.argv.slice(2);
const asking = setInterval(ask, RESEND_MS);
function ask() {
  for (const server of servers)
    if (!answers.has(server))
      socket.send(Buffer.concat([BINDING_REQUEST, randomBytes(12)]), ...place(server));
}
ask();
const givingUp = setTimeout(tell, PATIENCE_MS);
function tell() {
  clearInterval(asking);
  clearTimeout(givingUp);
  for (const server of servers) console.log(`at ${answers.get(server) ?? 'nothing'}`);
}
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const to = line.replace('send ', '');
    socket.send('hello', ...place(to), () => console.log(`sent ${to}`));
  })
  .on('close', () => process.exit());
