/** People whose site has a relay: a coturn on this machine. The site's function is stood in for by what it is made of. */
import { randomBytes } from 'node:crypto';
import { Coturn } from '../../functions/src/relays/coturn.ts';
import { startLocalRelay } from '../../scripts/servers/local-relay.ts';
import type { Person } from './person.ts';

export interface GivenRelays {
  /** What the site's function answers. */
  issue(): Promise<unknown>;
  stop(): Promise<void>;
}

/** Where one can be; see `canRelay`. The caller stops it. */
export async function startRelays(): Promise<GivenRelays> {
  const secret = randomBytes(32).toString('base64url');
  const relay = await startLocalRelay(secret, new AbortController().signal);
  const provider = new Coturn(relay.urls.split(','), secret, Date.now);
  return {
    issue: async () => ({ servers: await provider.issue('somebody', 600), validForSeconds: 600 }),
    stop: () => relay.stop(),
  };
}

/** From now on their pages, which have to ask for them, are answered so. */
export async function giveRelays(
  issue: GivenRelays['issue'],
  ...people: readonly Pick<Person, 'context'>[]
): Promise<void> {
  for (const { context } of people)
    await context.route('**/api/relays', async (route) => route.fulfill({ json: { result: await issue() } }));
}

declare global {
  interface Window {
    parleyTold: string[];
  }
}

/** In the page, before any of its scripts: notes every description and candidate of the other's. */
export function noteWhatIsTold(): void {
  window.parleyTold = [];
  const { prototype } = RTCPeerConnection;
  const { setRemoteDescription, addIceCandidate } = prototype;
  prototype.setRemoteDescription = function (description: RTCSessionDescriptionInit) {
    window.parleyTold.push(description.sdp ?? '');
    return Reflect.apply(setRemoteDescription, this, [description]);
  };
  prototype.addIceCandidate = function (candidate?: RTCIceCandidateInit | null) {
    window.parleyTold.push(candidate?.candidate ?? '');
    return Reflect.apply(addIceCandidate, this, [candidate]);
  };
}

/** Everything about where the other is that ever reached this page. */
export const toldTo = ({ page }: Pick<Person, 'page'>): Promise<string> =>
  page.evaluate(() => window.parleyTold.join('\n'));
