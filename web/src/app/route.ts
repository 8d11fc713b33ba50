/** Addresses of the application, and what they stand for. */
import { type CallId, CallIdError, type CallIdProblem, type CallLink, parseCallLink } from '@parley/protocol';

export type Route =
  | { readonly page: 'home' }
  | ({ readonly page: 'call' } & CallLink)
  /** Arranging a call. */
  | { readonly page: 'schedule' }
  /** A call that was arranged, as this browser knows it. */
  | { readonly page: 'scheduled-call'; readonly id: CallId }
  /** A join link whose ID is not one: cut off when it was copied, most likely. */
  | { readonly page: 'broken-link'; readonly problem: CallIdProblem }
  | { readonly page: 'not-found' };

export function routeOf({ pathname, hash }: Pick<Location, 'pathname' | 'hash'>): Route {
  if (pathname === '/') return { page: 'home' };
  if (pathname === '/schedule' && hash === '') return { page: 'schedule' };
  if (pathname !== '/call' && pathname !== '/schedule') return { page: 'not-found' };
  try {
    const link = parseCallLink(hash);
    return pathname === '/call' ? { page: 'call', ...link } : { page: 'scheduled-call', id: link.id };
  } catch (error) {
    if (error instanceof CallIdError) return { page: 'broken-link', problem: error.problem };
    throw error;
  }
}
