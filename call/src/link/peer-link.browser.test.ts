import { SECTIONS } from '@parley/protocol';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  connected,
  connectedPair,
  createPeer,
  createTracks,
  negotiate,
  type Peer,
  receivedBy,
  seesAndHears,
  soon,
  withoutCandidates,
} from '../testing/peer-pair.ts';
import { NO_TRACKS } from './link.ts';

const sentBy = ({ connection }: Peer) => connection.getSenders().map(({ track }) => track);
const kindsOf = (stream: MediaStream | null | undefined) =>
  stream
    ?.getTracks()
    .map(({ kind }) => kind)
    .sort();
const BOTH = ['audio', 'video'];

/** Waits until everything that the link has asked of its senders has been done, however late. */
function followSenders({ connection }: Peer): () => Promise<unknown> {
  const spies = connection.getSenders().map((sender) => vi.spyOn(sender, 'replaceTrack'));
  return () =>
    Promise.all(spies.flatMap(({ mock }) => mock.results.map(({ value }) => value as Promise<void>)));
}

describe('an offer and its answer', () => {
  it('connect, and carry neither sound nor picture until something is sent', async () => {
    const [offerer, answerer] = await connectedPair();
    const tracks = await createTracks();
    expect(await receivedBy(answerer)).toEqual({ frames: 0, packets: 0 });
    offerer.link.setOutgoing(tracks);
    await seesAndHears(answerer);
    expect(await receivedBy(offerer)).toEqual({ frames: 0, packets: 0 });
    answerer.link.setOutgoing(tracks);
    await seesAndHears(offerer);
  });

  it('carry from the start what was to be sent before there was either', async () => {
    const [offerer, answerer] = [createPeer(), createPeer()];
    const tracks = await createTracks();
    for (const { link } of [offerer, answerer]) link.setOutgoing(tracks);
    await negotiate(offerer, answerer);
    await seesAndHears(answerer);
    await seesAndHears(offerer);
  });

  it('make known what media will appear in before any flows: sound and picture in one stream, once', async () => {
    const [offerer, answerer] = [createPeer(), createPeer()];
    const offer = await offerer.link.createOffer({ iceRestart: false });
    const answer = await answerer.link.acceptOffer(offer.sdp);
    const { person, screen } = answerer.link.incoming.value;
    expect([kindsOf(person), kindsOf(screen)]).toEqual([BOTH, BOTH]);
    expect(offerer.incoming).toEqual([]);
    await offerer.link.acceptAnswer(answer.sdp);
    const { incoming } = offerer.link;
    expect([kindsOf(incoming.value.person), kindsOf(incoming.value.screen)]).toEqual([BOTH, BOTH]);
    const before = incoming.value;
    await connected(offerer, answerer);
    await negotiate(answerer, offerer, { iceRestart: true });
    expect(incoming.value).toBe(before);
    expect(answerer.link.incoming.value).toEqual({ person, screen });
  });

  it('keep lips and voice together, and a screen and its sound apart from them', async () => {
    const [offerer, answerer] = await connectedPair();
    for (const { connection } of [offerer, answerer]) {
      const [microphone, camera, screen, screenSound, ...more] =
        (connection.remoteDescription?.sdp ?? '').match(/^a=msid:\S+/gm) ?? [];
      expect([camera, screenSound, more]).toEqual([microphone, screen, []]);
      expect(screen).not.toBe(microphone);
    }
  });

  it('have a place for everything that may ever be sent, in the order of the table', async () => {
    for (const { connection } of await connectedPair()) {
      for (const description of [connection.localDescription, connection.remoteDescription])
        expect(description?.sdp.match(/(?<=^m=)\w+/gm)).toEqual(SECTIONS.map(({ kind }) => kind));
      const directions = connection.getTransceivers().map(({ currentDirection }) => currentDirection);
      expect(directions).toEqual(Array(4).fill('sendrecv'));
    }
  });

  it('carry a screen beside the camera, without a round', async () => {
    const [one, other] = await connectedPair();
    const [tracks, display] = [await createTracks(), await createTracks()];
    const before = one.negotiationNeededCount;
    one.link.setOutgoing({ ...tracks, screen: display.camera, 'screen-sound': display.microphone });
    await seesAndHears(other);
    const framesOf = async (mid: string) => {
      const reports = [...(await other.connection.getStats()).values()];
      return (
        reports.find((report) => report.type === 'inbound-rtp' && report.mid === mid)?.framesDecoded ?? 0
      );
    };
    const [, camera, screen] = one.connection.getTransceivers().map(({ mid }) => mid ?? '');
    for (const mid of [camera, screen])
      await soon(async () => expect(await framesOf(mid ?? '')).toBeGreaterThan(0));
    one.link.setOutgoing(tracks);
    await soon(() => expect(sentBy(one).slice(2)).toEqual([null, null]));
    expect(one.negotiationNeededCount).toBe(before);
  });

  it('tell how loud the other is, while it is played', async () => {
    const [one, other] = await connectedPair();
    const audio = Object.assign(new Audio(), { srcObject: other.link.incoming.value.person });
    onTestFinished(() => audio.pause());
    expect(other.link.soundLevel()).toBe(0);
    one.link.setOutgoing(await createTracks());
    await audio.play();
    // The fake microphone beeps once a second.
    await soon(() => expect(other.link.soundLevel()).toBeGreaterThan(0.01));
    one.link.setOutgoing({});
    await soon(() => expect(other.link.soundLevel()).toBe(0));
  });

  it('tell when the newest sound or picture came, and nothing newer once no more comes', async () => {
    const [one, other] = await connectedPair();
    const audio = Object.assign(new Audio(), { srcObject: other.link.incoming.value.person });
    onTestFinished(() => audio.pause());
    expect(other.link.arrivedAt()).toBe(Number.NEGATIVE_INFINITY);
    one.link.setOutgoing(await createTracks());
    await audio.play();
    await seesAndHears(other);
    const ageMs = () => performance.now() - other.link.arrivedAt();
    await soon(() => expect(ageMs()).toBeLessThan(500));
    expect(ageMs()).toBeGreaterThan(-100);
    one.link.setOutgoing({});
    await soon(() => expect(ageMs()).toBeGreaterThan(1_000));
  });

  it('tell every state once, in order', async () => {
    for (const { states } of await connectedPair()) expect(states).toEqual(['connecting', 'connected']);
  });
});

