/** What single documents do, as the functions rely on it: run on those of the tests, and on Firestore. */
import { type DocumentReference, type Firestore, GrpcStatus } from 'firebase-admin/firestore';
import { beforeEach, describe, expect, test } from 'vitest';

/** @param reference to a document that is not there, each time another */
export function describeDocuments(
  name: string,
  { firestore, reference }: { readonly firestore: Firestore; readonly reference: () => DocumentReference },
): void {
  describe(name, () => {
    let ref: DocumentReference;

    beforeEach(() => {
      ref = reference();
    });

    const read = async () => (await ref.get()).data();
    /** By which code it was refused. */
    const refusalOf = (write: Promise<unknown>): Promise<unknown> =>
      write.then(
        () => 'accepted',
        ({ code }) => code,
      );

    test('a document that is not there has neither fields nor a time', async () => {
      const found = await ref.get();
      expect([found.exists, found.data(), found.get('a'), found.updateTime]).toEqual([
        false,
        ...[undefined, undefined, undefined],
      ]);
      expect([found.ref.path, found.id]).toEqual([ref.path, ref.path.split('/').at(-1)]);
    });

    test('one that is created is there, and is created once', async () => {
      await ref.create({ a: 1 });
      const found = await ref.get();
      expect([found.exists, found.data(), found.get('a'), found.get('b')]).toEqual([
        true,
        { a: 1 },
        1,
        undefined,
      ]);
      await expect(ref.create({ a: 2 })).rejects.toMatchObject({ code: GrpcStatus.ALREADY_EXISTS });
      expect(await read()).toEqual({ a: 1 });
    });

    test('an update changes the fields that it names, each as a whole, and leaves the others', async () => {
      await ref.create({ a: 1, b: { c: 2, d: 3 } });
      await ref.update({ b: { c: 4 }, e: 5 });
      expect(await read()).toEqual({ a: 1, b: { c: 4 }, e: 5 });
    });

    test('what is not there can be neither updated nor deleted as it was read', async () => {
      await ref.create({ a: 1 });
      const { updateTime } = await ref.get();
      if (updateTime === undefined) throw new Error('It was just created');
      await ref.delete({ lastUpdateTime: updateTime });
      const refusals = [
        await refusalOf(ref.update({ a: 2 })),
        await refusalOf(ref.update({ a: 2 }, { lastUpdateTime: updateTime })),
        await refusalOf(ref.delete({ lastUpdateTime: updateTime })),
      ];
      // By either: for `isPreconditionFailure` they are one.
      for (const code of refusals)
        expect([GrpcStatus.NOT_FOUND, GrpcStatus.FAILED_PRECONDITION]).toContain(code);
      // Nothing asks for it to be there.
      expect(await refusalOf(ref.delete())).toBe('accepted');
      expect(await read()).toBeUndefined();
    });

    test('what has changed since it was read is neither updated nor deleted, and what has not is', async () => {
      await ref.create({ a: 1 });
      const { updateTime: before } = await ref.get();
      await ref.update({ a: 2 });
      const { updateTime: since } = await ref.get();
      if (before === undefined || since === undefined) throw new Error('It was just written');
      const refusals = [
        await refusalOf(ref.update({ a: 3 }, { lastUpdateTime: before })),
        await refusalOf(ref.delete({ lastUpdateTime: before })),
      ];
      expect(refusals).toEqual([GrpcStatus.FAILED_PRECONDITION, GrpcStatus.FAILED_PRECONDITION]);
      expect(await read()).toEqual({ a: 2 });
      await ref.update({ a: 4 }, { lastUpdateTime: since });
      const { updateTime: last } = await ref.get();
      if (last === undefined) throw new Error('It was just written');
      await ref.delete({ lastUpdateTime: last });
      expect(await read()).toBeUndefined();
    });

    test('several are read in the order in which they are asked for, those that are not there too', async () => {
      const other = reference();
      await ref.create({ a: 1 });
      const found = await firestore.getAll(other, ref);
      expect(found.map(({ id, exists }) => [id, exists])).toEqual([
        [other.id, false],
        [ref.id, true],
      ]);
    });
  });
}
