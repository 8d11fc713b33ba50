import { expect, it } from 'vitest';
import type { DeviceMemory } from './device-memory.ts';
import { tabMemory } from './tab-memory.ts';

function createStorage(): DeviceMemory {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
  };
}

function createHistory(state: unknown = null) {
  const history = {
    state: state as Record<string, unknown>,
    replaceState: (next: Record<string, unknown>) => {
      history.state = next;
    },
  };
  return history;
}

const blocked = {
  localStorage: createStorage(),
  get sessionStorage(): DeviceMemory {
    throw new DOMException('', 'SecurityError');
  },
};

it('keeps what it is told from one page load to the next, and leaves the history alone', () => {
  const scope = { localStorage: createStorage(), sessionStorage: createStorage(), history: createHistory() };
  tabMemory(scope).setItem('wish', 'off');
  expect(tabMemory(scope).getItem('wish')).toBe('off');
  expect(scope.history.state).toBeNull();
});

it('keeps it where storage is blocked, beside what else the history knows', () => {
  const scope = Object.create(blocked, { history: { value: createHistory({ hasEntered: true }) } });
  tabMemory(scope).setItem('wish', 'off');
  expect(tabMemory(scope).getItem('wish')).toBe('off');
  expect(scope.history.state).toEqual({ hasEntered: true, wish: 'off' });
});

it('keeps it as long as the page lives where the history takes nothing more', () => {
  const history = createHistory();
  history.replaceState = () => {
    throw new DOMException('', 'SecurityError');
  };
  const memory = tabMemory(Object.create(blocked, { history: { value: history } }));
  memory.setItem('wish', 'off');
  expect(memory.getItem('wish')).toBe('off');
});

it('knows nothing of what it was not told, or what is no text', () => {
  const history = createHistory({ wish: 7 });
  const memory = tabMemory({ localStorage: createStorage(), sessionStorage: createStorage(), history });
  expect([memory.getItem('wish'), memory.getItem('other')]).toEqual([null, null]);
});
