/** Whom the host has asked to leave, or put out: what they see no more, and what others see of it. Who may do it is in transitions. */
import {
  type CallDoc,
  DISMISSED,
  dismissalMark,
  KNOCKS,
  MAX_DISMISSED,
  MAX_DISMISSED_FROM_ROOM,
} from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import type { RestWrite } from '../../call/src/firebase/encode-transition.ts';
import {
  aCall,
  aRunningCall,
  aWaitingCall,
  withDoor,
  withRoom,
} from '../../protocol/src/testing/call-docs.ts';
import { toCall } from './model/explain.ts';
import { admit, answer, dismiss, leave, offer, putOut, rename, renew, ring } from './moves.ts';
import { answerTo, commitAs, ROOT, readFields } from './rest-firestore.ts';
import {
  ended,
  given,
  guest,
  host,
  knockWrite,
  newDocId,
  nobody,
  seedBatches,
  stranger,
  type User,
  without,
  write,
  writing,
} from './scene.ts';
import { commits, expectTries, findsByName, gets } from './tries.ts';

const gone = (changes = {}) => aRunningCall({ ...without(guest), guest: null, ...changes });
const askedOf = (docId: string, { uid }: User) => `calls/${docId}/${DISMISSED}/${uid}`;

describe('having been asked to leave', () => {
  it.each([
    ['where anybody may come', () => gone()],
    ['before anything was offered', () => aCall(without(guest))],
  ])('hides the call, its candidates and its door from them, %s, and from nobody else', async (_, state) => {
    const docId = await given(state());
    const paths = [`calls/${docId}`, ...(await seedBatches(docId))];
    await expectTries({
      refused: [guest, nobody].flatMap((person) => paths.map((path) => gets(person, path))),
      accepted: [host, stranger].flatMap((person) => paths.map((path) => gets(person, path))),
    });
  });

  it('hides the call from them after the end, too', async () => {
    const docId = await given(gone({ ended: ended(), round: null }));
    await expectTries({
      refused: [guest, nobody].map((person) => gets(person, `calls/${docId}`)),
      accepted: [host, stranger].map((person) => gets(person, `calls/${docId}`)),
    });
  });

  it('hides a door, and who is let in there', async () => {
    const docId = await given(aCall({ ...withDoor(), ...without(guest), host: {} }));
    const own = ({ uid }: User) => `calls/${docId}/${KNOCKS}/${uid}`;
    await expectTries({
      refused: [gets(guest, own(guest)), gets(guest, `calls/${docId}`)],
      accepted: [gets(stranger, own(stranger)), gets(host, own(guest)), gets(stranger, `calls/${docId}`)],
    });
    const letIn = await given(aWaitingCall({ ...withDoor(guest.uid), ...without(guest) }));
    const other = await given(aWaitingCall({ ...withDoor(guest.uid), ...without(stranger) }));
    await expectTries({
      refused: [gets(guest, `calls/${letIn}`)],
      accepted: [gets(guest, `calls/${other}`)],
    });
  });

  it('is told to whom it was said, and to nobody else', async () => {
    const [docId, other] = [await given(gone()), await given(aRunningCall())];
    const lapsed = await given(gone({ expiresAt: Date.now() - 1_000 }));
    const refused = [
      ...[host, stranger, nobody].map((person) => gets(person, askedOf(docId, guest))),
      ...[host, stranger].map((person) => gets(person, askedOf(docId, person))),
      ...[other, lapsed, newDocId()].map((call) => gets(guest, askedOf(call, guest))),
    ];
    await expectTries({ refused, accepted: [gets(guest, askedOf(docId, guest))] });
    // There is nothing: that it may be asked for is the answer.
    expect(await answerTo(guest, askedOf(docId, guest))).toMatchObject({ status: 404 });
    const stored = { update: { name: `${ROOT}/${askedOf(docId, guest)}`, fields: {} } };
    await expectTries({
      refused: [host, guest, stranger].map((person) => commits('stored', person, stored)),
      accepted: [commits('stored', 'admin', stored)],
    });
  });

  it('is told to each of several of themselves', async () => {
    const few = [{ uid: 'a-user' }, guest, { uid: 'z-user' }];
    const docId = await given(aRunningCall({ ...without(...few), guest: null }));
    const others = few.flatMap((one) => few.filter((other) => other !== one).map((of) => [one, of] as const));
    await expectTries({
      refused: [
        ...others.map(([person, of]) => gets(person, askedOf(docId, of))),
        ...few.map((person) => findsByName(person, DISMISSED, person.uid, `/calls/${docId}`)),
      ],
      accepted: few.map((person) => gets(person, askedOf(docId, person))),
    });
  });

  it('names nobody', async () => {
    const docId = await given(aRunningCall(withDoor(guest.uid)));
    const before = await readFields(`calls/${docId}`);
    expect(JSON.stringify(before)).toContain(guest.uid);
    const transition = dismiss(aRunningCall(withDoor(guest.uid)));
    expect(await commitAs(host, write(docId, host, transition))).toBe('accepted');
    const { dismissed, ...rest } = (await readFields(`calls/${docId}`)) ?? {};
    expect(JSON.stringify([dismissed, rest])).not.toContain(guest.uid);
    expect(dismissed).toMatchObject({ mapValue: { fields: { [dismissalMark(guest.uid)]: {} } } });
  });
});

