import { describe, expect, it } from 'vitest';
import { type DeviceMemory, deviceMemory } from './device-memory.ts';

class Shelf implements DeviceMemory {
  readonly items = new Map<string, string>();
  isFull = false;

  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (this.isFull) throw new DOMException('', 'QuotaExceededError');
    this.items.set(key, value);
  }
}

function scopeOf(storage: () => DeviceMemory) {
  return {
    get localStorage() {
      return storage();
    },
    get sessionStorage() {
      return storage();
    },
  };
}

describe('what a browser remembers', () => {
  it('is in its storage', () => {
    const shelf = new Shelf();
    const memory = deviceMemory(
      'localStorage',
      scopeOf(() => shelf),
    );
    expect(memory.getItem('name')).toBeNull();
    memory.setItem('name', 'Ada');
    expect(shelf.items).toEqual(new Map([['name', 'Ada']]));
    expect(memory.getItem('name')).toBe('Ada');
  });

  it('is what another tab has made of it', () => {
    const shelf = new Shelf();
    const memory = deviceMemory(
      'localStorage',
      scopeOf(() => shelf),
    );
    memory.setItem('name', 'Ada');
    shelf.items.set('name', 'Grace');
    expect(memory.getItem('name')).toBe('Grace');
  });

  it('is in the page, where asking for the storage throws', () => {
    const memory = deviceMemory(
      'sessionStorage',
      scopeOf(() => {
        throw new DOMException('', 'SecurityError');
      }),
    );
    expect(memory.getItem('name')).toBeNull();
    memory.setItem('name', 'Ada');
    memory.setItem('name', 'Grace');
    expect(memory.getItem('name')).toBe('Grace');
  });

  it('is in the page while the storage is full, and in the storage when it is not any more', () => {
    const shelf = new Shelf();
    const memory = deviceMemory(
      'localStorage',
      scopeOf(() => shelf),
    );
    memory.setItem('name', 'Ada');
    shelf.isFull = true;
    memory.setItem('name', 'Grace');
    expect(memory.getItem('name')).toBe('Grace');
    shelf.isFull = false;
    memory.setItem('name', 'Edsger');
    shelf.items.set('name', 'from another tab');
    expect(memory.getItem('name')).toBe('from another tab');
  });
});
