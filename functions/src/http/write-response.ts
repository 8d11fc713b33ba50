import type { ServerResponse } from 'node:http';

/** Gives an answer of the web's own kind to Node. */
export async function writeResponse(answer: Response, response: ServerResponse): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  // Node leaves the body out for a HEAD.
  response.end(Buffer.from(await answer.arrayBuffer()));
}
