import {
  type CallKeys,
  type Candidate,
  type CandidateBatch,
  type CandidatesPlace,
  createCallId,
  createSessionKeys,
  deriveCallKeys,
  MAX_CANDIDATE_BATCHES,
  MAX_CANDIDATES_PER_BATCH,
  MAX_SEALED_CANDIDATES_BYTES,
  open,
  parseCandidateBatch,
  type SessionKeys,
} from '@parley/protocol';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CallError } from '../ports/call-error.ts';
import { pass, useFakeTime } from '../testing/fake-time.ts';
import { CandidateExchange, type CandidateExchangeOptions, FIRST_BATCH_MS } from './candidate-exchange.ts';
import { SignalBox } from './signal-box.ts';

const EXPIRES_AT = 1_900_000_000_000;

let keys: CallKeys;
let own: SessionKeys;
let lifetime: AbortController;
/** What was written, when, and where. */
let written: { readonly place: CandidatesPlace; readonly sealed: Uint8Array; readonly atMs: number }[];
let ignored: unknown[];
let startedAt: number;

useFakeTime();
beforeEach(async () => {
  [keys, own] = await Promise.all([deriveCallKeys(createCallId()), createSessionKeys()]);
  lifetime = new AbortController();
  [written, ignored] = [[], []];
  startedAt = performance.now();
});

const store: CandidateExchangeOptions['store'] = {
  addCandidates: async (place, sealed, expiresAt, signal) => {
    signal.throwIfAborted();
    expect(expiresAt).toBe(EXPIRES_AT);
    written.push({ place, sealed, atMs: performance.now() - startedAt });
  },
  watchCandidates: () => {},
};

function createExchange(options: Partial<CandidateExchangeOptions> = {}): CandidateExchange {
  return new CandidateExchange({
    store,
    docId: keys.docId,
    box: new SignalBox(keys, 'host', own),
    round: 3,
    side: 'offer',
    expiresAt: EXPIRES_AT,
    onCandidate: () => {},
    onIgnored: (cause) => ignored.push(cause),
    signal: lifetime.signal,
    ...options,
  });
}

function candidate(port: number): Candidate {
  const line = `candidate:1510613869 1 udp 2122262783 2001:0db8:85a3:0000:0000:8a2e:0370:7334 ${port} typ srflx raddr :: rport 0 generation 0 ufrag 9uhY network-id 2 network-cost 999`;
  return { candidate: line, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: '9uhY' };
}

async function batches(): Promise<CandidateBatch[]> {
  const opened = written.map(async ({ place: { docId, round, index, side }, sealed }) =>
    parseCandidateBatch(
      await open(keys.sealingKey, { docId, round, index, kind: `${side}-candidates` }, sealed),
    ),
  );
  return Promise.all(opened);
}

