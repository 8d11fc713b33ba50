import type { LookupFunction } from 'node:net';
import { type Resolve, resolvePublic } from './resolve-public.ts';

/**
 * What a connection asks for where a name leads: it gets the addresses that were checked, and asks nobody else. It does
 * not ask when the host is an address already, which `parseWebhookAddress` has checked.
 * @param resolve undefined: the system's resolver
 */
export function lookUpPublic(resolve: Resolve | undefined): LookupFunction {
  return (host, { all }, callback) => {
    resolvePublic(host, resolve).then(
      (addresses) => {
        const [first] = addresses;
        if (all === true) callback(null, [...addresses]);
        else callback(null, first?.address ?? '', first?.family);
      },
      (error: Error) => callback(error, ''),
    );
  };
}
