/** Two people by PeerJS, as its own guide has them: one waits to be called, the other calls when the button is pressed. */
import { NO_SERVERS, openCamera, parameter, ready, show, waits } from './page.ts';

interface MediaConnection {
  answer(stream: MediaStream): void;
  on(event: 'stream', listener: (stream: MediaStream) => void): void;
}

/** https://peerjs.com/docs/ */
declare class Peer {
  constructor(id: string, options: object);
  call(id: string, stream: MediaStream): MediaConnection;
  on(event: 'open', listener: () => void): void;
  on(event: 'call', listener: (call: MediaConnection) => void): void;
}

const [role, call] = [parameter('role'), parameter('call')];
const stream = await openCamera();
const server = { host: location.hostname, port: Number(parameter('server')), path: '/', secure: false };
const peer = new Peer(`${call}-${role}`, { ...server, config: NO_SERVERS });
const see = (connection: MediaConnection) => connection.on('stream', (other) => show('other', other));
peer.on('call', (connection) => {
  connection.answer(stream);
  see(connection);
});
peer.on('open', () => {
  if (role === 'host') waits();
  else ready(() => see(peer.call(`${call}-host`, stream)));
});
