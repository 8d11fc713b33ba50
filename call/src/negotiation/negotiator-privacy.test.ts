/** What a page says of itself, to whom, and who can open it. */
import { audienceOf, createRandomId } from '@parley/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { pass, useFakeTime } from '../testing/fake-time.ts';
import { NegotiatorBench } from '../testing/negotiator-bench.ts';

let bench: NegotiatorBench;

useFakeTime();
beforeEach(async () => {
  bench = await NegotiatorBench.create('host', { hasPeerKey: true });
});

function latest(): Uint8Array {
  const transition = bench.commits.at(-1)?.transition;
  if (transition?.type === 'offer') return transition.offer;
  if (transition?.type === 'answer') return transition.answer;
  throw new Error('The last write was no description');
}

/** The document with this page in its seat, and the other in theirs or not. */
const alone = () => bench.call(null, false);

describe('an offer that waits for whoever comes', () => {
  it('is for whoever has the link, and says nothing of anybody', async () => {
    bench.negotiator.update(alone());
    await pass(0);
    expect(audienceOf(latest())).toBe('link');
    expect(await bench.said()).toMatchObject({ name: '', can: ['candidates/1'] });
    expect(bench.link?.disclosures).toEqual(['nothing']);
  });

  it('is followed by what may be told once it is known who has answered', async () => {
    bench.negotiator.update(alone());
    await pass(0);
    bench.negotiator.update(bench.call(await bench.answered({ link: (await bench.said()).link })));
    await pass(0);
    expect(bench.events).toContain('negotiating Bob');
    expect(bench.link?.disclosures).toEqual(['nothing', 'all']);
    // A candidate that is found now goes to whoever has answered, and nobody else.
    bench.link?.find({
      candidate: 'x',
      sdpMid: '0',
      sdpMLineIndex: 0,
      usernameFragment: 'abcd',
    });
    await pass(1_000);
    expect(bench.batches.map((sealed) => audienceOf(sealed))).toEqual(['pair']);
  });

  it('is what whoever sits there with a key that is none gets too', async () => {
    bench.peerKey = new Uint8Array(65).fill(7);
    bench.negotiator.update(bench.call(null));
    await pass(0);
    expect([audienceOf(latest()), (await bench.said()).name]).toEqual(['link', '']);
    expect(bench.link?.disclosures).toEqual(['nothing']);
  });
});

describe('an offer to somebody who is there', () => {
  it('is sealed for them, and says all', async () => {
    bench.negotiator.update(bench.call(null));
    await pass(0);
    expect(audienceOf(latest())).toBe('pair');
    expect(await bench.said()).toMatchObject({ name: 'Ada' });
    expect(bench.link?.disclosures).toEqual(['all']);
  });

  it('says of whoever only looks what every page learns', async () => {
    bench.hasEntered = false;
    bench.negotiator.update(bench.call(null));
    await pass(0);
    expect(await bench.said()).toMatchObject({ name: '' });
    expect(bench.link?.disclosures).toEqual(['public']);
    expect(bench.commits[0]?.transition).toMatchObject({ sitter: { entered: false } });
  });
});

describe('an answer', () => {
  it('is sealed for whoever offered, and says all once Join is pressed', async () => {
    bench.negotiator.update(bench.call(await bench.theirs(1, {})));
    await pass(0);
    expect(audienceOf(latest())).toBe('pair');
    expect(await bench.said()).toMatchObject({ name: 'Ada' });
    expect(bench.link?.disclosures.at(-1)).toBe('all');
  });

  it('of whoever only looks holds back, until they join', async () => {
    bench.hasEntered = false;
    bench.negotiator.update(bench.call(await bench.theirs(1, {})));
    await pass(0);
    expect(await bench.said()).toMatchObject({ name: '' });
    expect(bench.link?.disclosures.at(-1)).toBe('public');
    bench.hasEntered = true;
    bench.negotiator.enter();
    expect(bench.link?.disclosures.at(-1)).toBe('all');
  });

  it('to a page of before, which has no key, is sealed as it always was', async () => {
    bench.peerKey = null;
    bench.negotiator.update(bench.call(await bench.theirs(1, {})));
    await pass(0);
    expect(audienceOf(latest())).toBe('link');
    expect(await bench.said()).toMatchObject({ name: 'Ada' });
  });
});

