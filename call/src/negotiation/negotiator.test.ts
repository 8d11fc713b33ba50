import { type CallTransition, createRandomId, type Description, type Round } from '@parley/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { CallError, type CallErrorCode } from '../ports/call-error.ts';
import { pass, until, useFakeTime } from '../testing/fake-time.ts';
import { NegotiatorBench } from '../testing/negotiator-bench.ts';
import { MAX_BARREN_ROUNDS } from './round-pace.ts';

let bench: NegotiatorBench;

useFakeTime();
beforeEach(async () => {
  bench = await NegotiatorBench.create();
});

const fail = (code: CallErrorCode) => () => Promise.reject(new CallError(code));
const seconds = () => bench.commits.map(({ atMs }) => Math.floor(atMs / 1_000));
const kinds = () => bench.commits.map(({ transition }) => transition.type);
const LINK = createRandomId();
const rounds = () => bench.commits.map(({ transition }) => ('round' in transition ? transition.round : 0));

/** Offers, and is answered. */
async function complete(): Promise<Description> {
  bench.negotiator.update(bench.call(null));
  await until(() => expect(bench.events).toContain('seated'));
  const said = await bench.said();
  bench.negotiator.update(bench.call(await bench.answered({ link: said.link })));
  await until(() => expect(bench.events.at(-1)).toBe('negotiating Bob'));
  return said;
}

describe('a write that is refused', () => {
  it('is explained by the server, which is asked where the write went, and then it decides anew at once', async () => {
    bench.referee = fail('refused');
    bench.onAsk = async () => {
      bench.referee = async () => {};
      bench.negotiator.update(bench.call(await bench.theirs(1, {})));
    };
    bench.negotiator.update(bench.call(null));
    await pass(0);
    expect(kinds()).toEqual(['offer', 'answer']);
    expect(bench.askCount).toBe(1);
    expect(bench.events).not.toContain('trouble refused');
  });

  it('is made again at once with the right time, if it was the clock', async () => {
    bench.referee = fail('refused');
    bench.onAsk = async () => {
      bench.referee = async () => {};
      bench.clock.measure()(Date.now() + 7_200_000);
    };
    bench.negotiator.update(bench.call(null));
    await pass(0);
    const [first, second] = bench.commits.map(
      ({ transition }) => 'sitter' in transition && transition.sitter.expiresAt,
    );
    expect(Number(second) - Number(first)).toBeCloseTo(7_200_000, -2);
    expect(bench.events).not.toContain('trouble refused');
  });

  it('is decided anew at once if the news came while it was under way', async () => {
    const theirs = await bench.theirs(1, {});
    bench.referee = async ({ type }) => {
      if (type !== 'offer') return;
      bench.negotiator.update(bench.call(theirs));
      throw new CallError('refused');
    };
    bench.negotiator.update(bench.call(null));
    await pass(0);
    expect(kinds()).toEqual(['offer', 'answer']);
  });

  it('that nothing explains is told, and tried again ever more slowly for as long as it takes', async () => {
    bench.referee = fail('refused');
    bench.negotiator.update(bench.call(null));
    await pass(62_000);
    expect(seconds()).toEqual([0, 1, 3, 7, 15, 30, 45, 60]);
    expect(bench.events.filter((event) => event === 'trouble refused')).toHaveLength(5);
    bench.referee = async () => {};
    await pass(15_000);
    expect(bench.events.at(-1)).toBe('seated');
  });

  it('is tried again also when the server cannot be asked', async () => {
    bench.referee = fail('refused');
    bench.onAsk = () => Promise.reject(new CallError('signaling-unreachable'));
    bench.negotiator.update(bench.call(null));
    await pass(4_000);
    expect(seconds()).toEqual([0, 1, 3]);
  });

  it('is not even tried when the news are there before it is made', async () => {
    bench.script = async () => bench.negotiator.update(bench.call(await bench.theirs(1, {})));
    bench.negotiator.update(bench.call(null));
    await pass(0);
    expect(kinds()).toEqual(['answer']);
  });

  it('leaves no link behind', async () => {
    bench.referee = fail('refused');
    bench.negotiator.update(bench.call(null));
    await pass(20_000);
    expect(bench.links.map(({ isClosed }) => isClosed)).toEqual([true, true, true, true, true]);
    const answer = await NegotiatorBench.create('guest');
    answer.referee = fail('refused');
    answer.negotiator.update(answer.call(await answer.theirs(1, {})));
    await pass(500);
    expect(answer.links.map(({ isClosed, calls }) => [isClosed, calls])).toEqual([
      [true, ['acceptOffer their offer']],
    ]);
  });
});

