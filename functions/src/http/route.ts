import { isStorableId } from '../stored/storable.ts';
import { BASE_PATH, type Method, type Operation, type Operations } from './operation.ts';
import { Problem } from './problem.ts';

export interface Route {
  readonly operationId: string;
  readonly operation: Operation;
  /** From the path; empty where there is none in it. */
  readonly id: string;
}

interface Resource {
  readonly pattern: RegExp;
  readonly byMethod: ReadonlyMap<Method, Pick<Route, 'operationId' | 'operation'>>;
}

/** Finds operations by their addresses. */
export class Routes {
  readonly #resources: readonly Resource[];

  constructor(operations: Operations) {
    const byPath = Map.groupBy(Object.entries(operations), ([, { path }]) => path);
    this.#resources = [...byPath].map(([path, entries]) => ({
      pattern: new RegExp(
        `^${BASE_PATH}${path.replaceAll('.', '\\.').replace('{id}', '(?<id>[A-Za-z0-9_-]{22})')}$`,
      ),
      byMethod: new Map(
        entries.map(([operationId, operation]) => [operation.method, { operationId, operation }]),
      ),
    }));
  }

  /** @throws {Problem} `not-found`, `method-not-allowed` */
  find(method: string, url: URL): Route {
    for (const { pattern, byMethod } of this.#resources) {
      const match = pattern.exec(url.pathname);
      if (match === null) continue;
      // A HEAD is a GET of which only the headers are sent.
      const found = byMethod.get((method === 'HEAD' ? 'GET' : method) as Method);
      if (found === undefined) throw methodNotAllowed(byMethod);
      const { id = '' } = match.groups ?? {};
      if (!isStorableId(id)) break;
      return { ...found, id };
    }
    throw new Problem('not-found');
  }
}

function methodNotAllowed(byMethod: Resource['byMethod']): Problem {
  const allowed = [...byMethod.keys()].flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return new Problem('method-not-allowed', { headers: { Allow: allowed.join(', ') } });
}
