import { createRandomId, ROLES, type Role } from '@parley/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeLocks } from '../testing/fake-locks.ts';
import { TabLocks } from './tab-locks.ts';

/** What a tab remembers: as sessionStorage does, for as long as the tab is there. */
class Memory {
  readonly #items: Map<string, string>;

  constructor(items: Iterable<readonly [string, string]> = []) {
    this.#items = new Map(items);
  }

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }

  /** As the browser copies it into a duplicated tab. */
  copy(): Memory {
    return new Memory(this.#items);
  }
}

interface Page {
  readonly memory: Memory;
  claim(roles?: readonly Role[]): Promise<Role | undefined>;
  takeOver(roles?: readonly Role[]): Promise<Role | undefined>;
  isFree(roles?: readonly Role[]): Promise<boolean>;
  close(): void;
}

/** Those of the browser, and what takes their place in scenes of sessions. */
const LOCKS = [
  ['the browser’s locks', navigator.locks],
  ['those of scenes', new FakeLocks()],
] as const;

let locks: Pick<LockManager, 'request' | 'query'> = navigator.locks;
let docId: string;
let pages: Page[];

beforeEach(() => {
  docId = createRandomId();
  pages = [];
});
afterEach(() => {
  for (const page of pages) page.close();
});

/** One page load in a tab with this memory. All share the browser's locks. */
function openPage(memory = new Memory()): Page {
  const lifetime = new AbortController();
  const seats = new TabLocks(locks, memory);
  const page = {
    memory,
    claim: (roles: readonly Role[] = ROLES) => seats.claim(docId, roles, lifetime.signal),
    takeOver: (roles: readonly Role[] = ROLES) => seats.takeOver(docId, roles, lifetime.signal),
    isFree: (roles: readonly Role[] = ROLES) => seats.isFree(docId, roles),
    close: () => lifetime.abort(),
  };
  pages.push(page);
  return page;
}

async function lockNames(): Promise<string[]> {
  const { held = [], pending = [] } = await locks.query();
  const names = [...held, ...pending].map(({ name = '' }) => name);
  return names.filter((name) => name.includes(docId)).sort();
}

/** Waits until a lock that was let go is free: the browser needs a moment. */
async function lockCount(count: number): Promise<void> {
  await expect.poll(lockNames, { interval: 5 }).toHaveLength(count);
}

