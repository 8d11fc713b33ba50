import { expect, test } from 'vitest';
import { describeDocuments } from './documents-suite.ts';
import { FakeDocuments } from './fake-documents.ts';

const { firestore } = new FakeDocuments();
let count = 0;

describeDocuments('FakeDocuments', {
  firestore,
  reference: () => {
    count += 1;
    return firestore.collection('tests').doc(`document-${count}`);
  },
});

test('A field within a field is not updated here: that would be more of Firestore than there is of it', async () => {
  const documents = new FakeDocuments();
  documents.create('tests/one', { a: { b: 1 } });
  const ref = documents.firestore.collection('tests').doc('one');
  await expect(ref.update({ 'a.b': 2 })).rejects.toThrow('a.b');
  expect((await ref.get()).data()).toEqual({ a: { b: 1 } });
});
