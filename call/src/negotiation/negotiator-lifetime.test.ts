/** What a negotiator does while a step is under way: its lifetime may end, and news and wishes may come. */
import type { Round } from '@parley/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { CallError } from '../ports/call-error.ts';
import { pass, until, useFakeTime } from '../testing/fake-time.ts';
import { NegotiatorBench } from '../testing/negotiator-bench.ts';

let bench: NegotiatorBench;

useFakeTime();
beforeEach(async () => {
  bench = await NegotiatorBench.create();
});

const kinds = () => bench.commits.map(({ transition }) => transition.type);

/** Offers, and returns that round as the other has answered it. */
async function offered(): Promise<Round> {
  bench.negotiator.update(bench.call(null));
  await until(() => expect(bench.events).toContain('seated'));
  return bench.answered({ link: (await bench.said()).link });
}

describe('when its lifetime ends', () => {
  /** Ends it where the browser is next asked for something, which is then done all the same. */
  const abortInBrowser = () => {
    bench.script = async () => bench.lifetime.abort();
    if (bench.link !== undefined) bench.link.script = bench.script;
  };
  const abortInWrite = () => {
    bench.referee = async () => bench.lifetime.abort();
  };
  const abortInRefusedWrite = () => {
    bench.referee = () => {
      bench.lifetime.abort();
      return Promise.reject(new CallError('signaling-unreachable'));
    };
  };

  it.each<[where: string, arrange: () => void, written: string[]]>([
    ['making an offer', abortInBrowser, []],
    ['writing it', abortInWrite, ['offer']],
    ['writing it in vain', abortInRefusedWrite, ['offer']],
  ])('while %s, nothing follows', async (_, arrange, written) => {
    arrange();
    bench.negotiator.update(bench.call(null));
    await pass(60_000);
    expect(kinds()).toEqual(written);
    expect(bench.events).toEqual(['link', 'link closed']);
    expect(bench.links.every(({ isClosed }) => isClosed)).toBe(true);
  });

  it.each<[where: string, arrange: () => void, written: string[]]>([
    ['taking an offer', abortInBrowser, []],
    ['writing the answer', abortInWrite, ['answer']],
    ['writing the answer in vain', abortInRefusedWrite, ['answer']],
  ])('while %s, nothing follows', async (_, arrange, written) => {
    arrange();
    bench.negotiator.update(bench.call(await bench.theirs(1, { isComplete: false })));
    await pass(60_000);
    expect(kinds()).toEqual(written);
    expect(bench.events).toEqual(['link', 'link closed']);
    expect(bench.link).toMatchObject({ isClosed: true, calls: ['acceptOffer their offer'] });
    expect(bench.watchCount).toBe(0);
    expect(bench.ignored).toEqual([]);
  });

  it('while opening an offer, no link is made for it', async () => {
    bench.negotiator.update(bench.call(await bench.theirs(1, {})));
    bench.lifetime.abort();
    await pass(60_000);
    expect([bench.links, bench.commits, bench.events]).toEqual([[], [], []]);
  });

  it('while opening an offer that does not open, that is not counted', async () => {
    bench.negotiator.update(bench.call(await bench.theirs(1, new Uint8Array(100))));
    bench.lifetime.abort();
    await pass(60_000);
    expect([bench.ignored, bench.commits]).toEqual([[], []]);
  });

  it.each([
    ['opening an answer', () => bench.lifetime.abort(), []],
    ['taking an answer', abortInBrowser, ['acceptAnswer their answer']],
  ])('while %s, nothing follows', async (where, arrange, calls) => {
    const round = await offered();
    if (where === 'taking an answer') arrange();
    bench.negotiator.update(bench.call(round));
    if (where === 'opening an answer') arrange();
    await pass(60_000);
    expect(bench.events).toEqual(['link', 'seated', 'link closed']);
    expect(bench.link).toMatchObject({ isClosed: true, calls: ['createOffer', ...calls] });
    expect(bench.ignored).toEqual([]);
  });

  it('while waiting to try again, it does not', async () => {
    bench.referee = () => Promise.reject(new CallError('signaling-unreachable'));
    bench.negotiator.update(bench.call(null));
    await pass(500);
    bench.lifetime.abort();
    bench.negotiator.request('replacement');
    bench.negotiator.update(bench.call(null));
    await pass(60_000);
    expect(kinds()).toEqual(['offer']);
  });

  it('nothing more is heard of its link', async () => {
    await offered();
    bench.lifetime.abort();
    const { events, batches, commits } = bench;
    const before = JSON.stringify([events, batches, commits]);
    bench.link?.state.set('connected');
    bench.link?.find({ candidate: 'x', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'abcd' });
    await pass(60_000);
    expect(JSON.stringify([events, batches, commits])).toBe(before);
    expect(bench.link?.control.sent).toEqual([]);
  });

  it('while it takes an answer, it is done with it', async () => {
    await offered();
    bench.lifetime.abort();
    expect(bench.link?.isClosed).toBe(true);
  });

  it('and it had ended before, it does nothing at all', async () => {
    bench.lifetime.abort();
    bench.negotiator.update(bench.call(null));
    bench.negotiator.request('replacement');
    await pass(60_000);
    expect([bench.links, bench.commits, bench.events]).toEqual([[], [], []]);
  });
});

