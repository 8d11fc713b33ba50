import { type FieldProblem, Problem } from '../http/problem.ts';
import type { ApiKey } from '../keys/api-key.ts';

interface Asked {
  readonly returnUrl?: string | undefined;
}

/**
 * A button of this site leads only where whoever runs it has said that this key's calls may lead.
 * @throws {Problem} `invalid-request`
 */
export function assertReturnsAllowed(
  links: Readonly<Partial<Record<'hostLink' | 'guestLink', Asked | null | undefined>>>,
  { returnOrigins }: Pick<ApiKey, 'returnOrigins'>,
): void {
  const errors = Object.entries(links).flatMap(([field, link]): FieldProblem[] => {
    const url = link?.returnUrl;
    if (url === undefined || returnOrigins.includes(new URL(url).origin)) return [];
    return [{ pointer: `#/${field}/returnUrl`, detail: detailOf(returnOrigins) }];
  });
  if (errors.length > 0) throw new Problem('invalid-request', { errors });
}

function detailOf(origins: readonly string[]): string {
  return origins.length === 0
    ? 'is not possible with this API key, which allows no origin'
    : `must be at an origin that this API key allows: ${origins.join(', ')}`;
}
