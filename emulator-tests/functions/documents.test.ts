import { afterAll } from 'vitest';
import { describeDocuments } from '../../functions/src/stored/testing/documents-suite.ts';
import { connectFirestore, QUIET_PROJECT } from './firestore-under-test.ts';
import { newDocId } from './seed-calls.ts';

const { firestore, close } = connectFirestore('documents', QUIET_PROJECT);
afterAll(close);

describeDocuments('Firestore', {
  firestore,
  reference: () => firestore.collection('tests').doc(newDocId()),
});
