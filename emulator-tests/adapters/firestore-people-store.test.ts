/** Names and rings by the application's own adapters, sign-in included, against the emulators. */
import { describePeopleStore } from '../../call/src/testing/people-store-suite.ts';
import { createPerson } from './person.ts';

describePeopleStore('FirestorePeopleStore', async () => {
  const [caller, callee, stranger] = await Promise.all([createPerson(), createPerson(), createPerson()]);
  return {
    ...{ caller, stranger },
    callee: { ...callee, listenAnew: () => callee.store.listenAnew() },
    close: async () => {
      await Promise.all([caller.close(), callee.close(), stranger.close()]);
    },
  };
});
