import { describe, expect, it } from 'vitest';
import { nextToBegin, runInLanes } from './lanes.ts';

interface Named {
  name: string;
  lanes?: 1 | 2;
  needs?: readonly string[];
  fillsUp?: string;
}

const small = (name: string, ...needs: string[]): Named => ({ name, needs });
const filling = (name: string, fillsUp: string): Named => ({ name, fillsUp });
const large = (name: string, ...needs: string[]): Named => ({ name, needs, lanes: 2 });

describe('the next to begin is', () => {
  it.each<[string, Named[], Named[], string | undefined]>([
    ['the first, where nothing runs', [small('a'), small('b')], [], 'a'],
    ['the first beside one', [small('a'), small('b')], [small('x')], 'a'],
    ['the first beside two', [small('a'), small('b')], [small('x'), small('y')], 'a'],
    ['none beside three', [small('a')], [small('x'), small('y'), small('z')], undefined],
    ['one beside one that fills two lanes', [small('a')], [large('x')], 'a'],
    ['none beside both of these', [small('a')], [large('x'), small('y')], undefined],
    [
      'whatever fits, though one that does not stands before it',
      [large('a'), small('b')],
      [small('x'), small('y')],
      'b',
    ],
    ['one that fills two lanes, once they are free', [large('a'), small('b')], [small('x')], 'a'],
    [
      'none that needs the suite while another has it',
      [small('a', 'suite')],
      [small('x', 'suite')],
      undefined,
    ],
    ['whatever needs it not', [small('a', 'suite'), small('b')], [small('x', 'suite')], 'b'],
    ['one that shares what may be shared', [small('a', 'chromium')], [small('x', 'chromium')], 'a'],
    ['none, where none waits', [], [small('x')], undefined],
    [
      'not one that fills up another, while that waits',
      [filling('a', 'c'), small('b'), large('c')],
      [small('x'), small('y')],
      'b',
    ],
    ['one that fills up another, once that runs', [filling('a', 'x')], [large('x')], 'a'],
    ['one that fills up another, where that is not to run', [filling('a', 'x')], [], 'a'],
  ])('%s', (_, waiting, running, expected) => {
    expect(nextToBegin(waiting, running, ['suite'])?.name).toBe(expected);
  });
});

/** Jobs that end when they are told to. */
class Floor {
  readonly begun: string[] = [];
  readonly #ends = new Map<string, PromiseWithResolvers<void>>();

  readonly run = async ({ name }: Named): Promise<void> => {
    this.begun.push(name);
    const ending = Promise.withResolvers<void>();
    this.#ends.set(name, ending);
    await ending.promise;
  };

  async end(name: string, error?: Error): Promise<void> {
    if (error) this.#ends.get(name)?.reject(error);
    else this.#ends.get(name)?.resolve();
    await new Promise(setImmediate);
  }
}

describe('jobs in lanes', () => {
  it('begin as soon as there is room, each once', async () => {
    const floor = new Floor();
    const jobs = [small('a', 'suite'), small('b', 'suite'), small('c'), small('e'), large('d')];
    const all = runInLanes(jobs, ['suite'], floor.run);
    expect(floor.begun).toEqual(['a', 'c', 'e']);
    await floor.end('a');
    expect(floor.begun).toEqual(['a', 'c', 'e', 'b']);
    await floor.end('c');
    expect(floor.begun).toEqual(['a', 'c', 'e', 'b']);
    await floor.end('b');
    expect(floor.begun).toEqual(['a', 'c', 'e', 'b', 'd']);
    await floor.end('e');
    await floor.end('d');
    await all;
  });

  it('are not begun after one has thrown, which is told once the others have ended', async () => {
    const floor = new Floor();
    let isOver = false;
    const all = runInLanes([small('a'), small('b'), small('c'), small('d')], [], floor.run).finally(() => {
      isOver = true;
    });
    all.catch(() => {});
    await floor.end('a', new Error('stopped'));
    expect(isOver).toBe(false);
    await floor.end('b');
    expect(isOver).toBe(false);
    await floor.end('c');
    await expect(all).rejects.toThrow('stopped');
    expect(floor.begun).toEqual(['a', 'b', 'c']);
  });

  it('are none, and that is over at once', async () => {
    await runInLanes([], ['suite'], () => expect.fail('there is nothing to run'));
  });
});
