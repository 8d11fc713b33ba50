import type { ServerResponse } from 'node:http';
import type { Request as FunctionRequest } from 'firebase-functions/v2/https';
import { takeBody } from './request-body.ts';

/** Gives a request of the Functions runtime to a handler of the web's own kind. */
export async function serveNode(
  handle: (request: Request) => Promise<Response>,
  request: FunctionRequest,
  response: ServerResponse,
): Promise<void> {
  await writeResponse(await handle(await toWebRequest(request)), response);
}

/** Gives an answer of the web's own kind to Node. */
export async function writeResponse(answer: Response, response: ServerResponse): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  // Node leaves the body out for a HEAD.
  response.end(Buffer.from(await answer.arrayBuffer()));
}

async function toWebRequest(request: FunctionRequest): Promise<Request> {
  const { method, headers } = request;
  const sent = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const part of [value ?? []].flat()) sent.append(name, part);
  }
  // The web's Request refuses these three; the API answers them as any method that it does not have.
  const isForbidden = ['TRACE', 'CONNECT', 'TRACK'].includes(method);
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return new Request(toUrl(request.originalUrl), {
    method: isForbidden ? 'OPTIONS' : method,
    headers: sent,
    ...(hasBody ? { body: new Uint8Array(await takeBody(request)) } : {}),
  });
}

/**
 * Whatever stands in the request line, as an address of the API: the host is of no interest, since links are made with the
 * configured origin. It is never parsed as a whole, since `//user:password@host:port/` is an address that `new URL` or
 * `new Request` refuses, and quotes.
 */
function toUrl(target: string): URL {
  const [, path = '', query = ''] = /^(?:https?:\/\/[^/?]*)?([^?]*)\??(.*)$/is.exec(target) ?? [];
  const url = new URL('http://api.invalid');
  url.pathname = path;
  url.search = query;
  return url;
}
