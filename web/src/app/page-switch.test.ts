import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PageSwitch } from './page-switch.ts';
import type { Route } from './route.ts';

type PageName = Route['page'];

const HOME: Route = { page: 'home' };
const LOST: Route = { page: 'not-found' };
const CALL = { page: 'call', id: 'a call' } as unknown as Route;

/** Pages that come, or do not, when the test says so. */
class Scene {
  readonly there = new Set<PageName>();
  readonly onChange = vi.fn();
  readonly reload = vi.fn();
  readonly later: (() => void)[] = [];
  readonly #waiting = new Map<PageName, PromiseWithResolvers<boolean>>();
  readonly pages = new PageSwitch({
    modules: { has: (page) => this.there.has(page), fetch: (page) => this.#fetch(page) },
    ...{ onChange: this.onChange, reload: this.reload, later: (act) => this.later.push(act) },
  });

  async settle(page: PageName, isThere: boolean): Promise<void> {
    if (isThere) this.there.add(page);
    this.#waiting.get(page)?.resolve(isThere);
    this.#waiting.delete(page);
    await Promise.resolve();
    await Promise.resolve();
  }

  wasAskedFor(page: PageName): boolean {
    return this.#waiting.has(page);
  }

  #fetch(page: PageName): Promise<boolean> {
    if (this.there.has(page)) return Promise.resolve(true);
    const asked = this.#waiting.get(page) ?? Promise.withResolvers<boolean>();
    this.#waiting.set(page, asked);
    return asked.promise;
  }
}

let scene: Scene;
beforeEach(() => {
  vi.stubGlobal('navigator', { onLine: true });
  scene = new Scene();
});
afterEach(() => vi.unstubAllGlobals());

test('The first page is drawn when it is there', async () => {
  scene.pages.follow(HOME);
  expect(scene.pages.drawn).toBeUndefined();
  await scene.settle('home', true);
  expect([scene.pages.drawn, scene.onChange.mock.calls.length]).toEqual([HOME, 1]);
});

test('Until another is there the one before stays, and one that is there is drawn at once', async () => {
  scene.there.add('home');
  scene.pages.follow(HOME);
  scene.pages.follow(LOST);
  expect(scene.pages.drawn).toBe(HOME);
  await scene.settle('not-found', true);
  expect(scene.pages.drawn).toBe(LOST);
  scene.pages.follow(HOME);
  expect(scene.pages.drawn).toBe(HOME);
});

test('Whoever goes back meanwhile does not get what they asked for first', async () => {
  scene.there.add('home');
  scene.pages.follow(HOME);
  scene.pages.follow(CALL);
  const back: Route = { page: 'home' };
  scene.pages.follow(back);
  await scene.settle('call', true);
  expect(scene.pages.drawn).toBe(back);
});

test('A call is over where it is left, and the start is fetched while it is shown, but not as it begins', async () => {
  scene.there.add('call');
  scene.pages.follow(CALL);
  expect([scene.pages.drawn, scene.wasAskedFor('home')]).toEqual([CALL, false]);
  for (const act of scene.later) act();
  expect(scene.wasAskedFor('home')).toBe(true);
  scene.pages.follow(HOME);
  expect(scene.pages.drawn).toBeUndefined();
  await scene.settle('home', true);
  expect(scene.pages.drawn).toBe(HOME);
});

test('A first page that does not come is told of, and tried with whatever is asked for next', async () => {
  scene.pages.follow(HOME);
  await scene.settle('home', false);
  expect([
    scene.pages.isIncomplete,
    scene.reload.mock.calls.length,
    scene.onChange.mock.calls.length,
  ]).toEqual([true, 0, 1]);
  scene.pages.follow(CALL);
  expect(scene.pages.isIncomplete).toBe(false);
});

test('A later one that does not come has the document loaded anew, unless there is no network', async () => {
  scene.there.add('home');
  scene.pages.follow(HOME);
  scene.pages.follow(CALL);
  await scene.settle('call', false);
  expect([scene.reload.mock.calls.length, scene.pages.isIncomplete]).toEqual([1, false]);
  scene.pages.follow(HOME);
  vi.stubGlobal('navigator', { onLine: false });
  scene.pages.follow({ ...CALL });
  await scene.settle('call', false);
  expect([scene.reload.mock.calls.length, scene.pages.isIncomplete]).toEqual([1, true]);
});
