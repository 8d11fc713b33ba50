import { type Firestore, GrpcStatus } from 'firebase-admin/firestore';
import { expect, test } from 'vitest';
import { replayFailed } from './replay-delivery.ts';

test('What is swept while it is to be sent once more is left out, and the rest is sent', async () => {
  const failed = new Set(['one', 'two', 'three']);
  let updated: string[] = [];
  const query = {
    ...Object.fromEntries(['where', 'orderBy', 'select', 'limit'].map((name) => [name, () => query])),
    doc: () => ({}),
    get: async () => ({ docs: [...failed].map((id) => ({ id, ref: { id }, get: () => undefined })) }),
  };
  const batch = () => {
    const ids: string[] = [];
    return {
      update: ({ id }: { id: string }) => ids.push(id),
      set() {},
      async commit() {
        // The sweep comes between.
        if (failed.delete('two')) throw Object.assign(new Error(), { code: GrpcStatus.NOT_FOUND });
        updated = ids;
      },
    };
  };
  const firestore = { collection: () => query, batch } as unknown as Firestore;
  expect(await replayFailed(firestore, 'webhook', 0, 0)).toEqual({ count: 2, nextSince: null });
  expect(updated).toEqual(['one', 'three']);
});