const callIn = async (docId: string) => toCall((await readFields(`calls/${docId}`)) ?? {});
const many = (count: number) => Array.from({ length: count }, (_, index) => ({ uid: `someone-${index}` }));
const asking = (count: number, of: Partial<CallDoc> = {}) =>
  writing(host, aRunningCall({ ...of, ...without(...many(count - 1)) }), (call) => dismiss(call));

it.each([1, 2, MAX_DISMISSED])('%i may be asked to leave', async (count) =>
  expect(await asking(count)).toBe('accepted'),
);
it('and not one more than a call remembers', async () =>
  expect(await asking(MAX_DISMISSED + 1)).toBe('refused'));

describe('a lasting room', () => {
  it.each([1, MAX_DISMISSED_FROM_ROOM])('has %i asked to leave it', async (count) =>
    expect(await asking(count, withRoom())).toBe('accepted'),
  );

  it('has not one more than it remembers, nor as many as a call of now', async () => {
    for (const count of [MAX_DISMISSED_FROM_ROOM + 1, MAX_DISMISSED])
      expect([count, await asking(count, withRoom())]).toEqual([count, 'refused']);
  });

  it('that remembers more, of before, goes on with them', async () => {
    const room = () => aRunningCall({ ...withRoom(), ...without(...many(MAX_DISMISSED)) });
    expect(await writing(host, room(), (call) => renew(call, 'host'))).toBe('accepted');
    expect(await writing(guest, room(), () => leave('guest'))).toBe('accepted');
    const docId = await given(room());
    const [first = host] = many(1);
    await expectTries({
      refused: [gets(first, `calls/${docId}`)],
      accepted: [gets(stranger, `calls/${docId}`)],
    });
  });
});

