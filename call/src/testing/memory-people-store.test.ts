import { MemoryDatabase } from './memory-call-store.ts';
import { MemoryPeopleStore } from './memory-people-store.ts';
import { describePeopleStore } from './people-store-suite.ts';

describePeopleStore('MemoryPeopleStore', async () => {
  const database = new MemoryDatabase();
  const user = (uid: string) => ({ uid, people: new MemoryPeopleStore(database, uid) });
  const callee = user('callee');
  const losesDatabase = () => {
    callee.people.turn('lost');
    callee.people.turn('back');
  };
  return {
    caller: user('caller'),
    callee: { ...callee, losesDatabase },
    stranger: user('stranger'),
    close: async () => {},
  };
});
