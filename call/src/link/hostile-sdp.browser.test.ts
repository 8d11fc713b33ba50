/** Real descriptions of this browser, and what a hostile peer may make of them. */
import { ProtocolError, parseSdp } from '@parley/protocol';
import { describe, expect, onTestFinished, test } from 'vitest';
import { LEFT_OUT, REFUSED } from '../../../protocol/src/testing/hostile-sdps.ts';
import {
  candidatesOf,
  connected,
  connectedPair,
  createPeer,
  createTracks,
  negotiate,
  seesAndHears,
  soon,
} from '../testing/peer-pair.ts';

function linesOf(sdp: string): string[] {
  return sdp.trimEnd().split('\r\n');
}

/** What stands in this browser's descriptions and is kept from the other's: unused addresses, and TCP. */
const UNUSED = /^(c=|a=rtcp:|a=candidate:\S+ \d tcp )/;

describe('What this browser really says', () => {
  test('passes whole: offers, answers, and restarts from either side', async () => {
    const [one, other] = [createPeer(), createPeer()];
    const lost: string[] = [];
    for (const [offerer, answerer] of [
      [one, other],
      [one, other],
      [other, one],
    ] as const) {
      await negotiate(offerer, answerer, { iceRestart: offerer.connection.remoteDescription !== null });
      for (const type of ['offer', 'answer'] as const) {
        const sdp = (type === 'offer' ? offerer : answerer).connection.localDescription?.sdp ?? '';
        const kept = linesOf(parseSdp(sdp, type));
        lost.push(...linesOf(sdp).filter((line) => !kept.includes(line) && !UNUSED.test(line)));
      }
    }
    expect(lost).toEqual([]);
  });
});

describe('A link', () => {
  test('refuses every hostile offer, and works as if there had been none', async () => {
    const [one, other] = await connectedPair();
    const { sdp } = await createOfferElsewhere();
    const before = other.connection.remoteDescription?.sdp;
    for (const { mutate } of REFUSED) {
      await expect(other.link.acceptOffer(mutate(sdp))).rejects.toThrow(ProtocolError);
    }
    expect(other.connection.remoteDescription?.sdp).toBe(before);
    expect(other.connection.getTransceivers()).toHaveLength(4);
    const tracks = await createTracks();
    one.link.setOutgoing(tracks);
    other.link.setOutgoing(tracks);
    await Promise.all([seesAndHears(one), seesAndHears(other)]);
    await negotiate(one, other, { iceRestart: true });
    await connected(one, other);
    await Promise.all([seesAndHears(one), seesAndHears(other)]);
  });

  test('refuses every hostile answer, and takes the honest one after them', async () => {
    const [one, other] = [createPeer(), createPeer()];
    const offer = await one.link.createOffer({ iceRestart: false });
    const answer = await other.link.acceptOffer(offer.sdp);
    other.link.startConnecting();
    for (const { mutate } of REFUSED) {
      await expect(one.link.acceptAnswer(mutate(answer.sdp))).rejects.toThrow(ProtocolError);
    }
    expect(one.connection.signalingState).toBe('have-local-offer');
    await one.link.acceptAnswer(answer.sdp);
    await connected(one, other);
  });

  test('never tells the browser of a line that a hostile peer adds', async () => {
    const { sdp } = await createOfferElsewhere();
    const hostile = LEFT_OUT.reduce((text, { mutate }) => mutate(text), sdp);
    const victim = createPeer();
    await victim.link.acceptOffer(hostile);
    victim.link.startConnecting();
    const seen = linesOf(victim.connection.remoteDescription?.sdp ?? '');
    expect(seen.filter((line) => LEFT_OUT.some((added) => added.line === line))).toEqual([]);
    expect(victim.connection.getTransceivers()).toHaveLength(4);
  });

  test('tries no address that a peer may not send it to, whenever it comes', async () => {
    const [one, other] = await connectedPair();
    const hostile = candidatesOf(LEFT_OUT.map(({ line }) => `${line}\r\n`).join(''));
    expect(hostile.length).toBeGreaterThan(50);
    const [honest] = candidatesOf(one.connection.localDescription?.sdp ?? '');
    for (const candidate of hostile) {
      await expect(other.link.addCandidate({ ...candidate })).rejects.toThrow(ProtocolError);
    }
    const stats = [...(await other.connection.getStats()).values()];
    const ports = stats.filter(({ type }) => type === 'remote-candidate').map(({ port }) => port);
    expect(ports).not.toContain(54_321);
    expect(honest).toBeDefined();
    await negotiate(other, one, { iceRestart: true });
    await connected(one, other);
  });
});

