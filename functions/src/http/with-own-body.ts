import type { HttpsFunction } from 'firebase-functions/v2/https';
import { problemAnswer, toResponse } from './answer.ts';
import { Problem } from './problem.ts';
import { assertNotEncoded, assertNotTooLong, parseJson, takeBody } from './request-body.ts';
import { writeResponse } from './serve-node.ts';

/**
 * A callable function that reads its body itself (see `holdBodies`), and refuses with a problem document what is too long,
 * encoded or no JSON.
 */
export function withOwnBody<Callable extends HttpsFunction>(callable: Callable): Callable {
  return new Proxy(callable, {
    async apply(target, self, [request, response]: Parameters<HttpsFunction>) {
      if (request.method === 'POST') {
        try {
          assertNotEncoded(request.headers['content-encoding'] ?? null);
          const body = parseJson(assertNotTooLong(await takeBody(request)));
          // Firebase logs a body that has no data in it.
          request.body = isCall(body) ? body : undefined;
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          return writeResponse(toResponse(problemAnswer(error)), response);
        }
      }
      return Reflect.apply(target, self, [request, response]);
    },
  });
}

/** https://firebase.google.com/docs/functions/callable-reference */
function isCall(body: unknown): boolean {
  return typeof body === 'object' && body !== null && Object.keys(body).join() === 'data';
}
