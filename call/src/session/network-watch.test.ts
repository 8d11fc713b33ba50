import { expect, it, vi } from 'vitest';
import type { NetworkReach } from '../link/network-probe.ts';
import { NetworkWatch } from './network-watch.ts';

/** How often it has said that the network changed, after each of these looks. */
async function changesAfter(...reaches: readonly NetworkReach[]): Promise<number[]> {
  const onChange = vi.fn();
  const counts: number[] = [];
  let reach: NetworkReach | undefined;
  const probe = async () => reach ?? { udp: 'unknown' as const, seenFrom: '' };
  const watch = new NetworkWatch({
    probe,
    onChange,
    onKnown: () => {},
    signal: new AbortController().signal,
  });
  for (reach of reaches) {
    watch.look();
    await Promise.resolve();
    await Promise.resolve();
    counts.push(onChange.mock.calls.length);
  }
  return counts;
}

const from = (seenFrom: string): NetworkReach => ({ udp: 'open', seenFrom });

it('an address that was not seen before is another network', async () => {
  expect(await changesAfter(from('192.0.2.1'), from('192.0.2.2'), from('192.0.2.2'))).toEqual([0, 1, 1]);
});

it('a device with two ways out, of which now the one and now the other answers first, stays where it is', async () => {
  const [one, other] = [from('192.0.2.1'), from('2001:db8::1')];
  expect(await changesAfter(one, other, one, other, from('192.0.2.1 2001:db8::1'), one)).toEqual([
    0, 1, 1, 1, 1, 1,
  ]);
});

it('UDP that is let out again is a change', async () => {
  const refused: NetworkReach = { udp: 'refused', seenFrom: '' };
  expect(await changesAfter(from('192.0.2.1'), refused, from('192.0.2.1'))).toEqual([0, 0, 1]);
});