describe('A page of another version', () => {
  /** Its first sections, and behind those of its channels the others. */
  async function offerOf(first: readonly string[], later: readonly string[]) {
    const page = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
    onTestFinished(() => page.close());
    for (const kind of first) page.addTransceiver(kind, { direction: 'sendrecv' });
    page.createDataChannel('control', { negotiated: true, id: 0 });
    // A browser puts data last in its first offer, and what comes then behind it.
    await page.setLocalDescription(await page.createOffer());
    for (const kind of later) page.addTransceiver(kind, { direction: 'sendrecv' });
    await page.setLocalDescription(await page.createOffer());
    await gathered(page);
    expect(page.localDescription?.sdp.match(/(?<=^m=)\w+/gm)).toEqual([...first, 'application', ...later]);
    return page;
  }

  async function answer(page: RTCPeerConnection) {
    const today = createPeer();
    today.link.setOutgoing(await createTracks());
    const { sdp } = await today.link.acceptOffer(page.localDescription?.sdp ?? '');
    today.link.startConnecting();
    await page.setRemoteDescription({ type: 'answer', sdp });
    await connected(today);
    return today;
  }

  /** In which sections sound or a picture has come. */
  async function heardAndSeen(page: RTCPeerConnection): Promise<string[]> {
    const reports = [...(await page.getStats()).values()].filter(({ type }) => type === 'inbound-rtp');
    const isMedia = ({ kind, packetsReceived, framesDecoded = 0 }: (typeof reports)[0]) =>
      kind === 'audio' ? packetsReceived > 0 : framesDecoded > 0;
    return reports.filter(isMedia).map(({ mid }) => mid);
  }

  async function seesAndHearsAPerson(page: RTCPeerConnection): Promise<void> {
    await soon(async () => expect((await heardAndSeen(page)).sort()).toEqual(['0', '1']));
  }

  test('that offers more sections connects, and nothing is sent or received in those', async () => {
    const later = await offerOf(['audio', 'video'], ['video', 'audio', 'audio', 'video']);
    await answer(later);
    expect(later.getTransceivers().map(({ currentDirection }) => currentDirection)).toEqual([
      ...Array(4).fill('sendrecv'),
      ...Array(2).fill('inactive'),
    ]);
    await seesAndHearsAPerson(later);
  });

  test('that offers no place for a screen connects without one', async () => {
    const earlier = await offerOf(['audio', 'video'], []);
    const today = await answer(earlier);
    await seesAndHearsAPerson(earlier);
    expect(today.link.incoming.value).toEqual({ person: expect.any(MediaStream), screen: null });
    const display = await createTracks();
    today.link.setOutgoing({ ...display, screen: display.camera, 'screen-sound': display.microphone });
    expect(today.connection.getSenders()).toHaveLength(2);
  });

  test('that turns a screen down connects without one', async () => {
    const today = createPeer();
    const offer = await today.link.createOffer({ iceRestart: false });
    const earlier = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
    onTestFinished(() => earlier.close());
    earlier.createDataChannel('control', { negotiated: true, id: 0 });
    await earlier.setRemoteDescription({ type: 'offer', sdp: offer.sdp });
    const [microphone, camera, ...screen] = earlier.getTransceivers();
    for (const transceiver of [microphone, camera]) if (transceiver) transceiver.direction = 'sendrecv';
    for (const transceiver of screen) transceiver.stop();
    await earlier.setLocalDescription(await earlier.createAnswer());
    await gathered(earlier);
    await today.link.acceptAnswer(earlier.localDescription?.sdp ?? '');
    await connected(today);
    expect(today.link.incoming.value).toEqual({ person: expect.any(MediaStream), screen: null });
    today.link.setOutgoing(await createTracks());
    await seesAndHearsAPerson(earlier);
  });
});

/** Resolves when every candidate is in the description. */
async function gathered(connection: RTCPeerConnection): Promise<void> {
  await soon(() => expect(connection.iceGatheringState).toBe('complete'));
}

async function createOfferElsewhere(): Promise<{ readonly sdp: string }> {
  return createPeer().link.createOffer({ iceRestart: false });
}
