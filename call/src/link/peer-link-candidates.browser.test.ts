import { type Candidate, isUsableCandidate, parseCandidateBatch, SECTIONS } from '@parley/protocol';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  candidatesOf,
  connected,
  connectedPair,
  createPeer,
  negotiate,
  type Peer,
  soon,
  usernameFragment,
  withoutCandidates,
} from '../testing/peer-pair.ts';
import { MAX_LATE_CANDIDATES } from './late-candidates.ts';

const FIRST = { iceRestart: false };

/** As if the browser had found this one now. Its own arrive when they like. */
function find({ connection }: Peer, candidate: string | null, generation?: string): void {
  const fragment = generation ?? usernameFragment(connection.localDescription?.sdp);
  const init = { candidate: candidate ?? '', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: fragment };
  const found = candidate === null ? null : new RTCIceCandidate(init);
  connection.dispatchEvent(new RTCPeerConnectionIceEvent('icecandidate', { candidate: found }));
}

/** A link whose browser finds nothing by itself: there is no relay to go through. */
const createLonelyPeer = () => createPeer({}, { iceTransportPolicy: 'relay' });

/** While another page of this browser uses the camera, addresses are not hidden, and a machine may have some that are nobody's. */
const isUsable = ({ candidate }: Candidate) => isUsableCandidate(candidate);

const line = (protocol: 'udp' | 'tcp', type: 'host' | 'srflx' | 'relay', port = 50_000) => {
  const related = type === 'host' ? '' : ' raddr 0.0.0.0 rport 0';
  const tcp = protocol === 'tcp' ? ' tcptype active' : '';
  return `candidate:1 1 ${protocol} 2122260223 192.0.2.1 ${port} typ ${type}${related}${tcp} generation 0`;
};

describe('candidates that are found', () => {
  it('at once are in the description', async () => {
    const { link, candidates } = createPeer();
    const { sdp } = await link.createOffer(FIRST);
    const found = candidatesOf(sdp).map(({ candidate }) => candidate.split(' ').slice(0, 8).join(' '));
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found).size).toBe(found.length);
    expect(candidates).toEqual([]);
  });

  it('before the description is made are not told of by themselves', async () => {
    const peer = createLonelyPeer();
    const making = peer.link.createOffer(FIRST);
    find(peer, line('udp', 'host'));
    find(peer, null);
    await making;
    expect(peer.candidates).toEqual([]);
  });

  it('later are told of one by one, as the other side’s parser takes them', async () => {
    const peer = createLonelyPeer();
    await peer.link.createOffer(FIRST);
    peer.candidates.length = 0;
    for (const port of [1, 2]) find(peer, line('udp', 'srflx', port));
    const expected = [1, 2].map((port) => ({
      candidate: line('udp', 'srflx', port),
      sdpMid: '0',
      sdpMLineIndex: 0,
      usernameFragment: usernameFragment(peer.connection.localDescription?.sdp),
    }));
    expect(peer.candidates).toEqual(expected);
    const batch = { candidates: peer.candidates, isLast: false };
    expect(parseCandidateBatch(JSON.parse(JSON.stringify(batch)))).toEqual(batch);
  });

  it('are told to be all of them by null, not by the empty one that ends a generation', async () => {
    const peer = createLonelyPeer();
    await peer.link.createOffer(FIRST);
    peer.candidates.length = 0;
    find(peer, line('udp', 'host'));
    find(peer, '');
    find(peer, null);
    expect(peer.candidates.slice(1)).toEqual([null]);
  });

  it('are not told of when no browser could use them: TCP between two that do not listen', async () => {
    const peer = createLonelyPeer();
    await peer.link.createOffer(FIRST);
    peer.candidates.length = 0;
    find(peer, line('tcp', 'host'));
    expect(peer.candidates).toEqual([]);
    for (const found of [line('tcp', 'relay'), line('udp', 'host')]) find(peer, found);
    expect(peer.candidates).toHaveLength(2);
  });
});

describe('candidates of another generation', () => {
  it('are not told of: their offer was rolled back', async () => {
    const peer = createLonelyPeer();
    await peer.link.createOffer(FIRST);
    peer.candidates.length = 0;
    find(peer, line('udp', 'host'), 'rolled-back');
    find(peer, null);
    expect(peer.candidates).toEqual([]);
  });
});

