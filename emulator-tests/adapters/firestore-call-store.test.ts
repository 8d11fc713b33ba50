/** The application's own adapters, sign-in included, against the emulators. */
import { randomBytes } from 'node:crypto';
import { describeCallStore } from '../../call/src/testing/call-store-suite.ts';
import { createPerson } from './person.ts';

describeCallStore('FirestoreCallStore', async () => {
  const [host, guest] = await Promise.all([createPerson(), createPerson()]);
  return {
    docId: randomBytes(16).toString('base64url'),
    host,
    guest,
    close: async () => {
      await Promise.all([host.close(), guest.close()]);
    },
  };
});
