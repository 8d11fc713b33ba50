import { expect, it } from 'vitest';
import { deviceMemory } from './device-memory.ts';
import { historyMemory } from './history-memory.ts';

function createHistory(state: unknown = null) {
  return {
    state,
    replaceState(next: unknown) {
      this.state = structuredClone(next);
    },
  };
}

/** The same history, as the next page load finds it. */
function reloaded({ state }: { state: unknown }) {
  return createHistory(structuredClone(state));
}

const blocked = {
  get localStorage(): never {
    throw new DOMException('', 'SecurityError');
  },
  get sessionStorage(): never {
    throw new DOMException('', 'SecurityError');
  },
};

function memoryWhereBlocked(history: ReturnType<typeof createHistory>) {
  return deviceMemory('localStorage', Object.create(blocked, { history: { value: history } }));
}

it('What storage does not take is still there after a reload, beside what else the entry has', () => {
  const history = createHistory({ hasEntered: true });
  memoryWhereBlocked(history).setItem('name', 'Ada');
  expect(memoryWhereBlocked(reloaded(history)).getItem('name')).toBe('Ada');
  expect(history.state).toEqual({ hasEntered: true, kept: { name: 'Ada' } });
});

it('What storage takes leaves the history alone, even after it was full', () => {
  const items = new Map<string, string>();
  let isFull = true;
  const shelf = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem(key: string, value: string) {
      if (isFull) throw new DOMException('', 'QuotaExceededError');
      items.set(key, value);
    },
  };
  const history = createHistory();
  const memory = deviceMemory('localStorage', { localStorage: shelf, sessionStorage: shelf, history });
  memory.setItem('name', 'Ada');
  expect(historyMemory(history).getItem('name')).toBe('Ada');
  isFull = false;
  memory.setItem('name', 'Grace');
  expect(history.state).toEqual({ kept: {} });
  expect(memory.getItem('name')).toBe('Grace');
});

it('Two who remember in one history know the same', () => {
  const history = createHistory();
  const [one, other] = [memoryWhereBlocked(history), memoryWhereBlocked(history)];
  one.setItem('name', 'Ada');
  expect(other.getItem('name')).toBe('Ada');
});

it('Another address of the tab gets what the last one knew, and keeps what is its own', () => {
  const history = createHistory();
  historyMemory(history).setItem('user', 'u');
  history.state = { hasEntered: true };
  historyMemory(history).carryOver();
  expect(history.state).toEqual({ hasEntered: true, kept: { user: 'u' } });
  historyMemory(history).removeItem('user');
  expect(historyMemory(reloaded(history)).getItem('user')).toBeNull();
});

it('Where nothing is remembered, and none of it was written, the history is not touched', () => {
  const history = createHistory();
  historyMemory(history).carryOver();
  expect(history.state).toBeNull();
});

it('The page still knows what the history does not take any more', () => {
  const history = createHistory();
  history.replaceState = () => {
    throw new DOMException('', 'SecurityError');
  };
  historyMemory(history).setItem('name', 'Ada');
  expect(historyMemory(history).getItem('name')).toBe('Ada');
});

it.each([['text'], [{ kept: 7 }], [{ kept: null }], [{ kept: { name: 7 } }]])('%j says nothing', (state) => {
  expect(historyMemory(createHistory(state)).getItem('name')).toBeNull();
});