describe('a write that nobody answers', () => {
  it('is told, and tried again ever more slowly', async () => {
    bench.referee = fail('signaling-unreachable');
    bench.negotiator.update(bench.call(null));
    await pass(62_000);
    expect(seconds()).toEqual([0, 1, 3, 7, 15, 30, 45, 60]);
    expect(bench.events.filter((event) => event === 'trouble signaling-unreachable')).toHaveLength(8);
  });

  it('is not tried sooner because a link is wanted', async () => {
    bench.referee = fail('signaling-unreachable');
    bench.negotiator.update(bench.call(null));
    await pass(4_000);
    for (let count = 0; count < 10; count += 1) bench.negotiator.request('replacement');
    await pass(2_000);
    expect(seconds()).toEqual([0, 1, 3]);
  });

  it('is forgotten once one was accepted', async () => {
    bench.referee = fail('signaling-unreachable');
    bench.negotiator.update(bench.call(null));
    await pass(6_500);
    bench.referee = async () => {};
    await pass(1_000);
    expect(bench.events.at(-1)).toBe('seated');
    bench.referee = fail('quota-exceeded');
    bench.negotiator.update(bench.call(bench.own()));
    bench.negotiator.request('replacement');
    await pass(4_000);
    expect(seconds()).toEqual([0, 1, 3, 7, 7, 8, 10]);
  });
});

describe('an offer that cannot be read', () => {
  const noise = crypto.getRandomValues(new Uint8Array(100));

  it('is counted, and met with one of ours', async () => {
    bench.negotiator.update(bench.call(await bench.theirs(4, noise)));
    await pass(0);
    expect([kinds(), rounds()]).toEqual([['offer'], [5]]);
    expect(bench.ignored).toEqual([expect.objectContaining({ name: 'ProtocolError' })]);
  });

  it('again and again ends with a reason, not in two programs taking turns for ever', async () => {
    for (let round = 1; round < 20; round += 2) {
      bench.negotiator.update(bench.call(await bench.theirs(round, noise)));
      await pass(1_000);
    }
    expect(rounds()).toEqual([2, 4]);
  });

  it('does not keep one that can from being answered', async () => {
    for (let round = 1; round < 5; round += 2) {
      bench.negotiator.update(bench.call(await bench.theirs(round, noise)));
      await pass(0);
    }
    bench.negotiator.update(bench.call(await bench.theirs(5, {})));
    await pass(0);
    expect(kinds().at(-1)).toBe('answer');
    for (let round = 7; round < 11; round += 2) {
      bench.negotiator.update(bench.call(await bench.theirs(round, noise)));
      await pass(4_000);
    }
    expect(rounds()).toEqual([2, 4, 5, 8, 10]);
    bench.negotiator.update(bench.call(await bench.theirs(11, noise)));
    await pass(0);
    expect(bench.events).toContain('gave up peer-unreadable');
  });
});