describe('a description', () => {
  it('is not complete where nothing was found', async () => {
    const { link } = createLonelyPeer();
    expect(await link.createOffer(FIRST)).toMatchObject({ isComplete: false });
  });

  it('is not kept waiting by a STUN server that does not answer', async () => {
    const peer = createPeer({ iceServers: [{ urls: 'stun:192.0.2.1:3478' }] });
    const description = await peer.link.createOffer(FIRST);
    expect(peer.connection.iceGatheringState).toBe('gathering');
    expect(description.isComplete).toBe(false);
    expect(candidatesOf(description.sdp).length).toBeGreaterThan(0);
  });

  it('is complete, and is not kept waiting either, once the browser has found all', async () => {
    const peer = createLonelyPeer();
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const making = peer.link.createOffer(FIRST);
    await described(peer);
    find(peer, line('udp', 'host'));
    find(peer, null);
    const { sdp, isComplete } = await making;
    const bare = peer.connection.localDescription?.sdp.replace(/a=rtcp:.*\r\n/g, '');
    expect([withoutCandidates(sdp), isComplete]).toEqual([bare, true]);
  });

  it('is not complete because an earlier one was', async () => {
    const peer = createLonelyPeer();
    const making = peer.link.createOffer(FIRST);
    await described(peer);
    find(peer, line('udp', 'host'));
    find(peer, null);
    expect(await making).toMatchObject({ isComplete: true });
    expect(await peer.link.createOffer({ iceRestart: true })).toMatchObject({ isComplete: false });
  });
});

/** Waits, without a timer, until the connection has its description. */
async function described({ connection }: Peer): Promise<RTCPeerConnection> {
  if (connection.localDescription === null) {
    await new Promise((resolve) =>
      connection.addEventListener('signalingstatechange', resolve, { once: true }),
    );
  }
  return connection;
}

describe('candidates that come later', () => {
  async function negotiateWithout(one: Peer, other: Peer): Promise<readonly [Candidate[], Candidate[]]> {
    const offer = await one.link.createOffer(FIRST);
    const answer = await other.link.acceptOffer(withoutCandidates(offer.sdp));
    await one.link.acceptAnswer(withoutCandidates(answer.sdp));
    return [candidatesOf(offer.sdp).filter(isUsable), candidatesOf(answer.sdp).filter(isUsable)];
  }

  it('let two meet who had none', async () => {
    const [one, other] = [createPeer(), createPeer()];
    const [ofOne, ofOther] = await negotiateWithout(one, other);
    for (const candidate of ofOne) await other.link.addCandidate(candidate);
    for (const candidate of ofOther) await one.link.addCandidate(candidate);
    await connected(one, other);
  });

  it('let two meet even if they reach one side only', async () => {
    const [one, other] = [createPeer(), createPeer()];
    const [ofOne] = await negotiateWithout(one, other);
    for (const candidate of ofOne) await other.link.addCandidate(candidate);
    await connected(one, other);
  });

  it('are refused before the description that they belong to, which is then taken all the same', async () => {
    const [one, other] = [createPeer(), createPeer()];
    const offer = await one.link.createOffer(FIRST);
    const [early] = candidatesOf(offer.sdp);
    await expect(other.link.addCandidate(early ?? expect.unreachable())).rejects.toThrow();
    const answer = await other.link.acceptOffer(offer.sdp);
    await one.link.acceptAnswer(answer.sdp);
    await connected(one, other);
  });

  it('are taken up to a number that no machine needs, and anew after a restart', async () => {
    const [one, other] = await connectedPair();
    const flood = async () => {
      const many = Array.from({ length: 1_000 }, (_, index) => ({
        ...{ candidate: line('udp', 'host', 2_000 + index), sdpMid: null, sdpMLineIndex: 0 },
        usernameFragment: null,
      }));
      const taken = await Promise.allSettled(many.map((candidate) => other.link.addCandidate(candidate)));
      return taken.filter(({ status }) => status === 'fulfilled').length;
    };
    expect([await flood(), await flood()]).toEqual([MAX_LATE_CANDIDATES, 0]);
    await negotiate(one, other);
    expect(await flood()).toBe(0);
    await negotiate(one, other, { iceRestart: true });
    expect(await flood()).toBe(MAX_LATE_CANDIDATES);
  });

  it('of an old generation do no harm', async () => {
    const [one, other] = await connectedPair();
    const old = candidatesOf(one.connection.localDescription?.sdp ?? '');
    expect(old.length).toBeGreaterThan(0);
    await negotiate(one, other, { iceRestart: true });
    await Promise.allSettled(old.map((candidate) => other.link.addCandidate(candidate)));
    one.link.channel('control').send('still here');
    await soon(() => expect(other.messages).toEqual(['still here']));
    expect(other.states).toEqual(['connecting', 'connected']);
  });

  it.each<[string, Partial<Candidate>]>([
    ['that is no candidate', { candidate: 'candidate:nonsense' }],
    ['of a section that there is not', { sdpMid: '15', sdpMLineIndex: 15 }],
    ['of no section at all', { sdpMid: null, sdpMLineIndex: null }],
    ['of somebody else', { usernameFragment: 'nobody' }],
  ])('one %s is refused or ignored, and the others taken', async (_, changes) => {
    const [one, other] = [createPeer(), createPeer()];
    const [ofOne] = await negotiateWithout(one, other);
    const [first = expect.unreachable()] = ofOne;
    await Promise.allSettled([other.link.addCandidate({ ...first, ...changes })]);
    for (const candidate of ofOne) await other.link.addCandidate(candidate);
    await connected(one, other);
  });
});

