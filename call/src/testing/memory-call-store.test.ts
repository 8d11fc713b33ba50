import { createRandomId } from '@parley/protocol';
import { describeCallStore } from './call-store-suite.ts';
import { MemoryCallStore, MemoryDatabase } from './memory-call-store.ts';

describeCallStore('MemoryCallStore', async () => {
  const database = new MemoryDatabase();
  return {
    docId: createRandomId(),
    host: { uid: 'host-user', store: new MemoryCallStore(database, 'host-user') },
    guest: { uid: 'guest-user', store: new MemoryCallStore(database, 'guest-user') },
    close: async () => {},
  };
});
