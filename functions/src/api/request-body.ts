import { Problem } from './problem.ts';

/** A request's body, in bytes. */
const MAX_BODY_BYTES = 16 * 1024;

/**
 * The body as it came. Stops reading as soon as there is too much of it.
 * @throws {Problem} `body-too-large`
 */
export async function readBody(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      throw new Problem('body-too-large', { detail: `The body may have ${MAX_BODY_BYTES} bytes.` });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @throws {Problem} `not-json-type`, unless the request says that its body is JSON in UTF-8 */
export function assertJsonType(contentType: string | null): void {
  if (/^application\/(merge-patch\+)?json *(; *charset="?utf-8"? *)?$/i.test(contentType ?? '')) return;
  throw new Problem('not-json-type', { detail: 'Send it with Content-Type: application/json.' });
}

/** @throws {Problem} `not-json` */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body), refuseProto);
  } catch {
    throw new Problem('not-json');
  }
}

/** Nobody means this name: whoever copies such an object changes what it inherits. */
function refuseProto(name: string, value: unknown): unknown {
  if (name === '__proto__') throw new SyntaxError('__proto__');
  return value;
}
