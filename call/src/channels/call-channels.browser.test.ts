import { createRandomId } from '@parley/protocol';
import { expect, it } from 'vitest';
import { connected, connectedPair, createPeer, negotiate, type Peer } from '../testing/peer-pair.ts';
import { aPresence } from '../testing/presences.ts';
import { CallChannels } from './call-channels.ts';

const PRESENCE = aPresence({ can: ['channels/1'] });

function createChannels(): CallChannels {
  return new CallChannels({
    tab: createRandomId(),
    onIgnored: (cause) => {
      throw cause;
    },
  });
}

function begin(channels: CallChannels, { link }: Peer): void {
  channels.feature.end();
  channels.feature.begin(link);
  channels.feature.together(PRESENCE);
}

it('Over real links text and bytes arrive once and in order, through restarts and new links', async () => {
  const [ada, bob] = [createChannels(), createChannels()];
  const heard: unknown[] = [];
  bob.get('board').addEventListener('message', ({ data }) => heard.push(data));
  const sent: unknown[] = [];
  const taken: Promise<void>[] = [];
  const say = (count: number) => {
    for (let left = count; left > 0; left--) {
      const isText = sent.length % 2 === 0;
      const data = isText ? `${sent.length} 👋` : new Uint8Array(sent.length).fill(sent.length);
      sent.push(data);
      taken.push(ada.get('board').send(data));
    }
  };
  let peers = await connectedPair();
  begin(ada, peers[0]);
  begin(bob, peers[1]);
  say(100);
  await negotiate(peers[0], peers[1], { iceRestart: true });
  say(100);
  await connected(...peers);
  for (let round = 0; round < 3; round++) {
    say(50);
    for (const { link } of peers) link.close();
    peers = [createPeer(), createPeer()];
    begin(ada, peers[0]);
    begin(bob, peers[1]);
    say(50);
    await negotiate(...peers);
    await connected(...peers);
  }
  await Promise.all(taken);
  expect(heard).toEqual(sent);
});

it('Much is said as fast as the other takes it, with little of it under way', async () => {
  const [ada, bob] = [createChannels(), createChannels()];
  let received = 0;
  bob.get('board').addEventListener('message', ({ data }) => {
    received += data.length;
  });
  const peers = await connectedPair();
  begin(ada, peers[0]);
  begin(bob, peers[1]);
  const chunk = new Uint8Array(65_536);
  const channel = ada.get('board');
  let last = Promise.resolve();
  for (let count = 0; count < 320; count++) {
    await channel.ready;
    last = channel.send(chunk);
  }
  await last;
  expect(received).toBe(320 * 65_536);
});
