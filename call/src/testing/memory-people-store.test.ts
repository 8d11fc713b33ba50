import { MemoryDatabase } from './memory-call-store.ts';
import { MemoryPeopleStore } from './memory-people-store.ts';
import { describePeopleStore } from './people-store-suite.ts';

describePeopleStore('MemoryPeopleStore', async () => {
  const database = new MemoryDatabase();
  const user = (uid: string) => ({ uid, people: new MemoryPeopleStore(database, uid) });
  const callee = user('callee');
  const loseDatabase = async () => {
    callee.people.turn('lost');
    return async () => callee.people.turn('back');
  };
  const listenAnew = () => callee.people.turn('back');
  return {
    caller: user('caller'),
    callee: { ...callee, loseDatabase, listenAnew },
    stranger: user('stranger'),
    close: async () => {},
  };
});
