import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/**
 * Empties addresses with a broken percent-encoding, so that a function refuses them as any other that it does not have. The
 * runtime itself would answer them with a page of HTML, and log what they say.
 */
export function emptyUndecodableAddresses(): void {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage };
    if (!isDecodable(request.url ?? '')) request.url = '/';
  });
}

function isDecodable(address: string): boolean {
  const [path = ''] = address.split('?');
  try {
    // Asked for something, or the bundler leaves it out as without effect.
    return decodeURIComponent(path).isWellFormed();
  } catch {
    return false;
  }
}
