import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { Problem } from './problem.ts';

/** Of a request, in bytes, unless its operation allows more. */
const MAX_BODY_BYTES = 16 * 1024;

/** As much as any operation may allow. */
const MOST_BODY_BYTES = 256 * 1024;

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
    if (size > MOST_BODY_BYTES) break;
  }
  // What is left is thrown away as it comes: the next request on this connection is behind it.
  request.resume();
  return Buffer.concat(chunks).subarray(0, MOST_BODY_BYTES + 1);
}

/** @throws {Problem} `body-too-large` */
export function assertNotTooLong(body: Uint8Array, maxBytes = MAX_BODY_BYTES): Uint8Array {
  if (body.length <= maxBytes) return body;
  throw new Problem('body-too-large', { detail: `The body may have ${maxBytes} bytes.` });
}

/**
 * What is short when it is sent may be long when it is decoded.
 * @throws {Problem} `encoded-body`
 */
export function assertNotEncoded(contentEncoding: string | null): void {
  if (/^(identity)?$/i.test(contentEncoding ?? '')) return;
  throw new Problem('encoded-body', {
    detail: 'Send it without a Content-Encoding.',
    // https://www.rfc-editor.org/rfc/rfc7694#section-3
    headers: { 'Accept-Encoding': 'identity' },
  });
}

/** @throws {Problem} `not-json-type`, unless the request says that its body is JSON in UTF-8 */
export function assertJsonType(contentType: string | null): void {
  if (/^application\/json *(; *charset="?utf-8"? *)?$/i.test(contentType ?? '')) return;
  // A merge patch (RFC 7396) would have to be merged: what is named here is replaced whole.
  throw new Problem('not-json-type', {
    detail: 'Send it with Content-Type: application/json.',
    headers: { Accept: 'application/json' },
  });
}

/** @throws {Problem} `not-json` */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body), refuseUnmeant);
  } catch {
    throw new Problem('not-json', {
      detail: 'It must be JSON in UTF-8, without half of a surrogate pair and without the name __proto__.',
    });
  }
}

/**
 * Nobody means this name: whoever copies such an object changes what it inherits. Nor half of a surrogate pair, at which parsers
 * and databases of others break when they get it back (https://www.rfc-editor.org/rfc/rfc7493#section-2.1).
 */
function refuseUnmeant(name: string, value: unknown): unknown {
  if (name === '__proto__') throw new SyntaxError('__proto__');
  if (!name.isWellFormed() || (typeof value === 'string' && !value.isWellFormed()))
    throw new SyntaxError('Half of a surrogate pair');
  return value;
}