describe('what is sent', () => {
  it('changes without a round, any number of times', async () => {
    const [one, other] = await connectedPair();
    const tracks = await createTracks();
    const counts = () => [one, other].map((peer) => peer.negotiationNeededCount);
    const before = counts();
    for (const outgoing of [tracks, { ...tracks, camera: null }, NO_TRACKS, tracks]) {
      one.link.setOutgoing(outgoing);
      await soon(() =>
        expect(sentBy(one)).toEqual([outgoing.microphone ?? null, outgoing.camera ?? null, null, null]),
      );
    }
    await seesAndHears(other);
    expect(counts()).toEqual(before);
    expect([one, other].map(({ connection }) => connection.signalingState)).toEqual(['stable', 'stable']);
  });

  it.each([
    ['switched on and off', [true, false]],
    ['switched off and on', [true, false, true]],
    ['switched on twice and off', [true, true, false]],
  ])('is what was wished for last, though the browser takes its time: %s', async (_, wishes) => {
    const [one] = await connectedPair();
    const tracks = await createTracks();
    const settled = followSenders(one);
    for (const isOn of wishes) one.link.setOutgoing(isOn ? tracks : NO_TRACKS);
    await settled();
    const sent = wishes.at(-1) ? [tracks.microphone, tracks.camera] : [null, null];
    expect(sentBy(one)).toEqual([...sent, null, null]);
  });

  it('is not changed by a wish for the same', async () => {
    const [one] = await connectedPair();
    const tracks = await createTracks();
    one.link.setOutgoing(tracks);
    const spies = one.connection.getSenders().map((sender) => vi.spyOn(sender, 'replaceTrack'));
    one.link.setOutgoing({ ...tracks });
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });
});

describe('the control channel', () => {
  it('opens once, on both sides, and carries messages in order', async () => {
    const [one, other] = await connectedPair();
    await soon(() => expect([one.openCount, other.openCount]).toEqual([1, 1]));
    for (let count = 0; count < 50; count += 1) one.link.channel('control').send(String(count));
    await soon(() => expect(other.messages).toEqual(Array.from({ length: 50 }, (_, count) => String(count))));
    expect(one.messages).toEqual([]);
  });

  it('drops what is said before it is open', async () => {
    const [one, other] = [createPeer(), createPeer()];
    one.link.channel('control').send('too early');
    await negotiate(one, other);
    await soon(() => expect(one.openCount).toBe(1));
    one.link.channel('control').send('now');
    await soon(() => expect(other.messages.at(-1)).toBe('now'));
    expect(other.messages).toEqual(['now']);
  });

  it('says what it can, and nobody who uses the link hears of what it cannot', async () => {
    const [one, other] = await connectedPair();
    await soon(() => expect(one.openCount).toBe(1));
    // More than a browser sends at once: it throws.
    one.link.channel('control').send('x'.repeat(300_000));
    one.link.channel('control').send('still here');
    await soon(() => expect(other.messages).toEqual(['still here']));
  });
});