describe.each(LOCKS)('by %s', (_, these) => {
  beforeEach(() => {
    locks = these;
  });
  afterEach(() => {
    locks = navigator.locks;
  });

  describe('the tabs of one browser', () => {
    it('do not take the other seat because the preferred one is another tab’s, unless that is asked for', async () => {
      expect(await openPage().claim()).toBe('host');
      expect(await openPage().claim()).toBeUndefined();
      expect(await openPage().claim(['guest'])).toBe('guest');
      expect(await openPage().claim(['guest'])).toBeUndefined();
    });

    it('never have the same seat, even when they open in the same instant', async () => {
      const claims = [openPage(), openPage(), openPage()].map((page) => page.claim());
      const seats = await Promise.all(claims);
      expect(seats.map(String).sort()).toEqual(['host', 'undefined', 'undefined']);
    });

    it('may take a seat from each other, and what the other then lets go of is not it', async () => {
      const first = openPage();
      await first.claim();
      const second = openPage();
      expect(await second.takeOver()).toBe('host');
      first.close();
      expect(await lockNames()).toHaveLength(1);
      expect(await openPage().claim()).toBeUndefined();
      second.close();
      await lockCount(0);
    });

    it('take over what is nobody’s, too', async () => {
      expect(await openPage().takeOver(['guest'])).toBe('guest');
      expect(await openPage().takeOver([])).toBeUndefined();
    });

    it('may look whether a seat is free, and take nothing by it', async () => {
      const first = openPage();
      const second = openPage();
      expect(await second.isFree()).toBe(true);
      await lockCount(0);
      await first.claim();
      expect(await second.isFree()).toBe(false);
      expect(await second.isFree(['guest'])).toBe(true);
      expect(await second.isFree([])).toBe(false);
      first.close();
      await lockCount(0);
      expect(await second.isFree()).toBe(true);
    });

    it('have only seats that their user may have', async () => {
      expect(await openPage().claim(['guest'])).toBe('guest');
      expect(await openPage().claim(['guest'])).toBeUndefined();
      expect(await openPage().claim([])).toBeUndefined();
    });

    it('may be in different calls', async () => {
      await openPage().claim();
      docId = createRandomId();
      expect(await openPage().claim()).toBe('host');
    });

    it('free their seat when they close', async () => {
      const first = openPage();
      await first.claim();
      first.close();
      await lockCount(0);
      expect(await openPage().claim()).toBe('host');
    });
  });

  describe('a tab that is reloaded', () => {
    it('has its own seat again, though the preferred one is free', async () => {
      const host = openPage();
      await host.claim();
      const guest = openPage();
      await guest.claim(['guest']);
      host.close();
      guest.close();
      expect(await openPage(guest.memory).claim()).toBe('guest');
      expect(await openPage(host.memory).claim()).toBe('host');
    });

    it('waits for the page that it replaces to let go', async () => {
      const before = openPage();
      await before.claim();
      const claim = openPage(before.memory).claim();
      await lockCount(2);
      before.close();
      expect(await claim).toBe('host');
      expect(await lockNames()).toHaveLength(1);
    });

    it('has another seat if it may not have its own any more', async () => {
      const before = openPage();
      await before.claim();
      before.close();
      expect(await openPage(before.memory).claim(['guest'])).toBe('guest');
    });

    it.each(['', 'moderator', 'HOST'])(
      'is not led astray by what else may be remembered: "%s"',
      async (seat) => {
        const memory = new Memory([[`parley:seat:${docId}`, seat]]);
        expect(await openPage(memory).claim()).toBe('host');
      },
    );
  });

  it('a tab that is duplicated has no seat, after waiting for a reload that it is not, and may have the other', async () => {
    const original = openPage();
    await original.claim();
    const copy = openPage(original.memory.copy());
    const askedAt = performance.now();
    expect(await copy.claim()).toBeUndefined();
    expect(performance.now() - askedAt).toBeGreaterThan(1_900);
    expect(await copy.claim(['guest'])).toBe('guest');
    expect(await lockNames()).toHaveLength(2);
    copy.close();
    expect(await openPage(copy.memory).claim()).toBe('guest');
  });

  describe('a page that is over', () => {
    it('holds nothing, if it was over before it claimed', async () => {
      const page = openPage();
      page.close();
      await page.claim();
      await lockCount(0);
    });

    it('holds nothing, if it was over while it waited', async () => {
      const before = openPage();
      await before.claim();
      const after = openPage(before.memory);
      const claim = after.claim();
      await lockCount(2);
      after.close();
      before.close();
      await claim;
      await lockCount(0);
    });
  });
});

it('gets a seat where the browser blocks locks, as it does with cookies', async () => {
  const request = () => Promise.reject(new DOMException('', 'SecurityError'));
  const seats = new TabLocks({ request }, new Memory());
  const { signal } = new AbortController();
  expect(await seats.claim(docId, ROLES, signal)).toBe('host');
  expect(await seats.claim(docId, ['guest'], signal)).toBe('guest');
});

it('uses the locks and the memory of this tab by default', async () => {
  const lifetime = new AbortController();
  expect(await new TabLocks().claim(docId, ROLES, lifetime.signal)).toBe('host');
  expect(await lockNames()).toEqual([`parley:${docId}:host`]);
  expect(Object.values(sessionStorage)).toContain('host');
  lifetime.abort();
  sessionStorage.clear();
  await lockCount(0);
});
