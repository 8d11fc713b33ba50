import type { IssuedRelays } from '@parley/protocol';
import { CallError } from '../ports/call-error.ts';
import type { RelaySource } from '../ports/relay-source.ts';

/** Whoever is refused has none, and does not ask again before they sit down anew. */
export async function relaysForSeat(
  relays: RelaySource,
  docId: string,
  signal: AbortSignal,
): Promise<IssuedRelays> {
  try {
    return await relays.issueRelays(docId, signal);
  } catch (error) {
    if (error instanceof CallError && error.code === 'refused') return { servers: [], validForSeconds: 1 };
    throw error;
  }
}
