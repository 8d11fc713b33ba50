import { MAX_BODY_BYTES } from '../http/held-body.ts';
import { Problem } from './problem.ts';

/** @throws {Problem} `body-too-large` */
export function assertNotTooLong(body: Uint8Array): Uint8Array {
  if (body.length <= MAX_BODY_BYTES) return body;
  throw new Problem('body-too-large', { detail: `The body may have ${MAX_BODY_BYTES} bytes.` });
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