describe.each<[string, () => CallDoc]>([
  ['a call that anybody may come to', () => aRunningCall(without(...many(MAX_DISMISSED)))],
  [
    'a call behind a door',
    () => aRunningCall({ ...withDoor(guest.uid), ...without(...many(MAX_DISMISSED)) }),
  ],
  ['a lasting room', () => aRunningCall({ ...withRoom(), ...without(...many(MAX_DISMISSED_FROM_ROOM)) })],
  [
    'a lasting room behind a door',
    () =>
      aRunningCall({
        ...withRoom(),
        door: withDoor(guest.uid).door,
        ...without(...many(MAX_DISMISSED_FROM_ROOM)),
      }),
  ],
])('whoever is put out of %s, which remembers no more people,', (_, state) => {
  const givenOut = async () => {
    const before = state();
    const docId = await given(before);
    expect(await commitAs(host, write(docId, host, putOut(before)))).toBe('accepted');
    return { docId, before };
  };

  it('sees nothing of it any more, nor does anybody else but the host, and is not told to have been asked to leave', async () => {
    const before = state();
    const untouched = await given(before);
    const { docId } = await givenOut();
    const below = async (id: string) => [`calls/${id}`, ...(await seedBatches(id))];
    const [hidden, seen] = [await below(docId), await below(untouched)];
    await expectTries({
      refused: [
        ...[guest, stranger, nobody].flatMap((person) => hidden.map((path) => gets(person, path))),
        gets(guest, askedOf(docId, guest)),
      ],
      accepted: [
        ...hidden.map((path) => gets(host, path)),
        ...seen.map((path) => gets(guest, path)),
        gets(guest, `calls/${docId}/${KNOCKS}/${guest.uid}`),
      ],
    });
  });

  it('does not sit down by having been let in before, but knocks, and comes in once they are let in again', async () => {
    const { docId, before } = await givenOut();
    const [untouched, other] = [await given(before), await given(before)];
    const offers = (id: string) => commits('an offer', guest, write(id, guest, offer(before, 'guest')));
    const renews = (id: string) => commits('a renewal', guest, write(id, guest, renew(before, 'guest')));
    await expectTries({
      refused: [offers(docId), renews(docId)],
      accepted: [offers(untouched), renews(other)],
    });
    expect(await commitAs(guest, knockWrite(docId, guest, ring()))).toBe('accepted');
    expect(await commitAs(host, write(docId, host, admit(await callIn(docId))))).toBe('accepted');
    expect(await commitAs(guest, write(docId, guest, answer(await callIn(docId), 'guest')))).toBe('accepted');
  });

  it('is named nowhere in it, and those whom it remembers stay so', async () => {
    const { docId, before } = await givenOut();
    const { dismissed, ...rest } = await callIn(docId);
    expect(JSON.stringify(rest)).not.toContain(guest.uid);
    expect(JSON.stringify(dismissed)).not.toContain(dismissalMark(guest.uid));
    expect(Object.keys(dismissed ?? {}).sort()).toEqual(Object.keys(before.dismissed ?? {}).sort());
  });
});

it('asking somebody to leave gives a room no other name', async () => {
  const before = aRunningCall(withRoom());
  const [docId, right] = [await given(before), await given(before)];
  const asks = write(docId, host, dismiss(before)) as RestWrite;
  const { update, updateMask } = write(docId, host, rename()) as RestWrite;
  const both: RestWrite = {
    ...asks,
    update: { ...asks.update, fields: { ...asks.update.fields, ...update.fields } },
    updateMask: { fieldPaths: [...(asks.updateMask?.fieldPaths ?? []), ...(updateMask?.fieldPaths ?? [])] },
  };
  await expectTries({
    refused: [commits('both at once', host, both)],
    accepted: [
      commits('the name alone', host, write(docId, host, rename())),
      commits('the guest alone', host, write(right, host, dismiss(before))),
    ],
  });
});

it('putting out takes no mark of somebody else away, nor adds one', async () => {
  const before = aRunningCall(without(...many(MAX_DISMISSED)));
  const [docId, right] = [await given(before), await given(before)];
  const { update, updateMask, updateTransforms } = write(docId, host, putOut(before)) as RestWrite;
  const marks = Object.keys(before.dismissed ?? {});
  const paths = updateMask?.fieldPaths ?? [];
  const also = (what: string, field: string) =>
    commits(what, host, { update, updateMask: { fieldPaths: [...paths, field] }, updateTransforms });
  await expectTries({
    refused: [
      also('all marks taken away', 'dismissed'),
      also('a mark taken away', `dismissed.${marks[0]}`),
      commits('a mark added', host, {
        ...{ update, updateMask },
        updateTransforms: [
          ...(updateTransforms ?? []),
          { fieldPath: `dismissed.${dismissalMark(stranger.uid)}`, setToServerValue: 'REQUEST_TIME' },
        ],
      }),
    ],
    accepted: [commits('nothing of the kind', host, write(right, host, putOut(before)))],
  });
});

it.each<[string, number, Partial<CallDoc>]>([
  ['a call', MAX_DISMISSED, {}],
  ['a lasting room', MAX_DISMISSED_FROM_ROOM, withRoom()],
])('nobody is put out of %s that could remember them', async (_, most, of) => {
  const putting = (count: number) =>
    writing(host, aRunningCall({ ...of, ...without(...many(count)) }), (call) => putOut(call));
  expect([await putting(0), await putting(most - 1), await putting(most)]).toEqual([
    ...['refused', 'refused', 'accepted'],
  ]);
  // Of before rooms were bounded.
  expect(await putting(MAX_DISMISSED)).toBe('accepted');
});
