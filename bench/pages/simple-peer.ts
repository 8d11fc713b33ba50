/** Two people by simple-peer, which brings no way to introduce them: here a WebSocket takes what one says to the other, and stands before. */
import { NO_SERVERS, openCamera, parameter, ready, show, waits } from './page.ts';

interface Connection {
  on(event: 'signal', listener: (said: unknown) => void): void;
  on(event: 'stream', listener: (stream: MediaStream) => void): void;
  signal(said: unknown): void;
}

/** https://github.com/feross/simple-peer#api */
declare class SimplePeer {
  constructor(options: object);
}

const [role, call] = [parameter('role'), parameter('call')];
const stream = await openCamera();
const socket = new WebSocket(`ws://${location.hostname}:${parameter('server')}/${call}`);
let connection: Connection | undefined;
const connect = (initiator: boolean): Connection => {
  const made = new SimplePeer({ initiator, stream, config: NO_SERVERS }) as unknown as Connection;
  made.on('signal', (said) => socket.send(JSON.stringify(said)));
  made.on('stream', (other) => show('other', other));
  return made;
};
socket.onmessage = ({ data }) => {
  connection ??= connect(false);
  connection.signal(JSON.parse(String(data)));
};
socket.onopen = () => {
  if (role === 'host') waits();
  else
    ready(() => {
      connection = connect(true);
    });
};
