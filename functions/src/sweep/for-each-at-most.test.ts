import { describe, expect, test } from 'vitest';
import { forEachAtMost } from './for-each-at-most.ts';

const always = () => true;

describe('forEachAtMost', () => {
  test('works on every item once, and says that all were begun', async () => {
    const done: number[] = [];
    const isAll = await forEachAtMost(2, [1, 2, 3, 4, 5], always, async (item) => {
      done.push(item);
    });
    expect(done).toEqual([1, 2, 3, 4, 5]);
    expect(isAll).toBe(true);
  });

  test('has no more in work than it may, and as many as it may', async () => {
    let inWork = 0;
    let most = 0;
    await forEachAtMost(3, Array.from({ length: 20 }), always, async () => {
      inWork += 1;
      most = Math.max(most, inWork);
      await Promise.resolve();
      inWork -= 1;
    });
    expect(most).toBe(3);
  });

  test('begins nothing once it may not, finishes what has begun, and says that some were left', async () => {
    const begun: number[] = [];
    const finished: number[] = [];
    const isAll = await forEachAtMost(
      2,
      [1, 2, 3, 4, 5],
      () => begun.length < 3,
      async (item) => {
        begun.push(item);
        await Promise.resolve();
        finished.push(item);
      },
    );
    expect(begun).toEqual([1, 2, 3]);
    expect(finished.toSorted()).toEqual([1, 2, 3]);
    expect(isAll).toBe(false);
  });

  test('says that all were begun when time ran out with the last', async () => {
    let begun = 0;
    const isAll = await forEachAtMost(
      1,
      [1, 2, 3],
      () => begun < 3,
      async () => {
        begun += 1;
      },
    );
    expect(isAll).toBe(true);
  });

  test('is done at once with nothing', async () => {
    expect(
      await forEachAtMost(
        4,
        [],
        () => false,
        () => Promise.reject(new Error('never')),
      ),
    ).toBe(true);
  });
});
