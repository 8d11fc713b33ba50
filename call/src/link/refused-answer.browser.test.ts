import { expect, it } from 'vitest';
import { connected, createPeer } from '../testing/peer-pair.ts';

it('an answer that is refused leaves no trace: another link can answer the same offer', async () => {
  const [offerer, refused, accepted] = [createPeer(), createPeer(), createPeer()];
  const offer = await offerer.link.createOffer({ iceRestart: false });
  await refused.link.acceptOffer(offer.sdp);
  const answer = await accepted.link.acceptOffer(offer.sdp);
  // Nothing has been sent to the offerer by either.
  expect([offerer, refused, accepted].map(({ connection }) => connection.iceConnectionState)).toEqual([
    'new',
    'new',
    'new',
  ]);
  refused.link.close();
  accepted.link.startConnecting();
  await offerer.link.acceptAnswer(answer.sdp);
  await connected(offerer, accepted);
});

it('an answer is found by whoever offered, even before its author is told that it is accepted', async () => {
  const [offerer, answerer] = [createPeer(), createPeer()];
  const offer = await offerer.link.createOffer({ iceRestart: false });
  const answer = await answerer.link.acceptOffer(offer.sdp);
  await offerer.link.acceptAnswer(answer.sdp);
  await connected(offerer, answerer);
});
