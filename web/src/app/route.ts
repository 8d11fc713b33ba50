/** Addresses of the application, and what they stand for. */
import { CallIdError, type CallIdProblem, type CallLink, parseCallLink } from '@parley/protocol';

export type Route =
  | { readonly page: 'home' }
  | ({ readonly page: 'call' } & CallLink)
  /** A join link whose ID is not one: cut off when it was copied, most likely. */
  | { readonly page: 'broken-link'; readonly problem: CallIdProblem }
  | { readonly page: 'not-found' };

export function routeOf({ pathname, hash }: Pick<Location, 'pathname' | 'hash'>): Route {
  if (pathname === '/') return { page: 'home' };
  if (pathname !== '/call') return { page: 'not-found' };
  try {
    return { page: 'call', ...parseCallLink(hash) };
  } catch (error) {
    if (error instanceof CallIdError) return { page: 'broken-link', problem: error.problem };
    throw error;
  }
}