it('an offer that was sealed for an earlier page of this seat says nothing about the two that are there', async () => {
  const earlier = await NegotiatorBench.create('host', { hasPeerKey: true });
  for (let round = 1; round < 12; round += 2) {
    const { offer } = await earlier.theirs(round, {});
    bench.negotiator.update(bench.call(await bench.theirs(round, offer)));
    await pass(3_000);
  }
  expect(bench.events).not.toContain('gave up peer-unreadable');
});

it('an offer that is not wanted any more, while it is found out who would read it, opens no link', async () => {
  bench.negotiator.update(bench.call(null));
  bench.lifetime.abort();
  await pass(100);
  expect([bench.links, bench.commits]).toEqual([[], []]);
});

it('what is found once the link stands goes over it, if the other’s page takes it there', async () => {
  const candidate = { candidate: 'x', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'abcd' };
  for (const can of [['candidates/1'], []] as const) {
    const { link, negotiator, said, batches } = await withLink(can);
    link.state.set('connected');
    link.find(candidate);
    await pass(1_000);
    expect([said(), batches()]).toEqual(can.length > 0 ? [[{ type: 'candidate', candidate }], 0] : [[], 1]);
    negotiator.request('restart');
  }
});

it('what is found for a restart goes by the database, since the way that the link had may be dead, until it stands again', async () => {
  const candidate = { candidate: 'x', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'abcd' };
  const { bench: fresh, link, negotiator, said, batches } = await withLink(['candidates/1']);
  link.state.set('connected');
  negotiator.request('restart');
  await pass(0);
  link.find(candidate);
  await pass(1_000);
  expect([said(), batches()]).toEqual([[], 1]);
  const description = await fresh.said();
  expect(description.isRestart).toBe(true);
  const answer = { link: description.link, can: ['candidates/1'] as const };
  negotiator.update(fresh.call(await fresh.answered(answer)));
  await pass(0);
  for (const state of ['disconnected', 'connected'] as const) link.state.set(state);
  link.find(candidate);
  await pass(1_000);
  expect([said(), batches()]).toEqual([[{ type: 'candidate', candidate }], 1]);
});

async function withLink(can: readonly 'candidates/1'[]) {
  const fresh = await NegotiatorBench.create('host', { hasPeerKey: true });
  fresh.negotiator.update(fresh.call(await fresh.theirs(1, { can })));
  await pass(0);
  const { link, negotiator } = fresh;
  if (link === undefined) throw new Error('There is no link');
  const said = () => link.control.sent.map((message) => JSON.parse(message) as unknown);
  return { bench: fresh, link, negotiator, said, batches: () => fresh.batches.length };
}

describe('a link that is to be made in another way', () => {
  const kinds = () => bench.commits.map(({ transition }) => transition.type);

  it('while its answer is made tells no more, and is replaced once the answer stands', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    bench.script = () => promise;
    bench.negotiator.update(bench.call(await bench.theirs(1, {})));
    await pass(0);
    bench.negotiator.renewLink();
    expect(bench.link?.disclosures).toEqual(['all', 'nothing']);
    resolve();
    await pass(2_000);
    expect(kinds()).toEqual(['answer', 'offer']);
    expect(bench.links.map(({ isClosed, disclosures }) => [isClosed, disclosures.at(-1)])).toEqual([
      [true, 'nothing'],
      [false, 'all'],
    ]);
  });

  it('while its offer is answered is replaced all the same', async () => {
    bench.negotiator.update(bench.call(null));
    await pass(0);
    const answered = await bench.answered({ link: (await bench.said()).link });
    const [link] = bench.links;
    if (link === undefined) throw new Error('There is no link');
    link.script = async () => bench.negotiator.renewLink();
    bench.negotiator.update(bench.call(answered));
    await pass(2_000);
    expect(kinds()).toEqual(['offer', 'offer']);
    expect(link.isClosed).toBe(true);
  });

  it('is not restarted for the other either, who gets an offer of another', async () => {
    const link = createRandomId();
    // So many that the next has to wait, and with it the replacement.
    for (let round = 1; round <= 8; round += 1) {
      bench.negotiator.update(bench.call(await bench.theirs(round, { link })));
      await pass(1_000);
    }
    bench.link?.state.set('connected');
    const answerCount = bench.commits.length;
    bench.negotiator.renewLink();
    bench.negotiator.update(bench.call(await bench.theirs(9, { isRestart: true, link })));
    await pass(0);
    expect(bench.commits).toHaveLength(answerCount);
    await pass(20_000);
    expect(kinds().slice(answerCount)).toEqual(['offer']);
    expect(bench.commits.at(-1)?.transition).toMatchObject({ round: 10 });
    expect(bench.links.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });
});
