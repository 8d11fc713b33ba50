/** Knocks by the application's own adapters, sign-in included, against the emulators. */
import { randomBytes } from 'node:crypto';
import { describeKnockStore } from '../../call/src/testing/knock-store-suite.ts';
import { createPerson } from './person.ts';

describeKnockStore('FirestoreKnockStore', async () => {
  const [host, guest, stranger] = await Promise.all([createPerson(), createPerson(), createPerson()]);
  return {
    docId: randomBytes(16).toString('base64url'),
    ...{ host, guest, stranger },
    close: async () => {
      await Promise.all([host.close(), guest.close(), stranger.close()]);
    },
  };
});
