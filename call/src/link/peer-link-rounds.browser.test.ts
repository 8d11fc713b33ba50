/** Rounds that meet, and rounds on a link that stands. */
import { SECTIONS } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import {
  candidatesOf,
  connected,
  connectedPair,
  createPeer,
  createTracks,
  negotiate,
  type Peer,
  seesAndHears,
  soon,
  usernameFragment,
} from '../testing/peer-pair.ts';

const FIRST = { iceRestart: false };
const RESTART = { iceRestart: true };

const localFragment = ({ connection }: Peer) => usernameFragment(connection.localDescription?.sdp);
const signalingStates = (...peers: Peer[]) => peers.map(({ connection }) => connection.signalingState);
const sectionCount = (sdp: string) => sdp.match(/^m=/gm)?.length;

/** The generation of the path that is in use. */
async function selectedFragment({ connection }: Peer): Promise<string> {
  const stats = await connection.getStats();
  for (const report of stats.values()) {
    if (report.type === 'transport') {
      const pair = stats.get(report.selectedCandidatePairId);
      return stats.get(pair?.localCandidateId)?.usernameFragment ?? '';
    }
  }
  return '';
}

/**
 * Waits until the path in use is none of those from before the restart. One end may be: a browser tries its new ports with the
 * other's old ones too, and stays with the first that answers.
 */
async function newPathOf(...peers: Peer[]): Promise<void> {
  const renewed = peers.map(localFragment);
  await soon(async () => {
    const used = await Promise.all(peers.map(selectedFragment));
    expect(used.filter((fragment) => renewed.includes(fragment))).not.toEqual([]);
  });
}

/** Hands each what the other has found, now and later, as signaling does. */
function carryCandidates(one: Peer, other: Peer): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.connection.addEventListener('icecandidate', () => {
      for (const candidate of from.candidates.splice(0)) {
        if (candidate !== null) to.link.addCandidate(candidate).catch(() => {});
      }
    });
  }
}

/** Both offer at once. The first one's offer wins: the second takes it and answers. */
async function glare(winner: Peer, loser: Peer, options: { iceRestart: boolean }): Promise<void> {
  const [offer] = await Promise.all([winner.link.createOffer(options), loser.link.createOffer(options)]);
  expect(signalingStates(winner, loser)).toEqual(['have-local-offer', 'have-local-offer']);
  const answer = await loser.link.acceptOffer(offer.sdp);
  loser.link.startConnecting();
  await winner.link.acceptAnswer(answer.sdp);
}

describe('two first offers at once', () => {
  it('leave both stable and connected, once the loser has answered', async () => {
    const [winner, loser] = [createPeer(), createPeer()];
    await glare(winner, loser, FIRST);
    await connected(winner, loser);
    expect(signalingStates(winner, loser)).toEqual(['stable', 'stable']);
  });

  it('carry sound and picture both ways, whether they were to be sent before or after', async () => {
    const [winner, loser] = [createPeer(), createPeer()];
    const tracks = await createTracks();
    loser.link.setOutgoing(tracks);
    await glare(winner, loser, FIRST);
    await seesAndHears(winner);
    winner.link.setOutgoing(tracks);
    await seesAndHears(loser);
    loser.link.setOutgoing({ ...tracks, camera: null });
    const inUse = loser.connection.getTransceivers().filter(({ mid }) => mid !== null);
    await soon(() =>
      expect(inUse.map(({ sender }) => sender.track)).toEqual([tracks.microphone, null, null, null]),
    );
  });

  it('tell of what comes in once, sound and picture together', async () => {
    const [winner, loser] = [createPeer(), createPeer()];
    await glare(winner, loser, FIRST);
    for (const { incoming } of [winner, loser]) {
      const persons = new Set(incoming.map(({ person }) => person));
      const screens = new Set(incoming.map(({ screen }) => screen).filter((screen) => screen !== null));
      for (const streams of [persons, screens])
        expect([...streams].map((stream) => stream?.getTracks().length)).toEqual([2]);
    }
  });

  it('do not leave the loser with more to offer later than anybody else', async () => {
    const [winner, loser] = [createPeer(), createPeer()];
    await glare(winner, loser, FIRST);
    await connected(winner, loser);
    const offer = await loser.link.createOffer(RESTART);
    expect(sectionCount(offer.sdp)).toBe(SECTIONS.length);
    await loser.link.acceptAnswer((await winner.link.acceptOffer(offer.sdp)).sdp);
    expect(signalingStates(winner, loser)).toEqual(['stable', 'stable']);
  });
});