describe('a description that is of no use', () => {
  const HOSTILE = [
    ['empty', ''],
    ['text', 'not an SDP'],
    ['cut off', 'v=0\r\n'],
    ['long', `v=0\r\n${'a=x\r\n'.repeat(1_000)}`],
    ['zero', '\0'],
  ] as const;

  it.each(HOSTILE)('is refused as an offer, and the next one taken: %s', async (_, sdp) => {
    const [one, other] = [createPeer(), createPeer()];
    await expect(other.link.acceptOffer(sdp)).rejects.toThrow();
    await negotiate(one, other);
    await connected(one, other);
  });

  it.each(HOSTILE)('is refused as an answer, and the next one taken: %s', async (_, sdp) => {
    const [one, other] = [createPeer(), createPeer()];
    const offer = await one.link.createOffer({ iceRestart: false });
    await expect(one.link.acceptAnswer(sdp)).rejects.toThrow();
    await one.link.acceptAnswer((await other.link.acceptOffer(offer.sdp)).sdp);
    await connected(one, other);
  });

  it('is an answer to nothing, also on a link that stands', async () => {
    const [one, other] = await connectedPair();
    const { sdp = '' } = other.connection.localDescription ?? {};
    await expect(one.link.acceptAnswer(sdp)).rejects.toThrow();
    await expect(createPeer().link.acceptAnswer(sdp)).rejects.toThrow();
    await negotiate(one, other, { iceRestart: true });
    one.link.channel('control').send('still here');
    await soon(() => expect(other.messages).toEqual(['still here']));
  });
});

describe('a closed link', () => {
  it('whose connection was closed by somebody else does not wait for what that leaves undone', async () => {
    const [one] = await connectedPair();
    const undone = one.link.createOffer({ iceRestart: true });
    one.connection.close();
    await expect(undone).rejects.toThrow("signalingState is 'closed'");
  });

  it('may be closed again, and takes nothing more', async () => {
    const [one, other] = await connectedPair();
    const tracks = await createTracks();
    const { sdp = '' } = other.connection.localDescription ?? {};
    one.link.close();
    one.link.close();
    one.link.channel('control').send('x');
    one.link.setOutgoing(tracks);
    await expect(one.link.createOffer({ iceRestart: true })).rejects.toThrow();
    await expect(one.link.acceptOffer(sdp)).rejects.toThrow();
    await expect(one.link.acceptAnswer(sdp)).rejects.toThrow();
    expect(one.connection.connectionState).toBe('closed');
  });

  it('calls no handler any more', async () => {
    const [one, other] = await connectedPair();
    await soon(() => expect([one.openCount, other.openCount]).toEqual([1, 1]));
    const recorded = () => JSON.stringify([one.states, one.candidates, one.messages, one.incoming.length]);
    const before = recorded();
    for (let count = 0; count < 20; count += 1) other.link.channel('control').send('on its way');
    one.link.close();
    other.link.channel('control').send('too late');
    one.connection.dispatchEvent(new Event('connectionstatechange'));
    one.connection.dispatchEvent(new RTCPeerConnectionIceEvent('icecandidate', { candidate: null }));
    // Whatever was on its way has arrived by the time that another pair has connected.
    await connectedPair();
    expect(recorded()).toBe(before);
  });

  it.each(['createOffer', 'acceptOffer'] as const)('does not finish what it was doing: %s', async (what) => {
    const [one, other] = [createPeer(), createPeer()];
    const { sdp } = await other.link.createOffer({ iceRestart: false });
    const doing =
      what === 'createOffer'
        ? one.link.createOffer({ iceRestart: false })
        : one.link.acceptOffer(withoutCandidates(sdp));
    await soon(() => expect(one.connection.localDescription).not.toBeNull());
    one.link.close();
    await expect(doing).rejects.toThrow();
  });

  it('does not take an answer any more that it was about to take', async () => {
    const [one, other] = [createPeer(), createPeer()];
    const offer = await one.link.createOffer({ iceRestart: false });
    const answer = await other.link.acceptOffer(offer.sdp);
    const doing = one.link.acceptAnswer(answer.sdp);
    one.link.close();
    await expect(doing).rejects.toThrow();
  });
});
