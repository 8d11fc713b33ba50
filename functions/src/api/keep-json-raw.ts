import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { BASE_PATH } from './base-path.ts';

/** Where the type that was sent is kept. */
export const SENT_TYPE_HEADER = 'x-sent-content-type';

/**
 * Keeps the Functions runtime from parsing the API's bodies before the API sees them: it answers what is not JSON with
 * a page of HTML and a stack trace, and logs a piece of the body. It parses by type, and has no switch; so the type is
 * put aside before the runtime looks, by the one thing that Node lets see a request that early.
 */
export function keepJsonRaw(): void {
  subscribe('http.server.request.start', (message) => {
    const { url = '', headers } = (message as { request: IncomingMessage }).request;
    const type = headers['content-type'];
    if (type === undefined || !url.includes(`${BASE_PATH}/`)) return;
    headers[SENT_TYPE_HEADER] = type;
    headers['content-type'] = 'application/octet-stream';
  });
}
