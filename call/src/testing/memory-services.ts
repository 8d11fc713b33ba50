import type { CallServices } from '../call-options.ts';
import { ServerClock } from '../lib/server-clock.ts';
import { MemoryCallStore, type MemoryDatabase } from './memory-call-store.ts';
import { MemoryKnockStore } from './memory-knock-store.ts';
import { MemoryPeopleStore } from './memory-people-store.ts';
import { MemorySpokenStore } from './memory-spoken-store.ts';

/** What a call of this user runs on, where the database is in memory and every claim to be the host is granted. */
export function memoryServices(
  database: MemoryDatabase,
  uid: string,
  clock = new ServerClock(),
): CallServices & { readonly store: MemoryCallStore; readonly people: MemoryPeopleStore } {
  const store = new MemoryCallStore(database, uid, clock);
  return {
    store,
    people: new MemoryPeopleStore(database, uid),
    knocks: new MemoryKnockStore(database, uid, store),
    spoken: new MemorySpokenStore(database, uid, store),
    identity: { signIn: async () => uid },
    hostClaims: { claimHost: async () => {} },
    clock,
  };
}