describe('what comes in the same instant in which a step ends', () => {
  it('is not lost: a wish', async () => {
    const round = await offered();
    bench.negotiator.update(bench.call(round));
    await until(() => expect(bench.events.at(-1)).toBe('negotiating Bob'));
    bench.negotiator.update(bench.call(round));
    bench.negotiator.request('restart');
    await pass(0);
    expect(kinds()).toEqual(['offer', 'offer']);
  });

  it('is not lost: news', async () => {
    const round = await offered();
    bench.negotiator.update(bench.call(bench.own()));
    bench.negotiator.update(bench.call(round));
    await pass(0);
    expect(bench.events.at(-1)).toBe('negotiating Bob');
  });
});

describe('towards the other', () => {
  it('nothing is begun before the answer is accepted', async () => {
    const write = Promise.withResolvers<void>();
    bench.referee = () => write.promise;
    bench.negotiator.update(bench.call(await bench.theirs(1, { isComplete: false })));
    await until(() => expect(kinds()).toEqual(['answer']));
    await pass(0);
    expect([bench.link?.calls, bench.watchCount]).toEqual([['acceptOffer their offer'], 0]);
    write.resolve();
    await pass(0);
    expect([bench.link?.calls.at(-1), bench.watchCount]).toEqual(['startConnecting', 1]);
    expect(bench.events).toEqual(['link', 'seated', 'negotiating Bob']);
  });

  it('candidates are waited for only where some are still to come', async () => {
    bench.negotiator.update(bench.call(await bench.theirs(1, { isComplete: true })));
    await pass(0);
    expect([bench.events.at(-1), bench.watchCount]).toEqual(['negotiating Bob', 0]);
    const other = await NegotiatorBench.create();
    other.negotiator.update(other.call(null));
    await until(() => expect(other.events).toContain('seated'));
    const { link } = await other.said();
    other.negotiator.update(other.call(await other.answered({ link, isComplete: false })));
    await pass(0);
    expect([other.events.at(-1), other.watchCount]).toEqual(['negotiating Bob', 1]);
  });

  it('a description says whose it is, and whether candidates will follow', async () => {
    bench.script = async () => {
      if (bench.link !== undefined) bench.link.isComplete = false;
    };
    await offered();
    expect(await bench.said()).toMatchObject({
      name: 'Ada',
      sdp: 'an offer',
      isComplete: false,
      isRestart: false,
    });
  });
});

describe('its seat', () => {
  it.each([
    ['is yielded to a later page', true, 'me', 'yielded'],
    ['is given up to whoever came in meanwhile', true, 'other', 'gave way'],
    ['is given up to whoever was there first', false, 'other', 'gave way'],
  ])('%s, and nothing is written', async (_, isShown, uid, event) => {
    const guest = await NegotiatorBench.create('guest');
    const call = guest.call(null);
    if (isShown) guest.negotiator.update({ ...call, ended: { reason: 'host-ended', at: 0 } });
    const session = guest.peerSession;
    const other = { uid, session, entered: true, key: null, renewedAt: Date.now(), leftAt: null };
    guest.negotiator.update({ ...call, seats: { host: null, guest: other } });
    await pass(0);
    expect([guest.events, guest.commits]).toEqual([[event], []]);
  });
});
