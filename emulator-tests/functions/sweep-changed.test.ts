import { type DocumentReference, Timestamp } from 'firebase-admin/firestore';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { sweep } from '../../functions/src/sweep/sweep.ts';
import { clearProject, connectFirestore, QUIET_PROJECT } from './firestore-under-test.ts';
import { beforeAnyCommit } from './meddle.ts';
import { seedCall } from './seed-calls.ts';
import { countStored, readStored } from './stored.ts';

const NOW = Date.parse('2030-01-01T12:00:00Z');
const LAPSED = NOW - 60_000;
const ALIVE = NOW + 60_000;
const OPTIONS = { clock: () => NOW, deadlineAt: NOW + 60_000 };

const { firestore, close } = connectFirestore('sweep-changed', QUIET_PROJECT);

beforeEach(() => clearProject(QUIET_PROJECT));
afterAll(close);

// With 600 beneath it, a call takes two commits, of which the first is of another kind.
describe.each([3, 600])(
  'sweep of a call with %i candidates that is written just before',
  (candidatesEach) => {
    /** Its candidates would still live by their own time, so that only the call decides about them. */
    function seedLapsedCall(): Promise<DocumentReference> {
      return seedCall(firestore, { expiresAt: LAPSED, candidatesExpireAt: ALIVE, candidatesEach });
    }

    test('keeps the call that an admin program has revived, with all beneath it', async () => {
      const revived = await seedLapsedCall();
      const before = await readStored(firestore);
      await seedCall(firestore, { expiresAt: LAPSED, candidatesEach: 3 });
      const meddled = beforeAnyCommit(firestore, () => revive(revived));

      expect(await sweep(meddled, OPTIONS)).toMatchObject({
        calls: 1,
        documents: 4,
        kept: 1,
        failed: 0,
        isComplete: true,
      });

      const after = await readStored(firestore);
      expect([...after.keys()].toSorted()).toEqual([...before.keys()].toSorted());
      expect(after.get(revived.path)?.data).toEqual({
        ...before.get(revived.path)?.data,
        expiresAt: Timestamp.fromMillis(ALIVE),
      });
    });

    test('deletes the call when the one that was revived is another', async () => {
      await seedLapsedCall();
      const revived = await seedCall(firestore, { expiresAt: ALIVE, candidatesEach: 0 });
      const meddled = beforeAnyCommit(firestore, () => revive(revived));

      expect(await sweep(meddled, OPTIONS)).toMatchObject({
        calls: 1,
        documents: candidatesEach + 1,
        kept: 0,
        isComplete: true,
      });
      expect([...(await readStored(firestore)).keys()]).toEqual([revived.path]);
    });

    test('keeps a call that was deleted and created anew under the same ID', async () => {
      const recreated = await seedLapsedCall();
      const meddled = beforeAnyCommit(firestore, async () => {
        const fields = (await recreated.get()).data() ?? {};
        await recreated.delete();
        await recreated.create({ ...fields, expiresAt: Timestamp.fromMillis(ALIVE) });
      });
      expect(await sweep(meddled, OPTIONS)).toMatchObject({
        calls: 0,
        documents: 0,
        kept: 1,
        isComplete: true,
      });
      expect(await countStored(firestore)).toBe(candidatesEach + 1);
    });

    test('counts as neither deleted nor kept what somebody else has deleted', async () => {
      const deleted = await seedLapsedCall();
      const meddled = beforeAnyCommit(firestore, async () => {
        await deleted.delete();
      });
      expect(await sweep(meddled, OPTIONS)).toMatchObject({
        calls: 0,
        documents: 0,
        kept: 0,
        failed: 0,
        isComplete: true,
      });
    });
  },
);

async function revive(call: DocumentReference): Promise<void> {
  await call.update({ expiresAt: Timestamp.fromMillis(ALIVE) });
}
