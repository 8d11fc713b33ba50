import { Time } from '@parley/protocol';
/** What a call's ID means once the call is gone, or while a program has booked one there: nobody is its host by creating. */
import { expect, it } from 'vitest';
import { aWaitingCall } from '../../protocol/src/testing/call-docs.ts';
import { create } from './moves.ts';
import { commitAs, ROOT, seed } from './rest-firestore.ts';
import { closedSchedule, countedDocId, given, newBookedDocId, newDocId, newUser, write } from './scene.ts';
import { commits, expectTries } from './tries.ts';

const mark = { expiresAt: new Time(Date.now() + 30 * 86_400_000) };

/** What a sweep leaves behind, as the functions write it. */
async function sweep(docId: string): Promise<void> {
  await commitAs('admin', { delete: `${ROOT}/calls/${docId}` });
  await seed(`retired/${docId}`, mark);
}

it('nobody creates a call where one was swept, or where a program has booked one', async () => {
  const [swept, booked, free] = [await given(aWaitingCall()), newBookedDocId(), newBookedDocId()];
  await sweep(swept);
  await seed(`bookings/${booked}`, mark);
  const tries = async (docId: string) => {
    const by = newUser();
    await countedDocId(by.uid, docId);
    const scheduled = create({ schedule: closedSchedule({ revision: 0 }) });
    return [
      commits('a call of now', by, write(docId, by, create())),
      commits('a scheduled one', by, write(docId, by, scheduled)),
    ];
  };
  const unmarking = async (path: string, docId: string) => {
    const by = newUser();
    await countedDocId(by.uid, docId);
    return commits('without the mark', by, { delete: `${ROOT}/${path}` }, write(docId, by, create()));
  };
  await expectTries({
    refused: [
      ...(await tries(swept)),
      ...(await tries(booked)),
      await unmarking(`retired/${swept}`, swept),
      await unmarking(`bookings/${booked}`, booked),
    ],
    accepted: (await tries(free)).slice(0, 1),
  });
});

it('a call of somebody’s own is created without a look at what programs have booked, which is at other IDs', async () => {
  const [elsewhere, booked] = [`xb${newDocId().slice(2)}`, newBookedDocId()];
  const booking = async (docId: string) => {
    const by = newUser();
    await countedDocId(by.uid, docId);
    await seed(`bookings/${docId}`, mark);
    return commits('at the ID of a booking', by, write(docId, by, create()));
  };
  await expectTries({ refused: [await booking(booked)], accepted: [await booking(elsewhere)] });
});

it('nobody creates again, uncounted, what was counted once and swept since', async () => {
  const [user, other] = [newUser(), newUser()];
  const [docId, unused] = [await countedDocId(user.uid), await countedDocId(other.uid)];
  // It has lived, and the sweep has been there.
  expect(await commitAs(user, write(docId, user, create()))).toBe('accepted');
  await sweep(docId);
  await expectTries({
    refused: [commits('again', user, write(docId, user, create()))],
    accepted: [commits('for the first time', other, write(unused, other, create()))],
  });
});
