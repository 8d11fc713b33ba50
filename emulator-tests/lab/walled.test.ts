/** Two who have no way to each other, and none by UDP: they meet through a relay, in the one way that their networks leave. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FirewallKind } from '../../network-lab/nat.ts';
import { whyNoLab } from '../../network-lab/why-no-lab.ts';
import { seeAndHearEachOther } from '../calls/person.ts';
import { LabPair } from './lab-pair.ts';
import { relaysInUse } from './relays-in-use.ts';

const missing = whyNoLab();

describe.skipIf(missing !== undefined)(`two behind symmetric NATs (${missing ?? 'in a network lab'})`, () => {
  let pair: LabPair;
  beforeAll(async () => {
    pair = await LabPair.open();
  });
  afterAll(() => pair.close());

  const ways: readonly (readonly [FirewallKind, RegExp])[] = [
    ['no-udp', /^(tcp|tls)$/],
    ['only-443', /^tls$/],
  ];
  it.each(ways)(
    'that let through what “%s” does see and hear each other through coturn',
    async (firewall, way) => {
      const network = { nat: 'symmetric', firewall } as const;
      await pair.settle({ networks: [network, network], relayCount: 1 });
      await pair.callEachOther();
      const [host, guest] = [pair.host.person, pair.guest.person];
      await seeAndHearEachOther(host, guest);
      for (const person of [host, guest]) {
        const used = await relaysInUse(person);
        expect(used).toEqual([{ address: pair.relays[0]?.address, protocol: expect.stringMatching(way) }]);
        person.assertNoErrors();
      }
    },
  );
});
