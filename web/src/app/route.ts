/** Addresses of the application, and what they stand for. */
import {
  type CallId,
  CallIdError,
  type CallIdProblem,
  type CallLink,
  formatCallId,
  joinLink,
  parseCallLink,
} from '@parley/protocol';

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

/** A gateway that has written %23 for # has made the rest of the link a part of the path. */
const PLACE = /^\/(call|schedule)\/?(?:%(?:25)*23.*)?$/;
const FRAGMENT = /#|%(?:25)*23/;

export function routeOf({ pathname, search, hash }: Pick<Location, 'pathname' | 'search' | 'hash'>): Route {
  if (pathname === '/') return { page: 'home' };
  const place = PLACE.exec(pathname)?.[1];
  if (place === undefined) return { page: 'not-found' };
  const address = pathname + search + hash;
  if (!FRAGMENT.test(address))
    return place === 'call' ? { page: 'broken-link', problem: 'empty' } : { page: 'schedule' };
  try {
    const link = parseCallLink(address);
    return place === 'call' ? { page: 'call', ...link } : { page: 'scheduled-call', id: link.id };
  } catch (error) {
    if (error instanceof CallIdError) return { page: 'broken-link', problem: error.problem };
    throw error;
  }
}

/** The address that a page is to be found and passed on by: without a secret of the host's, or what a tool has added. */
export function addressOf(route: Route): string | undefined {
  if (route.page === 'call') return joinLink('', route.id);
  if (route.page === 'scheduled-call') return `/schedule#${formatCallId(route.id)}`;
  return undefined;
}
