/** The page that this page load came for. Where its address is read before the router is there, the router does not read it again. */
import { parseRoute, type Route } from './route.ts';

let first: { readonly href: string; readonly route: Route } | undefined;

/** Before the application is there. */
export function readFirstRoute(): Route {
  const route = parseRoute(location);
  first = { href: location.href, route };
  return route;
}

/** For the router, once. Undefined: nobody has read it, or the address is another by now. */
export function takeFirstRoute(): Route | undefined {
  const route = first?.href === location.href ? first.route : undefined;
  first = undefined;
  return route;
}
