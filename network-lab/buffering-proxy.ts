/** A proxy for HTTP that passes an answer on only once it has all of it, as some do that look through what they carry. */
import { createServer, request, type Server } from 'node:http';

/** It listens nowhere: connections are handed to it, and go on to this port of this machine. */
export function createBufferingProxy(port: number): Server {
  return createServer((incoming, outgoing) => {
    const { method, url: path, headers } = incoming;
    const onward = request({ host: '127.0.0.1', port, method, path, headers }, async (answer) => {
      const parts: Buffer[] = [];
      try {
        for await (const part of answer) parts.push(part);
      } catch {
        outgoing.destroy();
        return;
      }
      const { 'transfer-encoding': _, ...others } = answer.headers;
      const body = Buffer.concat(parts);
      outgoing.writeHead(answer.statusCode ?? 502, { ...others, 'content-length': body.length }).end(body);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
}
