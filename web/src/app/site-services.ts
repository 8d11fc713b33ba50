/**
 * What this page load runs on. For a call it is connected to before the application is there, which takes the processor as long as the
 * servers take to be asked.
 */
import { readFirstRoute } from './first-route.ts';
import { Services } from './services.ts';

export const siteServices = new Services();

/** Whatever comes of it, the page meets. */
export function connectForCall(): void {
  if (readFirstRoute().page === 'call') siteServices.connect().catch(() => {});
}
