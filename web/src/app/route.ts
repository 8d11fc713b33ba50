/** Addresses of the application, and what they stand for. */
import {
  type CallAddress,
  type CallId,
  CallIdError,
  type CallIdProblem,
  formatCallId,
  joinPath,
  parseCallAddress,
} from '@parley/protocol';

/** Where one can go. */
export type Destination =
  /** To start a new call at once, if that was asked for elsewhere: with this person, or with nobody known. */
  | { readonly page: 'home'; readonly starting?: { readonly peerName: string } }
  | ({ readonly page: 'call' } & CallAddress)
  /** Arranging a call. */
  | { readonly page: 'schedule' }
  /** A call that was arranged, as this browser knows it; a moment ago, if it is new. */
  | { readonly page: 'scheduled-call'; readonly id: CallId; readonly isNew?: true };

export type Route =
  | Destination
  /** A join link whose ID is not one: cut off when it was copied, most likely. */
  | { readonly page: 'broken-link'; readonly problem: CallIdProblem }
  | { readonly page: 'not-found' };

/** A gateway that has written %23 for # has made the rest of the link a part of the path. */
const PLACE = /^\/(call|schedule)\/?(?:%(?:25)*23.*)?$/;
const FRAGMENT = /#|%(?:25)*23/;

export function parseRoute({
  pathname,
  search,
  hash,
}: Pick<Location, 'pathname' | 'search' | 'hash'>): Route {
  if (pathname === '/') return { page: 'home' };
  const place = PLACE.exec(pathname)?.[1];
  if (place === undefined) return { page: 'not-found' };
  const address = pathname + search + hash;
  if (!FRAGMENT.test(address))
    return place === 'call' ? { page: 'broken-link', problem: 'empty' } : { page: 'schedule' };
  try {
    const link = parseCallAddress(address);
    return place === 'call' ? { page: 'call', ...link } : { page: 'scheduled-call', id: link.id };
  } catch (error) {
    if (error instanceof CallIdError) return { page: 'broken-link', problem: error.problem };
    throw error;
  }
}

/** The address that a page is to be found and passed on by: without a secret of the host's, or what a tool has added. */
export function addressOf(destination: Destination): string {
  switch (destination.page) {
    case 'home':
      return '/';
    case 'call':
      return joinPath(destination.id);
    case 'schedule':
      return '/schedule';
    case 'scheduled-call':
      return `/schedule#${formatCallId(destination.id)}`;
  }
}
