import { createRandomId } from '@parley/protocol';
import { describeKnockStore } from './knock-store-suite.ts';
import { MemoryCallStore, MemoryDatabase } from './memory-call-store.ts';
import { MemoryKnockStore } from './memory-knock-store.ts';

describeKnockStore('MemoryKnockStore', async () => {
  const database = new MemoryDatabase();
  const user = (uid: string) => {
    const store = new MemoryCallStore(database, uid);
    return { uid, store, knocks: new MemoryKnockStore(database, uid, store) };
  };
  return {
    docId: createRandomId(),
    host: user('host-user'),
    guest: user('guest-user'),
    stranger: user('stranger-user'),
    close: async () => {},
  };
});