describe('sending', () => {
  it('keeps what is found until the description has gone', async () => {
    const exchange = createExchange();
    exchange.add(candidate(1));
    await pass(10_000);
    expect(written).toEqual([]);
    exchange.startSending(null);
    await pass(FIRST_BATCH_MS);
    expect(await batches()).toEqual([{ candidates: [candidate(1)], isLast: false }]);
  });

  it('collects for a moment, and keeps the order', async () => {
    const exchange = createExchange();
    exchange.startSending(null);
    for (const port of [5, 3, 9]) exchange.add(candidate(port));
    await pass(FIRST_BATCH_MS - 20);
    expect(written).toEqual([]);
    exchange.add(candidate(1));
    await pass(20);
    expect((await batches())[0]?.candidates).toEqual([5, 3, 9, 1].map(candidate));
    expect(written[0]?.place).toEqual({ docId: keys.docId, side: 'offer', round: 3, index: 0 });
  });

  it('collects twice as long for every further batch', async () => {
    const exchange = createExchange();
    exchange.startSending(null);
    for (let port = 1; port <= 31; port += 1) {
      exchange.add(candidate(port));
      await pass(FIRST_BATCH_MS);
    }
    expect(written.map(({ place, atMs }) => [place.index, atMs])).toEqual([
      [0, 100],
      [1, 300],
      [2, 700],
      [3, 1_500],
      [4, 3_100],
    ]);
    const sent = (await batches()).flatMap(({ candidates }) => candidates);
    expect(sent).toEqual(sent.map((_, index) => candidate(index + 1)));
  });

  it('waits for nothing once all are found, and says that no more will come', async () => {
    const exchange = createExchange();
    exchange.add(candidate(1));
    exchange.add(null);
    exchange.startSending(null);
    await pass(0);
    expect(await batches()).toEqual([{ candidates: [candidate(1)], isLast: true }]);
  });

  it('says so in the batch that it was collecting when the last was found', async () => {
    const exchange = createExchange();
    exchange.startSending(null);
    exchange.add(candidate(1));
    exchange.add(null);
    await pass(FIRST_BATCH_MS);
    expect(await batches()).toEqual([{ candidates: [candidate(1)], isLast: true }]);
  });

  it('says that more may come when the browser has found another network after it had found all', async () => {
    const exchange = createExchange();
    exchange.add(null);
    exchange.startSending(null);
    exchange.add(candidate(1));
    await pass(3);
    exchange.add(candidate(2));
    await pass(FIRST_BATCH_MS);
    expect(await batches()).toEqual([{ candidates: [candidate(1), candidate(2)], isLast: false }]);
  });

  it('writes nothing when nothing was found', async () => {
    const exchange = createExchange();
    exchange.startSending(null);
    exchange.add(null);
    await pass(10_000);
    expect(written).toEqual([]);
  });

  it('puts what is found during a write into the next batch', async () => {
    const write = Promise.withResolvers<void>();
    const addCandidates = vi.fn(() => write.promise);
    const exchange = createExchange({ store: { ...store, addCandidates } });
    exchange.startSending(null);
    exchange.add(candidate(1));
    await pass(FIRST_BATCH_MS);
    exchange.add(candidate(2));
    await pass(10_000);
    expect(addCandidates).toHaveBeenCalledTimes(1);
    write.resolve();
    await pass(2 * FIRST_BATCH_MS);
    expect(addCandidates).toHaveBeenCalledTimes(2);
  });

  it('stops at the number of batches that the other reads, and says so in the last', async () => {
    const exchange = createExchange();
    exchange.startSending(null);
    for (let port = 1; port <= MAX_CANDIDATE_BATCHES + 5; port += 1) {
      exchange.add(candidate(port));
      await vi.advanceTimersByTimeAsync(FIRST_BATCH_MS * 2 ** (port - 1));
      await pass(0);
    }
    expect(written).toHaveLength(MAX_CANDIDATE_BATCHES);
    const last = (await batches()).map(({ isLast }) => isLast);
    expect(last).toEqual([...Array.from({ length: MAX_CANDIDATE_BATCHES - 1 }, () => false), true]);
  });

  it('never makes a batch that the other would refuse to read, or the database to take', async () => {
    const exchange = createExchange();
    const all = Array.from({ length: 2 * MAX_CANDIDATES_PER_BATCH }, (_, index) => candidate(50_000 + index));
    for (const one of all) exchange.add(one);
    exchange.add(null);
    exchange.startSending(null);
    await pass(FIRST_BATCH_MS);
    for (const { sealed } of written) {
      expect(sealed.length).toBeLessThanOrEqual(MAX_SEALED_CANDIDATES_BYTES);
    }
    const read = await batches();
    expect(read.flatMap(({ candidates }) => candidates)).toEqual(all);
    expect(read.map(({ isLast }) => isLast)).toEqual(read.map((_, index) => index === read.length - 1));
  });

  it('sends no more after a write failed: batches are read in order, so none after it would be', async () => {
    const addCandidates = vi.fn(() => Promise.reject(new CallError('signaling-unreachable')));
    const exchange = createExchange({ store: { ...store, addCandidates } });
    exchange.startSending(null);
    exchange.add(candidate(1));
    await pass(FIRST_BATCH_MS);
    exchange.add(candidate(2));
    await pass(10_000);
    expect(addCandidates).toHaveBeenCalledTimes(1);
    expect(ignored).toEqual([]);
  });

  it('sends nothing once its round is over, nor if that was over before', async () => {
    const exchange = createExchange();
    exchange.startSending(null);
    exchange.add(candidate(1));
    await pass(20);
    lifetime.abort();
    const late = createExchange();
    late.add(candidate(2));
    late.add(null);
    late.startSending(null);
    await pass(10_000);
    expect(written).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
