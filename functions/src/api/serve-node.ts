import type { ServerResponse } from 'node:http';
import type { Request as FunctionRequest } from 'firebase-functions/v2/https';
import { SENT_TYPE_HEADER } from './keep-json-raw.ts';

/** Gives a request of the Functions runtime, whose body has been read already, to a handler of the web's own kind. */
export async function serveNode(
  handle: (request: Request) => Promise<Response>,
  request: FunctionRequest,
  response: ServerResponse,
): Promise<void> {
  const answer = await handle(toWebRequest(request));
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  // Node leaves the body out for a HEAD.
  response.end(Buffer.from(await answer.arrayBuffer()));
}

function toWebRequest({ method, originalUrl, headers, rawBody }: FunctionRequest): Request {
  const sent = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const part of [value ?? []].flat()) sent.append(name, part);
  }
  sent.set('Content-Type', sent.get(SENT_TYPE_HEADER) ?? sent.get('Content-Type') ?? '');
  // The host is of no interest: links are made with the configured origin.
  const url = new URL(originalUrl, 'http://api.invalid');
  // The web's Request refuses these two; the API answers them as any method that it does not have.
  const isForbidden = ['TRACE', 'CONNECT', 'TRACK'].includes(method);
  const hasBody = method !== 'GET' && method !== 'HEAD' && rawBody !== undefined;
  return new Request(url, {
    method: isForbidden ? 'OPTIONS' : method,
    headers: sent,
    ...(hasBody ? { body: new Uint8Array(rawBody) } : {}),
  });
}
