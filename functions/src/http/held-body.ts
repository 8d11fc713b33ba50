import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/** Of a request, in bytes. */
export const MAX_BODY_BYTES = 16 * 1024;

/** Requests whose bodies nobody has read. */
const held = new WeakSet<IncomingMessage>();

/**
 * Keeps the Functions runtime from reading bodies. It reads and inflates up to a gigabyte before a function is called, and
 * answers what is not JSON with a page of HTML and a piece of the body in its log; it has no switch for either. Whether there
 * is a body it tells by two headers, so they are taken away before it looks, by the one thing that Node lets see a request
 * that early. Node itself has read them by then, and gives the body to whoever asks.
 *
 * @param targets functions that take the body themselves (`takeBody`): each instance runs one, which this variable names
 */
export function holdBodies(targets: readonly string[]): void {
  if (!targets.includes(process.env.FUNCTION_TARGET ?? '')) return;
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    delete request.headers['content-length'];
    delete request.headers['transfer-encoding'];
    held.add(request);
  });
}

/**
 * The body as it came, or its beginning: of one that is too long, a byte more than it may have.
 * @param request with what the runtime has read, where it was not kept from it
 */
export async function takeBody(
  request: IncomingMessage & { readonly rawBody?: Buffer },
): Promise<Uint8Array> {
  if (!held.has(request)) return request.rawBody ?? new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Destroying the request would close the connection before it has an answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_BODY_BYTES) break;
  }
  // What is left is thrown away as it comes: the next request on this connection is behind it.
  request.resume();
  return Buffer.concat(chunks).subarray(0, MAX_BODY_BYTES + 1);
}
