import {
  type CallKeys,
  type Candidate,
  type CandidatesPlace,
  createCallId,
  createSessionKeys,
  deriveCallKeys,
  MAX_CANDIDATE_BATCHES,
  MAX_CANDIDATES_PER_BATCH,
  type SessionKeys,
  seal,
} from '@parley/protocol';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CandidateExchange } from './candidate-exchange.ts';
import { SignalBox } from './signal-box.ts';

let keys: CallKeys;
let own: SessionKeys;
let lifetime: AbortController;
/** What is waited for, in the order in which it was begun. */
let watched: { place: CandidatesPlace; deliver: (sealed: Uint8Array) => void; signal: AbortSignal }[];
let received: Candidate[];
let ignored: unknown[];

beforeEach(async () => {
  [keys, own] = await Promise.all([deriveCallKeys(createCallId()), createSessionKeys()]);
  lifetime = new AbortController();
  [watched, received, ignored] = [[], [], []];
});

/** Of whoever answered in round 3, so that what it waits for is the offerer's. */
function createExchange(): CandidateExchange {
  return new CandidateExchange({
    store: {
      addCandidates: async () => {},
      watchCandidates: (place, deliver, signal) => {
        watched.push({ place, deliver, signal });
      },
    },
    docId: keys.docId,
    box: new SignalBox(keys, 'host', own),
    round: 3,
    side: 'answer',
    expiresAt: 0,
    onCandidate: (candidate) => received.push(candidate),
    onIgnored: (cause) => ignored.push(cause),
    signal: lifetime.signal,
  });
}

function candidate(port: number): Candidate {
  const line = `candidate:1 1 udp 1 192.0.2.1 ${port} typ host`;
  return { candidate: line, sdpMid: '0', sdpMLineIndex: 0, usernameFragment: 'abcd' };
}

const batch = (ports: readonly number[], isLast = false) => ({ candidates: ports.map(candidate), isLast });

function sealAt(index: number, value: unknown, kind: 'offer' | 'answer' = 'offer', round = 3) {
  return seal(keys.sealingKey, { docId: keys.docId, kind: `${kind}-candidates`, round, index }, value);
}

async function deliver(index: number, value: unknown): Promise<void> {
  watched[index]?.deliver(await sealAt(index, value));
}

/** Waits for cryptography, which takes place on another thread. */
const soon = (condition: () => void) => vi.waitFor(condition, { timeout: 20_000, interval: 1 });

const ports = () => received.map(({ candidate: line }) => Number(line.split(' ')[5]));

describe('receiving', () => {
  it('waits for nothing before the description is set', () => {
    createExchange();
    expect(watched).toEqual([]);
  });

  it('waits for the other side’s batches, one after the other, to the last', async () => {
    createExchange().startReceiving(null);
    for (const [index, isLast] of [false, false, true].entries()) {
      expect(watched.map(({ place }) => place)).toEqual(
        Array.from({ length: index + 1 }, (_, at) => ({
          docId: keys.docId,
          side: 'offer',
          round: 3,
          index: at,
        })),
      );
      await deliver(index, batch([index * 10 + 1, index * 10 + 2], isLast));
      await soon(() => expect(ports().at(-1)).toBe(index * 10 + 2));
    }
    expect(ports()).toEqual([1, 2, 11, 12, 21, 22]);
    expect(watched).toHaveLength(3);
  });

  it('waits for no more than there may be', async () => {
    createExchange().startReceiving(null);
    for (let index = 0; index < MAX_CANDIDATE_BATCHES; index += 1) {
      await deliver(index, batch([index]));
      await soon(() => expect(ports()).toContain(index));
    }
    expect(watched).toHaveLength(MAX_CANDIDATE_BATCHES);
  });

  it('waits on where a batch is empty', async () => {
    createExchange().startReceiving(null);
    await deliver(0, batch([]));
    await soon(() => expect(watched).toHaveLength(2));
    expect(ignored).toEqual([]);
  });

  it('uses a batch once, however often it is delivered, and listens for it no longer', async () => {
    createExchange().startReceiving(null);
    const sealed = await sealAt(0, batch([1]));
    watched[0]?.deliver(sealed);
    watched[0]?.deliver(sealed);
    await soon(() => expect(watched).toHaveLength(2));
    watched[0]?.deliver(sealed);
    await deliver(1, batch([2], true));
    await soon(() => expect(ports()).toContain(2));
    expect(ports()).toEqual([1, 2]);
    expect(watched.map(({ signal }) => signal.aborted)).toEqual([true, true]);
  });
});

describe('what cannot be used', () => {
  const tooMany = Array.from({ length: MAX_CANDIDATES_PER_BATCH + 1 }, (_, port) => port);

  it.each<[string, () => Promise<Uint8Array>]>([
    ['noise', async () => crypto.getRandomValues(new Uint8Array(200))],
    ['nothing', async () => new Uint8Array()],
    ['our own batch, sent back', () => sealAt(0, batch([1]), 'answer')],
    ['a batch of an earlier round', () => sealAt(0, batch([1]), 'offer', 2)],
    ['a later batch in its place', () => sealAt(1, batch([1]))],
    ['no batch', () => sealAt(0, 'candidates')],
    ['candidates without a list', () => sealAt(0, { candidates: { length: 1 }, isLast: false })],
    ['one candidate of many that is none', () => sealAt(0, { candidates: [candidate(1), 7], isLast: false })],
    ['more candidates than there may be', () => sealAt(0, batch(tooMany))],
  ])('is ignored and counted: %s', async (_, make) => {
    createExchange().startReceiving(null);
    watched[0]?.deliver(await make());
    await soon(() => expect(ignored).toHaveLength(1));
    expect(ignored).toEqual([expect.objectContaining({ name: 'ProtocolError' })]);
    expect(received).toEqual([]);
    expect(watched).toHaveLength(1);
  });

  it('does not keep what can from being used', async () => {
    createExchange().startReceiving(null);
    watched[0]?.deliver(new Uint8Array(60));
    await soon(() => expect(ignored).toHaveLength(1));
    await deliver(0, batch([7], true));
    await soon(() => expect(ports()).toEqual([7]));
  });
});

describe('once the round is over', () => {
  it('a batch that was being opened is not used', async () => {
    createExchange().startReceiving(null);
    const sealed = await sealAt(0, batch([1]));
    const decrypt = vi.spyOn(crypto.subtle, 'decrypt');
    watched[0]?.deliver(sealed);
    lifetime.abort();
    await soon(() => expect(decrypt.mock.settledResults[0]?.type).toBe('fulfilled'));
    await new Promise((resolve) => setImmediate(resolve));
    decrypt.mockRestore();
    expect([received, ignored]).toEqual([[], []]);
    expect(watched).toHaveLength(1);
  });

  it('a batch that cannot be opened is not counted', async () => {
    createExchange().startReceiving(null);
    watched[0]?.deliver(new Uint8Array(60));
    lifetime.abort();
    await new Promise((resolve) => setImmediate(resolve));
    await sealAt(0, batch([1]));
    expect(ignored).toEqual([]);
  });

  it('nothing is waited for, if it was over before', () => {
    lifetime.abort();
    createExchange().startReceiving(null);
    expect(watched.every(({ signal }) => signal.aborted)).toBe(true);
  });
});
