/** Words that are read out, by the application's own adapters, sign-in included, against the emulators. */
import { randomBytes } from 'node:crypto';
import { describeSpokenStore } from '../../call/src/testing/spoken-store-suite.ts';
import { createPerson } from './person.ts';

describeSpokenStore('FirestoreSpokenStore', async () => {
  const [host, guest, stranger] = await Promise.all([createPerson(), createPerson(), createPerson()]);
  return {
    ...{ host, guest, stranger },
    newDocId: () => randomBytes(16).toString('base64url'),
    close: async () => {
      await Promise.all([host.close(), guest.close(), stranger.close()]);
    },
  };
});
