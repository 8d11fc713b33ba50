import { createRandomId } from '@parley/protocol';
import { MemoryCallStore, MemoryDatabase } from './memory-call-store.ts';
import { MemorySpokenStore } from './memory-spoken-store.ts';
import { describeSpokenStore } from './spoken-store-suite.ts';

describeSpokenStore('MemorySpokenStore', async () => {
  const database = new MemoryDatabase();
  const user = (uid: string) => ({
    uid,
    spoken: new MemorySpokenStore(database, uid, new MemoryCallStore(database, uid)),
  });
  return {
    ...{ host: user('host-user'), guest: user('guest-user'), stranger: user('stranger-user') },
    newDocId: createRandomId,
    close: async () => {},
  };
});
