import { describe, expect, it } from 'vitest';
import { rowsOf, type Sample, tellSamples, tellTrips } from './samples.ts';
import { ratioOf, spreadOf } from './statistics.ts';

const sample = (contender: string, way: string, round: number, pressedMs: number, delayMs = 0): Sample => ({
  ...{ contender, way, round, pressedMs, delayMs },
  bothMs: pressedMs + 10,
});

describe('what a run has measured', () => {
  it('is a median, and what nine tenths are below', () => {
    expect(spreadOf([5, 1, 3, 2, 4])).toEqual({ count: 5, median: 3, low: 1.4, high: 4.6 });
    expect(spreadOf([1, 2]).median).toBe(1.5);
  });

  it('is compared within each round, in which the machine was the same', () => {
    // The machine was twice as slow in the second round: each was, and their ratio is as it was.
    expect(
      ratioOf([
        [100, 200],
        [200, 400],
      ]).median,
    ).toBe(0.5);
  });

  it('stands beside the floor and PeerJS of the same round at the same distance', () => {
    const rows = rowsOf([
      sample('floor', 'new connection', 1, 100),
      sample('PeerJS', 'socket open', 1, 200),
      sample('PeerJS', 'socket open', 1, 400, 50),
      sample('Parley', 'warm', 1, 150),
      sample('Parley', 'warm', 1, 100, 50),
    ]);
    const parley = rows.filter(({ contender }) => contender === 'Parley');
    expect(parley.map(({ toFloor, toPeerJs }) => [toFloor?.median, toPeerJs?.median])).toEqual([
      [1.5, 0.75],
      [undefined, 0.25],
    ]);
  });

  it('has what begins with the address stand beside what does', () => {
    const cold = 'cold, from the address';
    const [, , parley] = rowsOf([
      sample('PeerJS', 'socket open', 1, 100),
      sample('PeerJS', cold, 1, 500),
      sample('Parley', cold, 1, 1_000),
    ]);
    expect(parley?.toPeerJs?.median).toBe(2);
  });

  it('says how many round trips wait for one another', () => {
    const samples = [sample('Parley', 'back in', 1, 500), sample('Parley', 'back in', 1, 1_000, 100)];
    expect(tellTrips(samples)).toContain('| Parley, back in | 2.5 |');
    expect(tellTrips(samples.slice(1))).toBe('');
  });

  it('is a table for each distance', () => {
    const samples = [sample('Parley', 'warm', 1, 150), sample('Parley', 'warm', 1, 160, 50)];
    const table = tellSamples(samples, 'to the servers');
    expect(table).toContain('**0 ms each way to the servers**');
    expect(table).toContain('| Parley, warm | 1 | **150 ms** (150–150) | **160 ms** (160–160) | – | – |');
    expect(table).toContain('**50 ms each way to the servers**');
  });
});