describe('what may not be told yet', () => {
  const ADDRESS = /^candidate:.* typ host/;

  it('stands in no description, and follows when it may', async () => {
    const peer = createPeer();
    peer.link.disclose('nothing');
    const { sdp, isComplete } = await peer.link.createOffer(FIRST);
    expect(sdp).not.toMatch(/a=(candidate|rtcp|end-of-candidates):/);
    expect(sdp.match(/^c=.*$/gm)).toEqual(Array(SECTIONS.length).fill('c=IN IP4 0.0.0.0'));
    expect(isComplete).toBe(false);
    await soon(() => expect(peer.connection.iceGatheringState).toBe('complete'));
    expect(peer.candidates).toEqual([]);
    peer.link.disclose('all');
    const told = peer.candidates.filter((candidate) => candidate !== null);
    expect(told.map(({ candidate }) => candidate)).toContainEqual(expect.stringMatching(ADDRESS));
    expect(peer.candidates.at(-1)).toBeNull();
    for (const { usernameFragment: fragment } of told) expect(fragment).toBe(usernameFragment(sdp));
    expect(() => parseCandidateBatch({ candidates: told, isLast: true })).not.toThrow();
    peer.link.disclose('all');
    expect(peer.candidates.filter((candidate) => candidate === null)).toHaveLength(1);
  });

  it('keeps two from meeting only as long as neither tells', async () => {
    const [one, other] = [createPeer(), createPeer()];
    for (const { link } of [one, other]) link.disclose('nothing');
    await negotiate(one, other);
    expect(other.candidates).toEqual([]);
    one.link.disclose('all');
    const told = one.candidates.filter((candidate) => candidate !== null);
    for (const candidate of told.filter(isUsable)) await other.link.addCandidate(candidate);
    // The other's address is seen by whoever they knock at, and told by nobody.
    await connected(one, other);
    expect(other.candidates).toEqual([]);
  });

  it('is of the latest generation when it follows', async () => {
    const peer = createPeer();
    peer.link.disclose('nothing');
    await peer.link.createOffer(FIRST);
    const { sdp } = await peer.link.createOffer({ iceRestart: true });
    peer.link.disclose('all');
    const fragments = peer.candidates.flatMap((candidate) => candidate?.usernameFragment ?? []);
    expect(new Set(fragments)).toEqual(new Set([usernameFragment(sdp)]));
  });
});

describe('somebody who hides their address', () => {
  it.each(['public', 'all'] as const)(
    'tells no way to them but through relays, though %s may be told',
    async (disclosure) => {
      const [hidden, open] = [createPeer({ iceTransportPolicy: 'relay' }), createPeer()];
      for (const { link } of [hidden, open]) link.disclose(disclosure);
      for (const [peer, hasWays] of [
        [hidden, false],
        [open, disclosure === 'all'],
      ] as const) {
        const { sdp } = await peer.link.createOffer(FIRST);
        await soon(() => expect(peer.connection.iceGatheringState).toBe('complete'));
        const told = [sdp, ...peer.candidates.map((candidate) => candidate?.candidate)].join('\n');
        expect(/typ (host|srflx|prflx)/.test(told)).toBe(hasWays);
      }
    },
  );

  it('still hides it when relays come', async () => {
    const peer = createPeer({ iceTransportPolicy: 'relay' });
    peer.link.useRelays([{ urls: ['turn:127.0.0.1:9?transport=tcp'], username: 'u', credential: 'c' }]);
    expect(peer.connection.getConfiguration().iceTransportPolicy).toBe('relay');
    const { sdp } = await peer.link.createOffer(FIRST);
    expect(sdp).not.toContain('a=candidate:');
  });
});
