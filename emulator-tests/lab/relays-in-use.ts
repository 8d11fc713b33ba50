import { readSelectedPairs } from '../calls/media-probe.ts';
import type { Person } from '../calls/person.ts';

export interface RelayInUse {
  readonly address: string;
  /** How the person's own packets get there: `udp`, `tcp` or `tls`; undefined: they go to a relay of the other. */
  readonly protocol: string | undefined;
}

/** The relays that carry a person's call: none where it is direct. */
export async function relaysInUse({ page }: Person): Promise<RelayInUse[]> {
  const pairs = await page.evaluate(readSelectedPairs);
  return pairs.flatMap(({ local, remote }) => {
    if (local.candidateType === 'relay') return { address: local.address, protocol: local.relayProtocol };
    return remote.candidateType === 'relay' ? { address: remote.address, protocol: undefined } : [];
  });
}