describe('a restart', () => {
  it('finds another path for the same link, which never stops to be connected', async () => {
    const [one, other] = await connectedPair();
    carryCandidates(one, other);
    const before = [localFragment(one), localFragment(other)];
    await negotiate(one, other, RESTART);
    const after = [localFragment(one), localFragment(other)];
    expect(after).not.toEqual(expect.arrayContaining([before[0]]));
    expect(after).not.toEqual(expect.arrayContaining([before[1]]));
    await newPathOf(one, other);
    for (const { states } of [one, other]) expect(states).toEqual(['connecting', 'connected']);
  });

  it('never says that its description is complete before it has its own candidates', async () => {
    const [one, other] = await connectedPair();
    await soon(() => expect(one.connection.iceGatheringState).toBe('complete'));
    const offer = await one.link.createOffer(RESTART);
    expect(candidatesOf(offer.sdp).length).toBeGreaterThan(0);
    const answer = await other.link.acceptOffer(offer.sdp);
    expect(candidatesOf(answer.sdp).length).toBeGreaterThan(0);
  });

  it('is one by either side, any number of times, with sound and picture going on', async () => {
    const [one, other] = await connectedPair();
    const tracks = await createTracks();
    for (const { link } of [one, other]) link.setOutgoing(tracks);
    for (const [offerer, answerer] of [
      [one, other],
      [other, one],
      [one, other],
    ] as const) {
      await negotiate(offerer, answerer, RESTART);
      await seesAndHears(one);
      await seesAndHears(other);
    }
    expect(new Set(one.incoming.map(({ person }) => person)).size).toBe(1);
    expect(sectionCount(one.connection.localDescription?.sdp ?? '')).toBe(SECTIONS.length);
  });

  it('keeps what is said on the control channel', async () => {
    const [one, other] = await connectedPair();
    await soon(() => expect(one.openCount).toBe(1));
    one.link.channel('control').send('before');
    await negotiate(other, one, RESTART);
    one.link.channel('control').send('after');
    await soon(() => expect(other.messages).toEqual(['before', 'after']));
    expect([one.openCount, other.openCount]).toEqual([1, 1]);
  });

  it('that is never answered does not harm the link, nor the next restart', async () => {
    const [one, other] = await connectedPair();
    await soon(() => expect(one.openCount).toBe(1));
    await one.link.createOffer(RESTART);
    one.link.channel('control').send('still here');
    await soon(() => expect(other.messages).toEqual(['still here']));
    await negotiate(one, other, RESTART);
    expect(signalingStates(one, other)).toEqual(['stable', 'stable']);
    await connected(one, other);
  });
});

describe('two restarts at once', () => {
  it('are one, and keep the link', async () => {
    const [winner, loser] = await connectedPair();
    const tracks = await createTracks();
    carryCandidates(winner, loser);
    await glare(winner, loser, RESTART);
    expect(signalingStates(winner, loser)).toEqual(['stable', 'stable']);
    await newPathOf(winner, loser);
    for (const { link } of [winner, loser]) link.setOutgoing(tracks);
    await seesAndHears(winner);
    await seesAndHears(loser);
    for (const { states, incoming } of [winner, loser]) {
      expect(states).toEqual(['connecting', 'connected']);
      expect(new Set(incoming.map(({ person }) => person)).size).toBe(1);
    }
  });
});
