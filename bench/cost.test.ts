import { describe, expect, it } from 'vitest';
import { wholeCall } from './call-cost.ts';
import { drawChart } from './chart.ts';
import { followedWrites, paidFor } from './paid-operations.ts';
import { needPlaces, replacePart } from './performance-page.ts';
import { priceOf } from './prices.ts';
import { countLookUps } from './rule-look-ups.ts';
import { rowsOf } from './samples.ts';

const documents = '/v1/projects/p/databases/(default)/documents';

describe('what Firestore bills', () => {
  it('is each write of a commit, and each deletion', () => {
    const body = JSON.stringify({ writes: [{ update: {} }, { update: {} }, { delete: 'name' }] });
    expect(paidFor(`${documents}:commit`, body, '{}')).toEqual({ writes: 2, reads: 0, deletes: 1 });
  });

  it('starts a function where it is of a call itself, and a program has booked that', () => {
    const update = (path: string) => ({
      update: { name: `projects/p/databases/(default)/documents/${path}` },
    });
    const writes = [update('calls/b'), update('calls/c'), update('calls/b/offerCandidates/1-0')];
    expect(followedWrites(`${documents}:commit`, JSON.stringify({ writes }))).toBe(1);
    expect(followedWrites(`${documents}:batchGet`, '{}')).toBe(0);
  });

  it('is each document that is asked for, there or not, and one for a query that finds none', () => {
    expect(paidFor(`${documents}:batchGet`, '', '[{"found":{}},{"missing":"name"}]').reads).toBe(2);
    expect(paidFor(`${documents}:runQuery`, '', '[{"readTime":"now"}]').reads).toBe(1);
    expect(paidFor(`${documents}:runQuery`, '', '[{"document":{}},{"document":{}}]').reads).toBe(2);
  });

  it('is each document that a listener is brought', () => {
    const answer = '51\n[[1,[{"targetChange":{}}]],[2,[{"documentChange": {"document":{}}}]]]';
    expect(paidFor('/google.firestore.v1.Firestore/Listen/channel?VER=8', '', answer).reads).toBe(1);
  });

  it('is nothing for signing in', () => {
    expect(paidFor('/identitytoolkit.googleapis.com/v1/accounts:signUp', '{}', '{}').reads).toBe(0);
  });

  it('is three, nine and one cent for 100,000 of each', () => {
    expect(priceOf({ reads: 100_000, writes: 100_000, deletes: 100_000 }, 0)).toBeCloseTo(0.13);
    expect(priceOf({ reads: 0, writes: 0, deletes: 0 }, 1_000_000)).toBeCloseTo(0.4);
  });
});

it('has the renewals of half an hour in place of those of a few minutes, unless it took as long', () => {
  const nothing = { writes: 0, reads: 0, deletes: 0, lookUps: 0, upBytes: 0, downBytes: 0, cpuSeconds: 0 };
  const part = { ...nothing, followedWrites: 0, functionsAsked: 0 };
  const coming = { ...part, writes: 6, reads: 8, lookUps: 3, functionsAsked: 2 };
  const steady = { ...part, writes: 1, reads: 1 };
  const leaving = { ...part, writes: 2 };
  const left = ['calls/c', 'calls/c/offerCandidates/1-0', 'calls/c/offerCandidates/1-1'];
  // One of each of the two; and the mark, the sweep's look at the call and three collections.
  expect(wholeCall({ coming, steady, leaving }, 2, left)).toEqual({
    writes: 6 + 2 + 2 + 1,
    reads: 8 + 3 + 4 + (1 + 2 + 1 + 1),
    deletes: 3 + 1,
    followedWrites: 0,
    functionsAsked: 2,
  });
  expect(wholeCall({ coming, steady, leaving }, 30, left)).toMatchObject({
    writes: 6 + 1 + 2 + 1,
    reads: 17,
  });
});

it('has the sweep’s deletion of a call that a program has booked start what follows it', () => {
  const nothing = { writes: 0, reads: 0, deletes: 0, lookUps: 0, upBytes: 0, downBytes: 0, cpuSeconds: 0 };
  const part = { ...nothing, followedWrites: 0, functionsAsked: 0 };
  const of = (docId: string) =>
    wholeCall({ coming: part, steady: part, leaving: part }, 30, [`calls/${docId}`]).followedWrites;
  expect([of('b'), of('c')]).toEqual([1, 0]);
});

it('counts how often rules looked at another document, not what was made of that', () => {
  const source = 'get(/a/$(b())).data.c == d(get(/e))';
  const at = (text: string, count: number, children: object[] = []) => ({
    sourcePosition: {
      currentOffset: source.indexOf(text),
      endOffset: source.indexOf(text) + text.length - 1,
    },
    values: [{ count }],
    children,
  });
  const report = [
    at(source, 7, [at('get(/a/$(b())).data.c', 5, [at('get(/a/$(b', 5)]), at('get(/e)', 2)]),
  ] as Parameters<typeof countLookUps>[0]['report'];
  expect(countLookUps({ report }, source)).toBe(7);
});

describe('docs/performance.md', () => {
  it('has the parts replaced that a command writes, and nothing else', () => {
    const text = 'a\n<!-- cost: written by a command -->\nold\n<!-- cost: end -->\nb';
    expect(replacePart(text, 'cost', 'new')).toBe(
      'a\n<!-- cost: written by a command -->\n\nnew\n\n<!-- cost: end -->\nb',
    );
    expect(() => replacePart(text, 'growth', 'new')).toThrow('has no place for growth');
  });

  it('has a place for each', () => {
    expect(needPlaces).not.toThrow();
  });

  it('has a bar for each contender at each distance', () => {
    const sample = { contender: 'Parley', way: 'warm', pressedMs: 100, bothMs: 100, round: 1 };
    const chart = drawChart(
      rowsOf([
        { ...sample, delayMs: 0 },
        { ...sample, delayMs: 50 },
      ]),
    );
    expect(chart.match(/Parley, warm/g)).toHaveLength(2);
    expect(chart).toContain('50 ms each way to the servers');
  });
});