describe('an offer that the browser does not take', () => {
  it('is counted, and met with one of ours on another link', async () => {
    bench.script = async () => {
      if (bench.links.length === 1) throw new DOMException('Failed to parse', 'OperationError');
    };
    bench.negotiator.update(bench.call(await bench.theirs(1, { sdp: 'v=hostile' })));
    await pass(0);
    expect([kinds(), rounds()]).toEqual([['offer'], [2]]);
    expect(bench.ignored).toEqual([expect.objectContaining({ name: 'OperationError' })]);
    expect(bench.links.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });

  it('again and again ends with a reason, and no link left open', async () => {
    bench.script = async () => {
      if (bench.link?.calls[0]?.startsWith('acceptOffer')) throw new DOMException('', 'OperationError');
    };
    for (let round = 1; round < 12; round += 2) {
      bench.negotiator.update(bench.call(await bench.theirs(round, { sdp: 'v=hostile' })));
      await pass(100);
    }
    expect(bench.links.filter(({ isClosed }) => !isClosed)).toEqual([]);
    expect(kinds().filter((kind) => kind === 'answer')).toEqual([]);
  });
});

describe('an answer that cannot be used', () => {
  it.each<[string, Partial<Description> | Uint8Array]>([
    ['unreadable', new Uint8Array(100)],
    ['of another link', {}],
    ['not to the browser’s taste', { sdp: 'v=hostile' }],
  ])('%s, is met with another offer, once', async (what, answer) => {
    bench.negotiator.update(bench.call(null));
    await until(() => expect(bench.events).toContain('seated'));
    const { link } = await bench.said();
    if (bench.link !== undefined) {
      bench.link.script = () => Promise.reject(new DOMException('Failed to parse', 'OperationError'));
    }
    const ours = answer instanceof Uint8Array || what === 'of another link' ? answer : { ...answer, link };
    bench.negotiator.update(bench.call(await bench.answered(ours)));
    await pass(60_000);
    expect([kinds(), rounds()]).toEqual([
      ['offer', 'offer'],
      [1, 2],
    ]);
    expect((await bench.said()).link).not.toBe(link);
    expect(bench.ignored).toHaveLength(what === 'of another link' ? 0 : 1);
    expect(bench.events.join()).not.toContain('negotiating');
  });
});

describe('a restart', () => {
  it('of a link that this page does not have is met with another link', async () => {
    bench.negotiator.update(bench.call(await bench.theirs(3, { isRestart: true })));
    await pass(0);
    expect([kinds(), rounds()]).toEqual([['offer'], [4]]);
    expect(await bench.said()).toMatchObject({ isRestart: false });
    expect(bench.ignored).toEqual([]);
  });

  it('of our link is answered on it', async () => {
    const { link } = await complete();
    const theirs = await bench.theirs(2, { link, isRestart: true });
    bench.negotiator.update(bench.call(theirs));
    await pass(0);
    expect(kinds()).toEqual(['offer', 'answer']);
    expect(bench.links).toHaveLength(1);
    expect(await bench.said()).toMatchObject({ link, isRestart: false });
  });

  it('that is refused keeps the link', async () => {
    await complete();
    bench.referee = fail('refused');
    bench.negotiator.request('restart');
    await pass(0);
    expect(bench.link).toMatchObject({
      isClosed: false,
      calls: expect.arrayContaining(['createOffer restart']),
    });
  });

  it('that was asked for twice is made once', async () => {
    await complete();
    bench.negotiator.request('restart');
    bench.negotiator.request('restart');
    await pass(10_000);
    expect(rounds()).toEqual([1, 2]);
  });

  it('does not take the place of a replacement that was asked for while it was under way', async () => {
    const { link } = await complete();
    bench.referee = async ({ type }: CallTransition) => {
      if (type === 'offer' && rounds().at(-1) === 2) bench.negotiator.request('replacement');
    };
    bench.negotiator.request('restart');
    await pass(0);
    bench.negotiator.update(bench.call(bench.own()));
    await pass(0);
    expect(rounds()).toEqual([1, 2, 3]);
    expect((await bench.said()).link).not.toBe(link);
  });

  it('that was asked for while an answer was awaited is not needed after it', async () => {
    bench.negotiator.update(bench.call(null));
    await until(() => expect(bench.events).toContain('seated'));
    bench.negotiator.request('restart');
    const { link } = await bench.said();
    bench.negotiator.update(bench.call(await bench.answered({ link })));
    await pass(10_000);
    expect([bench.events.at(-1), rounds()]).toEqual(['negotiating Bob', [1]]);
  });
});

describe('a replacement', () => {
  it('is made once, and closes the link whose place it takes', async () => {
    await complete();
    bench.negotiator.request('replacement');
    await pass(0);
    bench.negotiator.update(bench.call(bench.own()));
    await pass(10_000);
    expect(rounds()).toEqual([1, 2]);
    expect(bench.links.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });

  it('that was asked for while an offer was under way follows it: that one may know nothing of the reason', async () => {
    const write = Promise.withResolvers<void>();
    bench.referee = () => write.promise;
    bench.negotiator.update(bench.call(null));
    await until(() => expect(rounds()).toEqual([1]));
    bench.negotiator.request('replacement');
    write.resolve();
    await pass(0);
    bench.negotiator.update(bench.call(bench.own()));
    await pass(10_000);
    expect(rounds()).toEqual([1, 2]);
  });
});

describe('candidates that are found later', () => {
  const candidate = { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'abcd' };

  it.each(['offer', 'answer'])('are written once the %s has been accepted, not before', async (kind) => {
    const write = Promise.withResolvers<void>();
    bench.referee = () => write.promise;
    bench.negotiator.update(bench.call(kind === 'offer' ? null : await bench.theirs(1, {})));
    await until(() => expect(kinds()).toEqual([kind]));
    bench.link?.find(candidate);
    await pass(1_000);
    expect(bench.batches.length).toBe(0);
    write.resolve();
    await pass(1_000);
    expect(bench.batches.length).toBe(1);
  });
});

describe('rounds that lead to nothing', () => {
  /** The other begins so many rounds, one after the other. */
  async function bother(count: number, everyMs: number, from = 0): Promise<void> {
    for (let number = 1; number <= count; number += 1) {
      bench.negotiator.update(bench.call(await bench.theirs(from + 2 * number, {})));
      await pass(everyMs);
    }
  }

  it('are answered ever more slowly, however fast the other begins them', async () => {
    await bother(90, 160);
    expect(seconds().length).toBeLessThan(12);
    expect(bench.links.length).toBe(seconds().length);
  });

  it('end with a reason', async () => {
    await bother(400, 1_000);
    expect(bench.events).toContain('gave up peer-restless');
    expect(bench.links.length).toBeLessThanOrEqual(MAX_BARREN_ROUNDS);
  });

  it('of somebody who only looks end nothing, and are not held against who comes in', async () => {
    bench.hasPeerEntered = false;
    await bother(400, 1_000);
    expect(bench.events).not.toContain('gave up peer-restless');
    expect(bench.links.length).toBeLessThan(2 * MAX_BARREN_ROUNDS);
    const before = kinds().length;
    bench.hasPeerEntered = true;
    await bother(1, 100, 1_000);
    expect(kinds()).toHaveLength(before + 1);
  });

  it('are forgotten once one led to a connection, and after some calm', async () => {
    const often = MAX_BARREN_ROUNDS + 2;
    for (let number = 1; number <= often; number += 1) {
      bench.negotiator.update(bench.call(await bench.theirs(2 * number, {})));
      await pass(0);
      bench.link?.state.set('connected');
      // It need not last.
      if (number % 2 === 0) bench.link?.state.set('failed');
      await pass(11_000);
    }
    expect(kinds()).toHaveLength(often);
    await bother(12, 200, 60);
    expect(kinds().length).toBeLessThan(often + 10);
    await pass(180_000);
    const calmCount = kinds().length;
    await bother(4, 0, 1_000);
    expect(kinds()).toHaveLength(calmCount + 4);
  });
});

describe('an answer whose acknowledgement is lost', () => {
  const restart = { isRestart: true };

  /** A link that carries media, and the other's offer to restart it. */
  async function connectedAndRestarted(): Promise<Round> {
    bench.negotiator.update(bench.call(await bench.theirs(1, { link: LINK })));
    await pass(0);
    bench.link?.state.set('connected');
    bench.referee = fail('signaling-unreachable');
    const restarted = await bench.theirs(2, { ...restart, link: LINK });
    bench.negotiator.update(bench.call(restarted));
    await pass(0);
    return restarted;
  }

  it('closes no link that carries media, and is sent again as it was', async () => {
    await connectedAndRestarted();
    bench.referee = async () => {};
    await pass(2_000);
    const answers = bench.commits.flatMap(({ transition }) =>
      transition.type === 'answer' ? [transition] : [],
    );
    expect(answers.map(({ round }) => round)).toEqual([1, 2, 2]);
    expect(answers[2]?.answer).toEqual(answers[1]?.answer);
    expect(bench.links.map(({ isClosed }) => isClosed)).toEqual([false]);
    expect(bench.link?.calls.filter((call) => call.startsWith('acceptOffer'))).toHaveLength(2);
  });

  it('is taken for heard when the document shows it', async () => {
    const restarted = await connectedAndRestarted();
    const answer = bench.commits.at(-1)?.transition;
    if (answer?.type !== 'answer') throw new Error('The last write was no answer');
    const { session } = bench;
    bench.negotiator.update(bench.call({ ...restarted, answererSession: session, answer: answer.answer }));
    await pass(30_000);
    expect(kinds()).toEqual(['answer', 'answer']);
    expect(bench.links.map(({ isClosed }) => isClosed)).toEqual([false]);
    expect(bench.link?.calls.at(-1)).toBe('startConnecting');
  });

  it('is let go of when it was refused after all, and so is a link that carries nothing', async () => {
    bench.referee = fail('signaling-unreachable');
    bench.negotiator.update(bench.call(await bench.theirs(1, { link: LINK })));
    await pass(0);
    expect(bench.links.map(({ isClosed }) => isClosed)).toEqual([false]);
    bench.referee = fail('refused');
    await pass(1_500);
    expect(bench.links[0]?.isClosed).toBe(true);
  });
});
