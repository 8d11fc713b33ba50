import { isStorableId } from '../stored/storable.ts';
import { BASE_PATH } from './base-path.ts';
import type { Method, Operation } from './operation.ts';
import { type OperationId, operations } from './operations.ts';
import { Problem } from './problem.ts';

export interface Route {
  readonly operationId: OperationId;
  /** From the path; empty where there is none in it. */
  readonly id: string;
}

interface Resource {
  readonly pattern: RegExp;
  readonly byMethod: ReadonlyMap<Method, OperationId>;
}

const resources: readonly Resource[] = [
  ...Map.groupBy(Object.entries<Operation>(operations), ([, { path }]) => path),
].map(([path, entries]) => ({
  pattern: new RegExp(
    `^${BASE_PATH}${path.replaceAll('.', '\\.').replace('{id}', '(?<id>[A-Za-z0-9_-]{22})')}$`,
  ),
  byMethod: new Map(entries.map(([operationId, { method }]) => [method, operationId as OperationId])),
}));

/** @throws {Problem} `not-found`, `method-not-allowed` */
export function routeOf(method: string, url: URL): Route {
  for (const { pattern, byMethod } of resources) {
    const match = pattern.exec(url.pathname);
    if (match === null) continue;
    // A HEAD is a GET of which only the headers are sent.
    const operationId = byMethod.get((method === 'HEAD' ? 'GET' : method) as Method);
    if (operationId === undefined) throw methodNotAllowed(byMethod);
    const { id = '' } = match.groups ?? {};
    if (!isStorableId(id)) break;
    return { operationId, id };
  }
  throw new Problem('not-found');
}

function methodNotAllowed(byMethod: Resource['byMethod']): Problem {
  const allowed = [...byMethod.keys()].flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return new Problem('method-not-allowed', { headers: { Allow: allowed.join(', ') } });
}
